using Hep.Evaluation.Anomaly;
using Xunit;
using static Hep.Tests.Evaluation.Anomaly.GoldenAnomaly;

namespace Hep.Tests.Evaluation.Anomaly;

/// <summary>Baselines of anomaly searches against scikit-learn (golden/make_anomaly.py), their closed forms and invariances.</summary>
public sealed class DetectorTests
{
    [Fact]
    public void Principal_components_reconstruct_as_those_of_scikit_learn()
    {
        var pca = PrincipalComponents.Fit(Matrix(Train), 2);
        var golden = Root.GetProperty("pca");
        AssertClose(Numbers(golden.GetProperty("variances")), [.. pca.Variances]);
        AssertClose(Numbers(golden.GetProperty("scores")), pca.Score(Matrix(Test)));
        AssertClose(Numbers(golden.GetProperty("features")), pca.FeatureScores(Matrix(Test)));
    }

    [Fact]
    public void The_leading_components_of_many_features_are_those_of_the_decomposition()
    {
        // 320 features of three directions and noise: found by products; 299 of them, without a gap, by the decomposition, whose leading plane the same events span.
        double[] Shape(double[] x)
        {
            for (var k = 3; k < x.Length; k++)
                x[k] = (0.1 * x[k]) + (x[0] * Math.Sin(k)) + (x[1] * Math.Cos(0.3 * k)) + (0.7 * x[2]);
            return x;
        }

        var events = Normal(400, 320, 5, Shape);
        var (one, other) = (PrincipalComponents.Fit(events, 3, seed: 1), PrincipalComponents.Fit(events, 3, seed: 2));
        AssertClose([.. one.Variances], [.. other.Variances], 1e-6);
        var scale = StandardScale.Fit("test", events);
        var whole = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.DenseOfArray(Covariances.OfStandardized(events, scale)).Evd(MathNet.Numerics.LinearAlgebra.Symmetricity.Symmetric);
        AssertClose([.. Enumerable.Range(0, 3).Select(c => whole.EigenValues[319 - c].Real)], [.. one.Variances], 1e-6);
        AssertClose(one.Score(events), other.Score(events), 1e-5);
        for (var c = 0; c < 3; c++)
            Assert.Equal(1, Math.Abs(whole.EigenVectors.Column(319 - c).DotProduct(MathNet.Numerics.LinearAlgebra.Vector<double>.Build.DenseOfArray(one.Component(c).ToArray()))), 1e-5);
    }

    [Fact]
    public void A_reconstruction_and_its_residual_make_the_event()
    {
        var pca = PrincipalComponents.Fit(Matrix(Train), 3);
        var (rebuilt, squares) = (pca.Reconstruct(Matrix(Test)), pca.FeatureScores(Matrix(Test)));
        var (found, expected) = (Standardized(rebuilt), Standardized(Test));
        AssertClose(squares, [.. found.Zip(expected, (r, x) => (r - x) * (r - x))], 1e-8);
    }

