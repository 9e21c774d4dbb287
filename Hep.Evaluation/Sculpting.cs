namespace Hep.Evaluation;

/// <summary>
/// What cuts on a score make of the background's distribution in a variable that they should leave alone, such as a mass whose sidebands measure the background. Events
/// without a value (NaN) are left out; the first and the last bin hold what lies beyond them.
/// </summary>
public sealed class Sculpting
{
    private readonly BinarySample sample;
    private readonly double[] edges;
    private readonly int[] binOf;

    /// <summary>Prepares the bins.</summary>
    /// <param name="sample">The scored events, N of them.</param>
    /// <param name="values">The variable of each event, shape [N]; NaN where it has none.</param>
    /// <param name="edges">The bin edges, shape [B + 1], finite and rising.</param>
    /// <exception cref="ArgumentException">Another number of values than of events, or edges that do not rise.</exception>
    public Sculpting(BinarySample sample, IReadOnlyList<double> values, IReadOnlyList<double> edges)
    {
        ArgumentNullException.ThrowIfNull(sample);
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(edges);
        if (values.Count != sample.Count)
            throw new ArgumentException(FormattableString.Invariant($"{values.Count} values for {sample.Count} events"), nameof(values));
        (this.sample, this.edges) = (sample, [.. edges]);
        var bins = new Histogram(this.edges);
        this.binOf = new int[values.Count];
        for (var i = 0; i < this.binOf.Length; i++)
            this.binOf[i] = double.IsNaN(values[i]) ? -1 : bins.BinOf(Math.Clamp(values[i], this.edges[0], this.edges[^1]));
        Background = Fill(sample, double.NegativeInfinity, signal: false);
        Signal = Fill(sample, double.NegativeInfinity, signal: true);
    }

    /// <summary>The bin edges, shape [B + 1].</summary>
    public IReadOnlyList<double> Edges => this.edges;

    /// <summary>The background before the cut.</summary>
    public Histogram Background { get; }

    /// <summary>The signal before the cut.</summary>
    public Histogram Signal { get; }

    /// <summary>The background after the cut that keeps a signal efficiency (<see cref="RocCurve.ThresholdOfSignalEfficiency"/>).</summary>
    /// <param name="signalEfficiency">In (0, 1].</param>
    public Histogram Selected(double signalEfficiency) => Fill(sample, sample.Roc.ThresholdOfSignalEfficiency(signalEfficiency), signal: false);

    /// <summary>
    /// The shape after the cut over the shape before it, bin by bin: the efficiency of the bin over that of all, with the binomial error of the bin's efficiency, shape [B]. NaN where there was nothing.
    /// </summary>
    /// <param name="signalEfficiency">In (0, 1].</param>
    public Estimate[] Ratio(double signalEfficiency)
    {
        var selected = Selected(signalEfficiency);
        var all = selected.Total.Sum / Background.Total.Sum;
        return
        [
            .. Enumerable.Range(0, Background.Count).Select(bin => Background.Bins[bin].Sum <= 0 || Background.Bins[bin].IsZero
                ? new Estimate(double.NaN, double.NaN)
                : WeightSum.Fraction(selected.Bins[bin], Background.Bins[bin]).Times(1 / all)),
        ];
    }

    /// <summary>The Jensen-Shannon divergence between the background before and after the cut that keeps a signal efficiency, in bits.</summary>
    /// <param name="signalEfficiency">In (0, 1].</param>
    public double Divergence(double signalEfficiency) => Divergence(sample, signalEfficiency);

    /// <summary>The divergence that a cut at random of the same background would have on average (<see cref="JensenShannon.Floor"/>).</summary>
    /// <param name="signalEfficiency">In (0, 1].</param>
    public double Floor(double signalEfficiency)
    {
        var filled = 0;
        foreach (var bin in Background.Bins)
            filled += bin.Count > 0 ? 1 : 0;
        return JensenShannon.Floor(filled, Selected(signalEfficiency).Total.EffectiveEntries, Background.Total.EffectiveEntries);
    }

    /// <summary>The divergences at several signal efficiencies with their values on bootstrap replicas, in each of which the cut is set anew.</summary>
    /// <param name="signalEfficiencies">In (0, 1], shape [E].</param>
    /// <param name="replicas">The number of replicas, 2 or more.</param>
    /// <param name="seed">The seed of the replicas.</param>
    /// <returns>Shape [E].</returns>
    public Replicas[] Divergences(IReadOnlyList<double> signalEfficiencies, int replicas, ulong seed) =>
        Bootstrap.Together([sample], replicas, seed, events => [.. signalEfficiencies.Select(efficiency => Divergence(events, efficiency))])[0];

    private double Divergence(BinarySample events, double signalEfficiency)
    {
        var threshold = events.Roc.ThresholdOfSignalEfficiency(signalEfficiency);
        var (before, after) = (new double[this.edges.Length - 1], new double[this.edges.Length - 1]);
        for (var i = 0; i < this.binOf.Length; i++)
        {
            if (events.IsSignal[i] || this.binOf[i] < 0)
                continue;
            before[this.binOf[i]] += events.Weights[i];
            if (events.Scores[i] >= threshold)
                after[this.binOf[i]] += events.Weights[i];
        }

        return JensenShannon.Divergence(before, after);
    }

    private Histogram Fill(BinarySample events, double threshold, bool signal)
    {
        var histogram = new Histogram(this.edges);
        for (var i = 0; i < this.binOf.Length; i++)
        {
            if (events.IsSignal[i] == signal && this.binOf[i] >= 0 && events.Scores[i] >= threshold)
                histogram.Fill(0.5 * (this.edges[this.binOf[i]] + this.edges[this.binOf[i] + 1]), events.Weights[i]);
        }

        return histogram;
    }
}
