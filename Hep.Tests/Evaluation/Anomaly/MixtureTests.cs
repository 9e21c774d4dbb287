using Hep.Evaluation;
using Hep.Evaluation.Anomaly;
using Xunit;
using static Hep.Tests.Evaluation.Anomaly.GoldenAnomaly;

namespace Hep.Tests.Evaluation.Anomaly;

/// <summary>Mixtures of Gaussians: scikit-learn's from the same start, closed forms, and the search for an excess over one of them.</summary>
public sealed class MixtureTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void From_the_same_start_the_mixture_is_that_of_scikit_learn(int number)
    {
        var golden = Root.GetProperty("mixtures")[number];
        var (weights, shares, means) = (Numbers(golden.GetProperty("sample_weights")), Numbers(golden.GetProperty("weights")), Numbers(golden.GetProperty("means")));
        var unit = new double[4, 4];
        for (var k = 0; k < 4; k++)
            unit[k, k] = 1;
        Gaussian[] start = [new(shares[0], means[..4], unit), new(shares[1], means[4..], unit)];
        var fit = GaussianMixture.Fit(Matrix(Standardized(Train), weights), new() { Tolerance = 1e-7, Floor = 0 }, start);
        Assert.Equal(golden.GetProperty("steps").GetInt32(), fit.Steps);
        Assert.True(fit.IsConverged);
        Assert.Equal(golden.GetProperty("log_likelihood").GetDouble(), fit.LogLikelihood, 1e-9);
        AssertClose(Numbers(golden.GetProperty("fitted_weights")), [.. fit.Components.Select(c => c.Share)], 1e-8);
        AssertClose(Numbers(golden.GetProperty("fitted_means")), [.. fit.Components.SelectMany(c => c.Mean)], 1e-8);
        AssertClose(Numbers(golden.GetProperty("fitted_covariances")), [.. fit.Components.SelectMany(c => Enumerable.Range(0, 16).Select(at => c.Covariance(at / 4, at % 4)))], 1e-8);
        AssertClose(Numbers(golden.GetProperty("log_densities")), fit.LogDensities(Matrix(Standardized(Test))), 1e-7);
    }

    [Fact]
    public void One_Gaussian_has_the_moments_of_the_events_and_scores_as_Mahalanobis()
    {
        var fit = GaussianMixture.Fit(Matrix(Train), new() { Components = 1, Floor = 0 });
        Assert.Equal(Train.Where((_, i) => i % 4 == 0).Average(), fit.Components[0].Mean[0], 1e-9);
        var (scores, distances) = (fit.Score(Matrix(Test)), Mahalanobis.Fit(Matrix(Train)).Score(Matrix(Test)));
        for (var i = 1; i < scores.Length; i++)
            Assert.Equal(0.5 * (distances[i] - distances[0]), scores[i] - scores[0], 1e-7);
    }

    [Fact]
    public void The_fit_does_not_depend_on_units()
    {
        var options = new GaussianMixtureOptions { Components = 3, Starts = 1, Seed = 5 };
        var (one, scaled) = (Matrix(Train), Matrix([.. Train.Select((x, i) => i % 4 == 2 ? 1024 * x : x)]));
        double[] shifted = [.. GaussianMixture.Fit(scaled, options).Score(scaled).Select(score => score - Math.Log(1024))];
        AssertClose(GaussianMixture.Fit(one, options).Score(one), shifted, 1e-7);
    }

    [Fact]
    public void Likelihoods_rise_with_every_step()
    {
        var events = Matrix(Train);
        var start = GaussianMixture.Fit(events, new() { Components = 3, MostSteps = 1, Starts = 1 });
        double[] likelihoods = [.. Enumerable.Range(1, 15).Select(steps => GaussianMixture.Fit(events, new() { MostSteps = steps, Tolerance = 0, Floor = 0 }, start.Components).LogLikelihood)];
        for (var i = 1; i < likelihoods.Length; i++)
            Assert.True(likelihoods[i] >= likelihoods[i - 1] - 1e-12);
        Assert.True(likelihoods[^1] > likelihoods[0] + 0.001);
    }

    [Fact]
    public void Two_separate_groups_of_events_are_found_with_their_shares()
    {
        var count = 0;
        var events = Normal(9000, 2, 4, x => count++ % 3 == 0 ? [x[0] + 8, x[1] - 8] : x);
        var fit = GaussianMixture.Fit(events, new() { Components = 2 });
        var small = fit.Components.MinBy(c => c.Share)!;
        Assert.Equal(1 / 3.0, small.Share, 1e-6);
        Assert.Equal(8, small.Mean[0], 4 / Math.Sqrt(3000));
        Assert.Equal(-8, small.Mean[1], 4 / Math.Sqrt(3000));
        Assert.Equal(1, small.Covariance(0, 0), 4 * Math.Sqrt(2 / 3000.0));
    }

    [Fact]
    public void An_excess_is_found_with_its_share_and_its_variables()
    {
        var background = GaussianMixture.Fit(Normal(20_000, 5, 1), new() { Components = 2, Starts = 1 });
        var data = WithSignal(20_000, 600);
        var fit = PenalizedMixture.Fit(background, data, new() { Penalty = 30 });
        Assert.True(fit.IsConverged);
        Assert.Equal(["x1", "x3"], fit.SelectedFeatures);
        Assert.Equal(600 / 20_600.0, fit.Share, 0.003);
        Assert.Equal(3, fit.Means[0, 1], 0.15);
        Assert.Equal(-2.5, fit.Means[0, 3], 0.15);
        Assert.Equal(0.25, fit.Variances[0, 1], 0.08);
        Assert.True(fit.LogLikelihoodRatio > 400);
        bool[] truth = [.. Enumerable.Range(0, data.Count).Select(i => i >= 20_000)];
        Assert.True(new BinarySample("excess", fit.Score(data), truth).Roc.Auc.Value > 0.98);

        // The probabilities of all events sum to the expected signal.
        Assert.Equal(fit.Share * data.Count, fit.Probabilities(data).Sum(), 1.0);
    }

    [Fact]
    public void A_larger_penalty_selects_fewer_variables_down_to_none()
    {
        var background = GaussianMixture.Fit(Normal(5000, 5, 1), new() { Components = 1 });
        var data = WithSignal(5000, 300);
        int[] selected = [.. new[] { 0.0, 30, 1e5 }.Select(penalty => PenalizedMixture.Fit(background, data, new() { Penalty = penalty, Starts = 3 }).SelectedFeatures.Count)];
        Assert.Equal([5, 2, 0], selected);
    }

    [Fact]
    public void The_penalised_likelihood_rises_with_every_step()
    {
        var background = GaussianMixture.Fit(Normal(3000, 5, 1), new() { Components = 1 });
        var data = WithSignal(3000, 150);
        double[] climbs = [.. Enumerable.Range(1, 40).Select(steps => PenalizedMixture.Fit(background, data, new() { Components = 2, Starts = 1, MostSteps = steps, Tolerance = 0, Penalty = 10 }).PenalizedLogLikelihood)];
        for (var i = 1; i < climbs.Length; i++)
            Assert.True(climbs[i] >= climbs[i - 1] - 1e-9);
        Assert.True(climbs[^1] > climbs[0] + 1);
    }

    [Fact]
    public void Data_with_other_features_are_refused()
    {
        var background = GaussianMixture.Fit(Normal(100, 2, 1), new() { Components = 1 });
        Assert.StartsWith("Penalised mixture: found the features 'a', 'b', 'c', 'd', expected 'x0', 'x1'", Assert.Throws<InvalidDataException>(() => PenalizedMixture.Fit(background, Matrix(Train))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => PenalizedMixture.Fit(background, Normal(100, 2, 1), new() { StartShare = 1 }));
    }

    // A signal in the second and the fourth of five variables.
    private static FeatureMatrix WithSignal(int background, int signal)
    {
        var count = 0;
        return Normal(background + signal, 5, 9, x => count++ < background ? x : [x[0], 3 + (0.5 * x[1]), x[2], -2.5 + (0.5 * x[3]), x[4]]);
    }
}
