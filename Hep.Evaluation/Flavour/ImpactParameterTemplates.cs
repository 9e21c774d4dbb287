namespace Hep.Evaluation.Flavour;

/// <summary>
/// IP3D (ATLAS, ATL-PHYS-PUB-2015-022, section 3.1): the likelihood of a jet's tracks, taken as independent of each other, for each flavour. The densities of a track's two signed significances are histograms, one
/// a flavour and grade; the logarithm of the ratio of two flavours, summed over the tracks of a jet, is its score. Grades enter as conditions: how often a flavour has each tells nothing.
/// <para>
/// Bins have equal widths in asinh S, 0.1 for d0 and 0.4 for z0, so that they are fine in the core and wide in the tails; beyond the last bin, S of 60, it is the last bin. Contents are smoothed with neighbours along
/// both axes, (1, 2, 1) / 4, and logarithms of densities are interpolated between the middles of bins. Where a grade has few tracks the density of all grades takes over, as if it were 200 entries more; that one has
/// half an entry in every bin.
/// </para>
/// </summary>
public sealed class ImpactParameterTemplates
{
    // Nearly asinh 60.
    private const double Reach = 4.8;
    private const int BinsD0 = 96, BinsZ0 = 24, Bins = BinsD0 * BinsZ0;
    private const double Prior = 200, Floor = 0.5;

    // A flavour's logarithms a grade.
    private readonly double[,][] logarithms;
    private readonly int classes;
    private readonly int grades;

    private ImpactParameterTemplates(double[,][] logarithms) =>
        (this.logarithms, classes, grades) = (logarithms, logarithms.GetLength(0), logarithms.GetLength(1));

    /// <summary>The number of flavours C.</summary>
    public int Classes => classes;

    /// <summary>The number of grades G.</summary>
    public int Grades => grades;

    /// <summary>Fits on training jets.</summary>
    /// <param name="tracks">Their tracks.</param>
    /// <param name="labels">Their flavours, shape [N], 0 to C - 1.</param>
    /// <param name="weights">Their weights, shape [N]; a bin whose weights sum to less than 0 counts as empty.</param>
    /// <param name="classes">The number of flavours C, two or more.</param>
    /// <exception cref="ArgumentException">Lengths that differ, a label that is no flavour, or less than two flavours.</exception>
    /// <exception cref="InvalidDataException">A flavour without tracks, or one whose tracks' weights do not sum to more than 0.</exception>
    public static ImpactParameterTemplates Fit(TrackSet tracks, ReadOnlySpan<int> labels, ReadOnlySpan<double> weights, int classes)
    {
        ArgumentNullException.ThrowIfNull(tracks);
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        if (labels.Length != tracks.Count || weights.Length != tracks.Count)
            throw new ArgumentException(FormattableString.Invariant($"{labels.Length} labels and {weights.Length} weights for {tracks.Count} jets"), nameof(labels));
        var grades = 1;
        foreach (var grade in tracks.Grades)
            grades = Math.Max(grades, grade + 1);
        var contents = new double[classes, grades][];
        var sums = new WeightSum[classes, grades];
        for (var jet = 0; jet < tracks.Count; jet++)
        {
            if (labels[jet] < 0 || labels[jet] >= classes)
                throw new ArgumentException(FormattableString.Invariant($"the label of jet {jet} (counted from 0) is {labels[jet]}; expected 0 to {classes - 1}"), nameof(labels));
            for (var track = tracks.Starts[jet]; track < tracks.Starts[jet + 1]; track++)
            {
                var grade = tracks.Grades[track];
                var bin = ((int)PlaceOf(tracks.D0[track], BinsD0, 0) * BinsZ0) + (int)PlaceOf(tracks.Z0[track], BinsZ0, 0);
                (contents[labels[jet], grade] ??= new double[Bins])[bin] += weights[jet];
                sums[labels[jet], grade] = sums[labels[jet], grade].Add(weights[jet]);
            }
        }

        var logarithms = new double[classes, grades][];
        for (var c = 0; c < classes; c++)
            FitClass(c, contents, sums, logarithms);
        return new ImpactParameterTemplates(logarithms);
    }

    /// <summary>The sums over the tracks of each jet of the logarithms of the flavours' densities, shape [N, C], row by row; 0 for jets without tracks. Constants that all flavours share are left out.</summary>
    /// <param name="tracks">The tracks of jets.</param>
    public double[] LogLikelihoods(TrackSet tracks)
    {
        ArgumentNullException.ThrowIfNull(tracks);
        var sums = new double[tracks.Count * classes];
        for (var jet = 0; jet < tracks.Count; jet++)
        {
            for (var track = tracks.Starts[jet]; track < tracks.Starts[jet + 1]; track++)
            {
                for (var c = 0; c < classes; c++)
                    sums[(jet * classes) + c] += LogDensity(c, tracks.D0[track], tracks.Z0[track], tracks.Grades[track]);
            }
        }

        return sums;
    }

