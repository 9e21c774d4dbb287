using Hep.Evaluation;
using Hep.Evaluation.Plots;
using Xunit;

namespace Hep.Tests.Evaluation;

/// <summary>Divergences of distributions, what cuts do to them, and figures of several classifiers on the same replicas.</summary>
public sealed class SculptingTests
{
    [Fact]
    public void Divergences_of_known_histograms()
    {
        Assert.Equal(0, JensenShannon.Divergence([1, 2, 3], [2, 4, 6]), 1e-15);
        Assert.Equal(1, JensenShannon.Divergence([1, 0], [0, 5]), 1e-15);

        // p = (1, 0), q = (1/2, 1/2), m = (3/4, 1/4).
        Assert.Equal((0.5 * Math.Log2(4 / 3.0)) + (0.25 * Math.Log2(2 / 3.0)) + (0.25 * Math.Log2(2)), JensenShannon.Divergence([3, 0], [1, 1]), 1e-15);
        Assert.Equal(JensenShannon.Divergence([1, 1], [3, 0]), JensenShannon.Divergence([3, -1], [7, 7]), 1e-15);
        Assert.Equal(double.NaN, JensenShannon.Divergence([1, 1], [0, -1]));
        Assert.Throws<ArgumentException>(() => JensenShannon.Divergence([1], [1, 1]));
    }

    [Fact]
    public void A_cut_at_random_has_the_divergence_of_its_floor()
    {
        var (found, floor) = (0.0, 0.0);
        for (var seed = 0; seed < 40; seed++)
        {
            var (sample, values) = Events(4000, seed, slope: 0);
            var sculpting = new Sculpting(sample, values, Edges);
            found += sculpting.Divergence(0.5) / 40;
            floor += sculpting.Floor(0.5) / 40;
        }

        Assert.Equal(floor, found, 0.15 * floor);
    }

    [Fact]
    public void A_score_that_knows_the_variable_sculpts_it()
    {
        var (sample, values) = Events(4000, 1, slope: 3);
        var sculpting = new Sculpting(sample, values, Edges);
        var replicas = sculpting.Divergences([0.3, 0.5], 50, 1);
        Assert.Equal(sculpting.Divergence(0.5), replicas[1].Value);
        Assert.True(replicas[1].Value - (5 * replicas[1].Estimate.Error) > sculpting.Floor(0.5));

        // Shapes: their sums are the selected share, and the ratio is that of the densities.
        var (after, ratio) = (sculpting.Selected(0.5), sculpting.Ratio(0.5));
        for (var bin = 0; bin < after.Count; bin++)
            Assert.Equal(after.Density(bin).Value / sculpting.Background.Density(bin).Value, ratio[bin].Value, 1e-12);
        Assert.True(ratio[^1].Value > 1.2 && ratio[0].Value < 0.8, "the cut prefers large values");
        Assert.Equal(sample.Background.Sum, sculpting.Background.Total.Sum, 1e-9);
        Assert.Equal(sample.Roc.AtThreshold(sample.Roc.ThresholdOfSignalEfficiency(0.5)).BackgroundEfficiency.Value, after.Total.Sum / sculpting.Background.Total.Sum, 1e-12);
    }

    [Fact]
    public void Weights_scale_out_and_events_without_a_value_are_left_out()
    {
        var (sample, values) = Events(1000, 2, slope: 1);
        var divergence = new Sculpting(sample, values, Edges).Divergence(0.4);
        Assert.Equal(divergence, new Sculpting(sample.WithWeights(Array.ConvertAll(sample.Weights.ToArray(), weight => 1e3 * weight)), values, Edges).Divergence(0.4), 1e-12);
        values[0] = values[1] = double.NaN;
        Assert.Equal(sample.Count - 2, new Sculpting(sample, values, Edges) is var less ? less.Background.Total.Count + less.Signal.Total.Count : 0);
        Assert.Throws<ArgumentException>(() => new Sculpting(sample, values[1..], Edges));
    }

    [Fact]
    public void The_figure_has_the_numbers_of_all_cuts()
    {
        var (sample, values) = Events(1000, 3, slope: 1);
        var figure = SculptingFigure.Create("mass", "GeV", new Sculpting(sample, values, Edges), [0.3, 0.5], "W", "QCD");
        Assert.Equal(["QCD, no cut", "W, no cut", "QCD, signal eff. 30%", "QCD, signal eff. 50%"], figure.Numbers!.Rows.Select(row => row[0]).Distinct());
        Assert.Equal(10, figure.RatioNumbers!.Rows.Count);
        Assert.NotEmpty(FigureWriter.ToBytes(figure, FigureFormat.Svg));
        Assert.Throws<ArgumentOutOfRangeException>(() => SculptingFigure.Create("mass", "GeV", new Sculpting(sample, values, Edges), []));
    }

    [Fact]
    public void Ratios_on_the_same_replicas_have_the_error_of_what_differs()
    {
        var one = Toy.Make(1, 4000).Sample("one");
        var random = new Random(5);
        var other = new BinarySample("other", one.Scores.ToArray().Select(score => score + (0.05 * Toy.Normal(random))).ToArray(), one.IsSignal, one.Weights);
        double[] Figures(BinarySample sample) => [sample.Roc.AtSignalEfficiency(0.5).BackgroundRejection.Value, sample.Roc.Auc.Value];
        var both = Bootstrap.Together([one, other], 100, 3, Figures);
        Assert.Equal(Bootstrap.Of(other, 100, 3, sample => Figures(sample)[0]).Values.ToArray(), both[1][0].Values.ToArray());
        Assert.Equal(new Estimate(1, 0), both[0][0].Over(both[0][0]).Estimate);
        var (ratio, unpaired) = (both[0][0].Over(both[1][0]).Estimate, double.Hypot(both[0][0].Estimate.RelativeError, both[1][0].Estimate.RelativeError));
        Assert.Equal(both[0][0].Value / both[1][0].Value, ratio.Value);
        Assert.InRange(ratio.RelativeError, 0.05 * unpaired, 0.8 * unpaired);
        Assert.Equal(CurveRatio.OfRejections(one, other, [0.5])[0].Error, ratio.Error, 0.3 * ratio.Error);
        Assert.Throws<InvalidDataException>(() => Bootstrap.Together([one, Toy.Make(2, 4000).Sample()], 10, 1, Figures));
    }

    private static double[] Edges { get; } = [0, 0.2, 0.4, 0.6, 0.8, 1];

    private static (BinarySample Sample, double[] Values) Events(int count, int seed, double slope)
    {
        var random = new Random(seed);
        var (values, scores, isSignal, weights) = (new double[count], new double[count], new bool[count], new double[count]);
        for (var i = 0; i < count; i++)
        {
            (values[i], isSignal[i], weights[i]) = (random.NextDouble(), random.NextDouble() < 0.5, 1);
            scores[i] = Toy.Normal(random) + (isSignal[i] ? 1 : 0) + (slope * values[i]);
        }

        return (new BinarySample("toy", scores, isSignal, weights), values);
    }
}