    [Fact]
    public void Distances_to_neighbours_are_those_of_scikit_learn()
    {
        var golden = Numbers(Root.GetProperty("neighbours"));
        AssertClose(golden, NearestNeighbours.Fit(Matrix(Train)).Distances(Matrix(Test)));
        AssertClose([.. golden.Chunk(5).Select(five => five[4])], NearestNeighbours.Fit(Matrix(Train), 5).Score(Matrix(Test)));
        AssertClose([.. golden.Chunk(5).Select(five => five.Average())], NearestNeighbours.Fit(Matrix(Train), 5, isMean: true).Score(Matrix(Test)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(130)]
    public void The_tree_of_boxes_finds_the_neighbours_that_a_search_of_all_finds(int width)
    {
        // Rounded, so that there are ties and the same point twice.
        double[] Rounded(double[] row) => Array.ConvertAll(row, x => Math.Round(2 * x));
        var (points, places) = (Normal(1500, width, 1, Rounded), Normal(200, width, 2, Rounded));
        var (all, tree) = (Rows(points), new BoxTree(Rows(points), width));
        var found = new double[7];
        for (var i = 0; i < places.Count; i++)
        {
            tree.Nearest(places.Row(i), found);
            var place = places.Row(i).ToArray();
            AssertClose([.. all.Chunk(width).Select(point => Math.Sqrt(point.Zip(place, (x, y) => (x - y) * (x - y)).Sum())).Order().Take(7)], found, 1e-12);
        }

        static double[] Rows(FeatureMatrix matrix) => [.. Enumerable.Range(0, matrix.Count).SelectMany(i => matrix.Row(i).ToArray())];
    }

    [Fact]
    public void The_distance_of_Mahalanobis_is_that_of_scikit_learn_and_chi_squared_for_a_normal_sample()
    {
        AssertClose(Numbers(Root.GetProperty("mahalanobis")), Mahalanobis.Fit(Matrix(Train)).Score(Matrix(Test)));
        var events = Normal(20_000, 3, 1, x => [x[0], x[1] + (2 * x[0]), 5 + (0.1 * x[2])]);
        var scores = Mahalanobis.Fit(events).Score(events);
        Assert.Equal(3, scores.Average(), 1e-9);
        Assert.Equal(0.1, scores.Count(score => score > 6.2514) / 20_000.0, 4 * Math.Sqrt(0.09 / 20_000));
    }

    [Fact]
    public void Path_lengths_are_normalised_by_the_closed_form()
    {
        // The mean depth of an unsuccessful search, with H(i) = ln i + γ.
        Assert.Equal(0, IsolationForest.MeanPathLength(1));
        Assert.Equal(1, IsolationForest.MeanPathLength(2));
        Assert.Equal(10.2447709, IsolationForest.MeanPathLength(256), 1e-7);
        var harmonic = Enumerable.Range(1, 9999).Sum(i => 1.0 / i);
        Assert.Equal((2 * harmonic) - (2 * 9999 / 10_000.0), IsolationForest.MeanPathLength(10_000), 2e-4);
    }

    [Fact]
    public void An_isolation_forest_scores_as_that_of_scikit_learn()
    {
        var golden = Root.GetProperty("forest");
        var (mean, spread) = (Numbers(golden.GetProperty("mean")), Numbers(golden.GetProperty("spread")));
        var scores = IsolationForest.Fit(Matrix(Train), new() { Trees = 4000, Sample = 128 }).Score(Matrix(Test));

        // Four forests of 1,000 trees there, one of 4,000 here: the errors of both are half a spread, which itself is known to 40% only; so the spread of all events counts.
        var error = Math.Sqrt(spread.Average(s => s * s) / 2);
        var pulls = scores.Zip(mean, (one, other) => (one - other) / error).ToArray();
        Assert.All(pulls, pull => Assert.InRange(Math.Abs(pull), 0, 5));
        Assert.InRange(Math.Sqrt(pulls.Average(pull => pull * pull)), 0.5, 1.6);
    }

    [Fact]
    public void A_forest_does_not_depend_on_units_nor_on_threads_and_weights_choose_its_events()
    {
        var options = new IsolationForestOptions { Trees = 50, Seed = 3 };
        var (one, scaled) = (Matrix(Train), Matrix([.. Train.Select((x, i) => i % 4 == 1 ? 1024 * x : x)]));
        Assert.Equal(IsolationForest.Fit(one, options).Score(one), IsolationForest.Fit(scaled, options).Score(scaled));
        double[] weights = [.. Enumerable.Range(0, 240).Select(i => i < 120 ? 1.0 : 0)];
        var half = IsolationForest.Fit(Matrix(Train, weights), options).Score(one);
        Assert.Equal(half, IsolationForest.Fit(Matrix(Train[..480]), options).Score(one));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void What_is_no_number_is_refused_with_feature_and_event(double bad) =>
        Assert.Equal($"'b' of event 1 (counted from 0) is {bad}; expected a finite number: leave the event or the feature out, or fill the missing value", Assert.Throws<InvalidDataException>(() => FeatureMatrix.OfRows(["a", "b"], new double[] { 1, 2, 3, bad })).Message);

    [Fact]
    public void Constant_features_are_refused_by_every_detector_and_named()
    {
        double[] rows = [.. Train.Select((x, i) => i % 4 is 1 or 2 ? 3.5 : x)];
        var events = Matrix(rows);
        foreach (var (what, fit) in new (string, Action)[]
        {
            ("PCA", () => PrincipalComponents.Fit(events, 1)),
            ("Isolation forest", () => IsolationForest.Fit(events)),
            ("Nearest neighbours", () => NearestNeighbours.Fit(events)),
            ("Gaussian mixture", () => GaussianMixture.Fit(events)),
            ("Mahalanobis distance", () => Mahalanobis.Fit(events)),
        })
        {
            var message = Assert.Throws<InvalidDataException>(fit).Message;
            Assert.Equal($"{what}: found the same value in all 240 events of 'b' (3.5), 'c' (3.5), expected features that vary: leave them out", message);
        }
    }

    [Fact]
    public void Other_features_negative_weights_and_too_few_events_are_refused()
    {
        var pca = PrincipalComponents.Fit(Matrix(Train), 1);
        var swapped = FeatureMatrix.OfRows(["b", "a", "c", "d"], Test);
        Assert.Equal("PCA: found the features 'b', 'a', 'c', 'd', expected 'a', 'b', 'c', 'd', those that it has learnt from, in their order", Assert.Throws<InvalidDataException>(() => pca.Score(swapped)).Message);
        double[] weights = [.. Enumerable.Range(0, 240).Select(i => i == 7 ? -1.0 : 1)];
        Assert.Equal("Isolation forest: the weight of event 7 (counted from 0) is -1; expected weights of 0 or more, since densities are learnt", Assert.Throws<InvalidDataException>(() => IsolationForest.Fit(Matrix(Train, weights))).Message);
        Assert.Equal("Nearest neighbours: found 3 events to learn from, expected 5 or more", Assert.Throws<InvalidDataException>(() => NearestNeighbours.Fit(Matrix(Train[..12]))).Message);
        Assert.StartsWith("expected 1 to 3 components of 4 features", Assert.Throws<ArgumentOutOfRangeException>(() => PrincipalComponents.Fit(Matrix(Train), 4)).Message, StringComparison.Ordinal);
        var dependent = Matrix([.. Train.Chunk(4).SelectMany(x => new[] { x[0], x[1], x[0] - (0.3 * x[1]), x[3] })]);
        Assert.Equal("Mahalanobis distance: found that 'c' follows from the features before it, expected features of which none is a combination of the others: leave it out", Assert.Throws<InvalidDataException>(() => Mahalanobis.Fit(dependent)).Message);
    }
}
