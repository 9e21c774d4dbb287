using Hep.Data;
using Hep.Evaluation;
using Hep.Evaluation.Flavour;
using Xunit;

namespace Hep.Tests.Evaluation.Flavour;

/// <summary>IP3D against closed forms: Gaussian tracks, of which the ratio of likelihoods is known.</summary>
public sealed class ImpactParameterTemplatesTests
{
    private const double Shift = 1.5;

    // One track a jet; the signal's d0 is shifted.
    private static readonly Lazy<(TrackSet Tracks, int[] Labels)> Gaussians = new(() => Make(400_000, seed: 1));

    [Fact]
    public void The_ratio_of_two_Gaussians_is_a_straight_line()
    {
        var (tracks, labels) = Gaussians.Value;
        var fit = ImpactParameterTemplates.Fit(tracks, labels, Ones(labels.Length), 2);
        Assert.Equal((2, 1), (fit.Classes, fit.Grades));
        foreach (var d0 in new[] { -1.0, -0.3, 0, 0.4, 1.1, 2.5 })
        {
            foreach (var z0 in new[] { -1.2, 0, 0.7 })
                Assert.Equal((Shift * d0) - (0.5 * Shift * Shift), fit.LogDensity(1, d0, z0, 0) - fit.LogDensity(0, d0, z0, 0), 0.12);
        }

        // Other jets are parted as well as can be: the area is that of two Gaussians.
        var (others, truth) = Make(40_000, seed: 2);
        var area = new BinarySample("IP3D", fit.Ratios(others, 1, 0), Array.ConvertAll(truth, label => label == 1)).Roc.Auc;
        Assert.Equal(0.8556, area.Value, 3.5 * area.Error + 0.001);
    }

    [Fact]
    public void Tracks_add_up_and_no_track_is_zero()
    {
        var (tracks, labels) = Gaussians.Value;
        var fit = ImpactParameterTemplates.Fit(tracks, labels, Ones(labels.Length), 2);
        var jets = new TrackSet([0, 0, 3, 3, 4], [1, 2, -30, 5000], [0, -1, 2, -5000], [0, 0, 0, 0]);
        var likelihoods = fit.LogLikelihoods(jets);
        Assert.Equal([0.0, 0, 0, 0], [likelihoods[0], likelihoods[1], likelihoods[4], likelihoods[5]]);
        Assert.Equal(fit.LogDensity(1, 1, 0, 0) + fit.LogDensity(1, 2, -1, 0) + fit.LogDensity(1, -30, 2, 0), likelihoods[3], 1e-12);
        var ratios = fit.Ratios(jets, 1, 0);
        Assert.Equal([0, likelihoods[3] - likelihoods[2], 0, likelihoods[7] - likelihoods[6]], ratios);
        Assert.Equal(fit.LogDensity(1, 60, -60, 0), fit.LogDensity(1, 5000, -5000, 0), 0.05);
    }

    [Fact]
    public void How_often_a_grade_comes_tells_nothing_and_yields_do_not_matter()
    {
        var (tracks, labels) = Make(60_000, seed: 3, shift: 0);
        var random = new SplitMix64(4);
        int[] grades = [.. labels.Select(label => random.Uniform() < (label == 1 ? 0.8 : 0.3) ? 1 : 0)];
        var graded = new TrackSet(tracks.Starts.ToArray(), tracks.D0.ToArray(), tracks.Z0.ToArray(), grades);
        var fit = ImpactParameterTemplates.Fit(graded, labels, Ones(labels.Length), 2);
        foreach (var grade in new[] { 0, 1 })
            Assert.Equal(0, fit.LogDensity(1, 0.2, 0.1, grade) - fit.LogDensity(0, 0.2, 0.1, grade), 0.1);
        var scaled = ImpactParameterTemplates.Fit(graded, labels, [.. labels.Select(label => label == 1 ? 512 : 0.25)], 2);
        Assert.Equal(fit.LogDensity(1, 0.7, -2, 1), scaled.LogDensity(1, 0.7, -2, 1), 1e-9);
    }

    [Fact]
    public void A_rare_grade_is_as_all_grades_and_a_common_one_is_itself()
    {
        var (tracks, labels) = Make(100_000, seed: 5);

        // Half of the tracks have grade 1 with d0 of the other sign, three have grade 2, none grade 3.
        var (d0, grades) = (tracks.D0.ToArray(), new int[labels.Length]);
        for (var i = 0; i < labels.Length; i++)
        {
            grades[i] = i < 3 ? 2 : i % 4 < 2 ? 0 : 1;
            d0[i] = grades[i] == 1 ? -d0[i] : d0[i];
        }

        var fit = ImpactParameterTemplates.Fit(new TrackSet(tracks.Starts.ToArray(), d0, tracks.Z0.ToArray(), grades), labels, Ones(labels.Length), 2);
        double Ratio(double x, int grade) => fit.LogDensity(1, x, 0, grade) - fit.LogDensity(0, x, 0, grade);
        Assert.Equal(Shift - (0.5 * Shift * Shift), Ratio(1, 0), 0.2);
        Assert.Equal(-Shift - (0.5 * Shift * Shift), Ratio(1, 1), 0.3);
        Assert.Equal(Math.Log(Math.Cosh(Shift)) - (0.5 * Shift * Shift), Ratio(1, 2), 0.25);
        Assert.Equal(Ratio(1, 2), Ratio(1, 7));
    }

    [Fact]
    public void What_cannot_be_fitted_is_refused()
    {
        Refused("tracks: found significances Infinity and 0 and grade 0 of track 1 of jet 0 (both counted from 0)", () => new TrackSet([0, 2], [1, double.PositiveInfinity], [0, 0], [0, 0]));
        Refused("tracks: found significances 1 and NaN and grade 0 of track 0 of jet 1 (both counted from 0)", () => new TrackSet([0, 0, 1], [1], [double.NaN], [0]));
        Refused("tracks: found places of jets from 0 to 1, expected from 0 to 2, the number of tracks: a track belongs to a jet", () => new TrackSet([0, 1], [1, 2], [0, 0], [0, 0]));
        Refused("tracks: found that jet 2 (counted from 0) begins at track 0, before jet 1 at 1", () => new TrackSet([0, 1, 0, 1], [1], [0], [0]));
        Refused("tracks: found 1 significances of d0, 2 of z0 and 1 grades", () => new TrackSet([0, 1], [1], [0, 0], [0]));
        var empty = new TrackSet([0, 1, 1], [1], [0], [0]);
        Refused("IP3D: found 0 tracks of flavour 1 (counted from 0) with weights that sum to 0, expected tracks of every flavour", () => ImpactParameterTemplates.Fit(empty, [0, 1], [1, 1], 2));
        Assert.Throws<ArgumentException>(() => ImpactParameterTemplates.Fit(empty, [0, 2], [1, 1], 2));

        static void Refused(string message, Action action) => Assert.StartsWith(message, Assert.Throws<InvalidDataException>(action).Message, StringComparison.Ordinal);
    }

    private static (TrackSet Tracks, int[] Labels) Make(int count, ulong seed, double shift = Shift)
    {
        var random = new SplitMix64(seed);
        var (labels, d0, z0) = (new int[count], new double[count], new double[count]);
        for (var i = 0; i < count; i++)
            (labels[i], d0[i], z0[i]) = (i % 2, random.Normal() + (i % 2 * shift), random.Normal());
        return (new TrackSet([.. Enumerable.Range(0, count + 1)], d0, z0, new int[count]), labels);
    }

    private static double[] Ones(int count) => [.. Enumerable.Repeat(1.0, count)];
}
