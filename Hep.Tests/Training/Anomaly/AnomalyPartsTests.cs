using Hep.Data;
using Hep.Evaluation.Anomaly;
using Hep.Tests.Support;
using Hep.Training.Anomaly;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Hep.Tests.Training.Anomaly;

/// <summary>The penalty on distance correlation, and the covariance of latent numbers, against what Hep.Evaluation has of them in double precision.</summary>
[Collection(nameof(LibTorchState))]
public sealed class AnomalyPartsTests
{
    [Fact]
    public void The_penalty_is_the_squared_distance_correlation()
    {
        var (x, y) = Dependent(700);
        using var scope = NewDisposeScope();
        var expected = Math.Pow(DistanceCorrelation.Of(x, y), 2);
        Assert.Equal(expected, DistancePenalty.Of(tensor(x), tensor(y)).ToDouble(), 1e-10);

        // A large batch: the mean of its pieces.
        var (many, others) = Dependent(2100);
        double[] pieces = [.. Enumerable.Range(0, 3).Select(piece => Math.Pow(DistanceCorrelation.Of(many.AsSpan(700 * piece, 700), others.AsSpan(700 * piece, 700)), 2))];
        Assert.Equal(pieces.Average(), DistancePenalty.Of(tensor(many), tensor(others)).ToDouble(), 1e-10);
    }

    [Fact]
    public void The_penalty_has_a_gradient_that_takes_the_dependence_away()
    {
        var (x, y) = Dependent(300);
        using var scope = NewDisposeScope();
        var (values, other) = (tensor(x).requires_grad_(), tensor(y));
        var before = DistancePenalty.Of(values, other);
        before.backward();
        Assert.True(values.grad!.isfinite().all().ToBoolean());
        Assert.True(DistancePenalty.Of(values.detach() - (10 * values.grad!), other).ToDouble() < before.ToDouble());

        // No spread, no dependence.
        var same = ones(5, dtype: ScalarType.Float64).requires_grad_();
        var none = DistancePenalty.Of(same, tensor(new[] { 1.0, 2, 3, 4, 5 }));
        none.backward();
        Assert.Equal(0, none.ToDouble());
        Assert.True(same.grad!.isfinite().all().ToBoolean());
    }

    [Fact]
    public void Whitened_latent_numbers_have_the_Mahalanobis_distance_as_their_length()
    {
        var random = new SplitMix64(3);
        var latent = new double[3 * 500];
        for (var i = 0; i < 500; i++)
        {
            var common = random.Normal();
            (latent[3 * i], latent[(3 * i) + 1], latent[(3 * i) + 2]) = (1 + common, common + (0.7 * random.Normal()), 2 * random.Normal());
        }

        var (mean, whitening) = LatentCovariance.Of(latent, 3);
        var expected = Mahalanobis.Fit(FeatureMatrix.OfRows(["a", "b", "c"], latent)).Score(FeatureMatrix.OfRows(["a", "b", "c"], latent));
        for (var i = 0; i < 500; i++)
        {
            var length = Enumerable.Range(0, 3).Sum(j => Math.Pow(Enumerable.Range(0, 3).Sum(k => whitening[(3 * j) + k] * (latent[(3 * i) + k] - mean[k])), 2));

            // What keeps latent numbers that do not vary from counting is a 1e-4 of the mean variance.
            Assert.Equal(expected[i], length, 1e-3 * Math.Max(1, expected[i]));
        }
    }

    [Fact]
    public void A_latent_number_that_does_not_vary_leaves_all_finite()
    {
        var (_, whitening) = LatentCovariance.Of([1, 5, 2, 5, 3, 5], 2);
        Assert.All(whitening, value => Assert.True(double.IsFinite(value)));
        Assert.All(LatentCovariance.Of([4, 4], 1).Whitening, value => Assert.True(double.IsFinite(value)));
    }

    private static (double[] X, double[] Y) Dependent(int count)
    {
        var random = new SplitMix64(1);
        double[] x = [.. Enumerable.Range(0, count).Select(_ => random.Normal())];
        return (x, [.. x.Select(value => (value * value) + random.Normal())]);
    }
}