    /// <summary>The score of IP3D: the sums over the tracks of each jet of the logarithm of the ratio of two flavours' densities, shape [N]; 0 for jets without tracks.</summary>
    /// <param name="tracks">The tracks of jets.</param>
    /// <param name="signal">A flavour.</param>
    /// <param name="background">Another one.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such flavour.</exception>
    public double[] Ratios(TrackSet tracks, int signal, int background)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)signal, (uint)classes);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)background, (uint)classes);
        var likelihoods = LogLikelihoods(tracks);
        return [.. Enumerable.Range(0, tracks.Count).Select(jet => likelihoods[(jet * classes) + signal] - likelihoods[(jet * classes) + background])];
    }

    /// <summary>The logarithm of a flavour's density at a track, but for a constant that all flavours share.</summary>
    /// <param name="flavour">The flavour, 0 to C - 1.</param>
    /// <param name="d0">The signed significance of d0.</param>
    /// <param name="z0">The signed significance of z0.</param>
    /// <param name="grade">The grade; one that the fit has not seen is as the last one.</param>
    internal double LogDensity(int flavour, double d0, double z0, int grade)
    {
        var values = logarithms[flavour, Math.Min(grade, grades - 1)];
        var (x, y) = (PlaceOf(d0, BinsD0, 0.5), PlaceOf(z0, BinsZ0, 0.5));
        var (i, j) = ((int)x, (int)y);
        var (nextI, nextJ) = (Math.Min(i + 1, BinsD0 - 1), Math.Min(j + 1, BinsZ0 - 1));
        return double.Lerp(
            double.Lerp(values[(i * BinsZ0) + j], values[(i * BinsZ0) + nextJ], y - j),
            double.Lerp(values[(nextI * BinsZ0) + j], values[(nextI * BinsZ0) + nextJ], y - j),
            x - i);
    }

    private static void FitClass(int flavour, double[,][] contents, WeightSum[,] sums, double[,][] logarithms)
    {
        var (grades, sum, all) = (sums.GetLength(1), default(WeightSum), new double[Bins]);
        for (var grade = 0; grade < grades; grade++)
        {
            sum += sums[flavour, grade];
            for (var bin = 0; bin < Bins && contents[flavour, grade] is { } own; bin++)
                all[bin] += own[bin];
        }

        if (!(sum.Sum > 0))
            throw new InvalidDataException(FormattableString.Invariant($"IP3D: found {sum.Count} tracks of flavour {flavour} (counted from 0) with weights that sum to {sum.Sum}, expected tracks of every flavour with a sum above 0"));
        var flat = new double[Bins];
        Array.Fill(flat, 1.0 / Bins);
        var inclusive = Density(all, sum, flat, Floor * Bins);
        for (var grade = 0; grade < grades; grade++)
        {
            var own = contents[flavour, grade] is { } filled && sums[flavour, grade].Sum > 0 ? Density(filled, sums[flavour, grade], inclusive, Prior) : inclusive;
            logarithms[flavour, grade] = Array.ConvertAll(own, Math.Log);
        }
    }

    // Smoothed contents, in effective entries, and so many more of another density.
    private static double[] Density(double[] contents, WeightSum sum, double[] other, double entries)
    {
        var scale = sum.Sum / sum.SumOfSquares;
        var smooth = Smoothed(contents);
        for (var bin = 0; bin < Bins; bin++)
            smooth[bin] = ((scale * Math.Max(0, smooth[bin])) + (entries * other[bin])) / ((scale * sum.Sum) + entries);
        return smooth;
    }

    // At the ends the bins are mirrored.
    private static double[] Smoothed(double[] contents)
    {
        var (once, twice) = (new double[Bins], new double[Bins]);
        for (var i = 0; i < BinsD0; i++)
        {
            for (var j = 0; j < BinsZ0; j++)
                once[(i * BinsZ0) + j] = (0.25 * contents[(Math.Max(0, i - 1) * BinsZ0) + j]) + (0.5 * contents[(i * BinsZ0) + j]) + (0.25 * contents[(Math.Min(BinsD0 - 1, i + 1) * BinsZ0) + j]);
        }

        for (var i = 0; i < BinsD0; i++)
        {
            for (var j = 0; j < BinsZ0; j++)
                twice[(i * BinsZ0) + j] = (0.25 * once[(i * BinsZ0) + Math.Max(0, j - 1)]) + (0.5 * once[(i * BinsZ0) + j]) + (0.25 * once[(i * BinsZ0) + Math.Min(BinsZ0 - 1, j + 1)]);
        }

        return twice;
    }

    // In bins, counted from the first edge (shift 0) or from the middle of the first bin (1/2).
    private static double PlaceOf(double significance, int bins, double shift) =>
        Math.Clamp(((Math.Asinh(significance) + Reach) / (2 * Reach) * bins) - shift, 0, bins - 1);
}
