using Hep.Evaluation.Plots;

namespace Hep.Evaluation.Flavour;

/// <summary>
/// The efficiencies of a tagger in bins of a variable, such as the transverse momentum: for one cut on the discriminant, or for a cut a bin that keeps the same signal efficiency in each. Errors are binomial, with weights; those of the
/// backgrounds at flat efficiency hold the error of each bin's cut. Bins without jets of a flavour are NaN; jets outside of the bins are left out.
/// </summary>
public sealed class BinnedTagging
{
    private readonly double[] edges;
    private readonly double[] cuts;
    private readonly Estimate[][] efficiencies;

    private BinnedTagging(TaggedSample sample, double[] edges, double[] cuts, Estimate[][] efficiencies) =>
        (Classes, this.edges, this.cuts, this.efficiencies) = (sample.Classes, edges, cuts, efficiencies);

    /// <summary>The names of the flavours, shape [C].</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>The bins' edges, shape [B + 1].</summary>
    public IReadOnlyList<double> Edges => this.edges;

    /// <summary>The cut in each bin, shape [B]; NaN where there is no signal to set it.</summary>
    public IReadOnlyList<double> Cuts => this.cuts;

    /// <summary>The efficiencies with one cut.</summary>
    /// <param name="sample">The tagged jets, N of them.</param>
    /// <param name="variable">The variable of each, shape [N].</param>
    /// <param name="edges">The bins' edges, shape [B + 1], finite and rising.</param>
    /// <param name="cut">Jets with a discriminant at or above it are tagged.</param>
    /// <exception cref="ArgumentException">Another number of values than of jets, or edges that do not rise.</exception>
    public static BinnedTagging AtCut(TaggedSample sample, IReadOnlyList<double> variable, IReadOnlyList<double> edges, double cut)
    {
        var bins = Bins(sample, variable, edges);
        return new BinnedTagging(sample, [.. edges], [.. bins.Select(_ => cut)], [.. bins.Select(bin => Efficiencies(bin, cut))]);
    }

    /// <summary>The efficiencies with a cut a bin, set by the signal of the bin.</summary>
    /// <param name="sample">The tagged jets, N of them.</param>
    /// <param name="variable">The variable of each, shape [N].</param>
    /// <param name="edges">The bins' edges, shape [B + 1], finite and rising.</param>
    /// <param name="efficiency">The signal efficiency in each bin, in (0, 1].</param>
    /// <exception cref="ArgumentException">Another number of values than of jets, edges that do not rise, or an efficiency out of range.</exception>
    public static BinnedTagging AtFlatEfficiency(TaggedSample sample, IReadOnlyList<double> variable, IReadOnlyList<double> edges, double efficiency)
    {
        if (!(efficiency > 0 && efficiency <= 1))
            throw new ArgumentOutOfRangeException(nameof(efficiency), efficiency, "a signal efficiency lies in (0, 1]");
        var bins = Bins(sample, variable, edges);
        var (cuts, efficiencies) = (new double[bins.Length], new Estimate[bins.Length][]);
        for (var bin = 0; bin < bins.Length; bin++)
        {
            var points = sample.Classes.Select((_, flavour) => flavour != sample.Signal && Has(bins[bin], flavour) && Has(bins[bin], sample.Signal)
                ? bins[bin].Against(flavour).Roc.AtSignalEfficiency(efficiency)
                : (RocPoint?)null).ToArray();
            var any = points.FirstOrDefault(point => point is not null);
            cuts[bin] = any?.Threshold ?? double.NaN;
            efficiencies[bin] = [.. points.Select((point, flavour) => (flavour == sample.Signal ? any?.SignalEfficiency : point?.BackgroundEfficiency) ?? new Estimate(double.NaN, double.NaN))];
        }

        return new BinnedTagging(sample, [.. edges], cuts, efficiencies);
    }

    /// <summary>The efficiencies of a flavour, shape [B].</summary>
    /// <param name="flavour">Its place.</param>
    public IReadOnlyList<Estimate> Efficiency(int flavour) => [.. this.efficiencies.Select(bin => bin[flavour])];

    /// <summary>1 / efficiency of a flavour, shape [B]; NaN where none is left.</summary>
    /// <param name="flavour">Its place.</param>
    public IReadOnlyList<Estimate> Rejection(int flavour) =>
        [.. this.efficiencies.Select(bin => bin[flavour].Value > 0 ? new Estimate(1 / bin[flavour].Value, bin[flavour].Error / (bin[flavour].Value * bin[flavour].Value)) : new Estimate(double.NaN, double.NaN))];

    /// <summary>The efficiencies of all flavours, as <see cref="BinnedFigure"/> draws them.</summary>
    public IReadOnlyList<BinnedSeries> Series() => [.. Classes.Select((name, flavour) => new BinnedSeries($"{name} jets", Efficiency(flavour)))];

    private static TaggedSample[] Bins(TaggedSample sample, IReadOnlyList<double> variable, IReadOnlyList<double> edges)
    {
        ArgumentNullException.ThrowIfNull(sample);
        ArgumentNullException.ThrowIfNull(variable);
        ArgumentNullException.ThrowIfNull(edges);
        if (variable.Count != sample.Values.Length)
            throw new ArgumentException(FormattableString.Invariant($"{variable.Count} values for {sample.Values.Length} jets"), nameof(variable));
        var histogram = new Histogram([.. edges]);
        var jets = Enumerable.Range(0, histogram.Count).Select(_ => new List<int>()).ToArray();
        for (var i = 0; i < variable.Count; i++)
        {
            if (variable[i] >= edges[0] && variable[i] <= edges[^1])
                jets[histogram.BinOf(variable[i])].Add(i);
        }

        return Array.ConvertAll(jets, bin => sample.Select([.. bin]));
    }

    private static Estimate[] Efficiencies(TaggedSample bin, double cut)
    {
        var (selected, all) = (new WeightSum[bin.Classes.Count], new WeightSum[bin.Classes.Count]);
        for (var i = 0; i < bin.Values.Length; i++)
        {
            var flavour = bin.Labels[i];
            all[flavour] = all[flavour].Add(bin.Weights[i]);
            if (bin.Values[i] >= cut)
                selected[flavour] = selected[flavour].Add(bin.Weights[i]);
        }

        return [.. selected.Zip(all, (passed, whole) => whole.Count == 0 || whole.IsZero ? new Estimate(double.NaN, double.NaN) : WeightSum.Fraction(passed, whole))];
    }

    private static bool Has(TaggedSample bin, int flavour)
    {
        var sum = default(WeightSum);
        for (var i = 0; i < bin.Labels.Length; i++)
            sum = bin.Labels[i] == flavour ? sum.Add(bin.Weights[i]) : sum;
        return sum.Count > 0 && !sum.IsZero;
    }
}
