namespace Hep.Evaluation;

/// <summary>
/// The logarithm of the likelihood ratio of one observable, ln(p(x | signal) / p(x | background)): by the lemma of Neyman and Pearson the best that a cut on it alone can do, a window
/// where the signal is a peak. Both densities are histograms with one set of bins, which hold equal shares of the signal and the background events (so they are narrow where either class is
/// dense), smoothed with neighbours (1, 2, 1) / 4; between the medians of the bins the logarithm is a straight line. An observable of few values has a bin a value, not smoothed.
/// </summary>
public sealed class LikelihoodRatio
{
    private const int FewestBins = 4;
    private const int MostBins = 80;

    private readonly double[] places;
    private readonly double[] logarithms;
    private readonly double undefined;

    private LikelihoodRatio(double[] places, double[] logarithms, double undefined) =>
        (this.places, this.logarithms, this.undefined) = (places, logarithms, undefined);

    /// <summary>Fits on training events; the number of bins is twice the cube root of the effective entries of the smaller class (Rice's rule), 4 to 80.</summary>
    /// <param name="values">The observable, shape [N]; NaN where it is not defined, which is a bin of its own.</param>
    /// <param name="isSignal">The truth, shape [N].</param>
    /// <param name="weights">Event weights, shape [N]; a bin whose weights sum to less than 0 counts as empty.</param>
    /// <exception cref="ArgumentException">Lengths that differ.</exception>
    /// <exception cref="InvalidDataException">A value that is infinite, or a class whose weights do not sum to more than 0.</exception>
    public static LikelihoodRatio Fit(ReadOnlySpan<double> values, ReadOnlySpan<bool> isSignal, ReadOnlySpan<double> weights)
    {
        if (values.Length != isSignal.Length || values.Length != weights.Length)
            throw new ArgumentException("there is one value, label and weight an event", nameof(values));
        if (values.IndexOfAny(double.PositiveInfinity, double.NegativeInfinity) is var bad and >= 0)
            throw new InvalidDataException(FormattableString.Invariant($"likelihood ratio: found an infinite value in event {bad} (counted from 0), expected finite numbers, or NaN where there is none"));
        var all = new ClassSums();
        for (var i = 0; i < values.Length; i++)
            all.Add(isSignal[i], weights[i]);
        if (!(all.Signal.Sum > 0 && all.Background.Sum > 0))
            throw new InvalidDataException(FormattableString.Invariant($"likelihood ratio: found weights of signal and background that sum to {all.Signal.Sum} and {all.Background.Sum}, expected more than 0 in each"));

        var wanted = (int)Math.Clamp(2 * Math.Cbrt(Math.Min(all.Signal.EffectiveEntries, all.Background.EffectiveEntries)), FewestBins, MostBins);
        var (starts, isDiscrete) = Starts(values, isSignal, wanted);
        var (signal, background) = (new double[starts.Length + 1], new double[starts.Length + 1]);
        var members = new List<double>[starts.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var bin = double.IsNaN(values[i]) ? starts.Length : BinOf(starts, values[i]);
            (isSignal[i] ? signal : background)[bin] += weights[i] / (isSignal[i] ? all.Signal.Sum : all.Background.Sum);
            if (bin < starts.Length)
                (members[bin] ??= []).Add(values[i]);
        }

        // Half an entry in every bin, so that an empty one has a logarithm.
        var (ofSignal, ofBackground) = (0.5 / all.Signal.EffectiveEntries, 0.5 / all.Background.EffectiveEntries);
        var (smoothSignal, smoothBackground) = isDiscrete ? (signal, background) : (Smoothed(signal), Smoothed(background));
        double Logarithm(int bin) => Math.Log((Math.Max(0, smoothSignal[bin]) + ofSignal) / (Math.Max(0, smoothBackground[bin]) + ofBackground));
        return new LikelihoodRatio(Array.ConvertAll(members, Median), [.. Enumerable.Range(0, starts.Length).Select(Logarithm)], Logarithm(starts.Length));
    }

    /// <summary>The logarithm at a value; beyond the outermost bins it is theirs.</summary>
    /// <param name="value">The observable; NaN where it is not defined.</param>
    public double At(double value) => double.IsNaN(value) || this.places.Length == 0 ? undefined : Interpolation.At(this.places, this.logarithms, value);

    // The lowest value of each bin.
    private static (double[] Starts, bool IsDiscrete) Starts(ReadOnlySpan<double> values, ReadOnlySpan<bool> isSignal, int wanted)
    {
        var ofClass = new[] { new List<double>(), new List<double>() };
        for (var i = 0; i < values.Length; i++)
        {
            if (!double.IsNaN(values[i]))
                ofClass[isSignal[i] ? 1 : 0].Add(values[i]);
        }

        var distinct = ofClass.SelectMany(list => list).Distinct().Order().Take(wanted + 1).ToArray();
        if (distinct.Length <= wanted)
            return (distinct, true);
        var starts = new SortedSet<double>();
        foreach (var list in ofClass.Where(list => list.Count > 0))
        {
            list.Sort();
            for (var k = 0; k < wanted / 2; k++)
                starts.Add(list[(int)((long)k * list.Count / (wanted / 2))]);
        }

        return ([.. starts], false);
    }

    private static int BinOf(double[] starts, double value)
    {
        var found = Array.BinarySearch(starts, value);
        return Math.Max(0, found >= 0 ? found : ~found - 1);
    }

    // The last entry, of events without a value, has no neighbours. At the ends the bins are mirrored.
    private static double[] Smoothed(double[] bins)
    {
        var last = bins.Length - 2;
        var smooth = (double[])bins.Clone();
        for (var bin = 0; bin <= last; bin++)
            smooth[bin] = (0.25 * bins[Math.Max(0, bin - 1)]) + (0.5 * bins[bin]) + (0.25 * bins[Math.Min(last, bin + 1)]);

        return smooth;
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }
}
