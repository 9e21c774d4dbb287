using System.Text.Json;
using Hep.Evaluation;
using Hep.Tests.Support;
using Xunit;

namespace Hep.Tests.Evaluation;

/// <summary>Fisher's discriminant: scikit-learn's (Golden/make_fisher.py), closed forms, weights, and what cannot be fitted.</summary>
public sealed class FisherDiscriminantTests
{
    private static readonly JsonElement Golden =
        JsonDocument.Parse(File.ReadAllText(Repository.PathOf("Hep.Tests/Evaluation/Golden/fisher.json"))).RootElement.GetProperty("cases");

    public static IEnumerable<object[]> Cases() => Golden.EnumerateArray().Select(c => new object[] { c.GetProperty("name").GetString()! });

    [Theory]
    [MemberData(nameof(Cases))]
    public void It_is_the_discriminant_of_scikit_learn(string name)
    {
        var golden = Golden.EnumerateArray().Single(c => c.GetProperty("name").GetString() == name);
        double[][] columns = [.. golden.GetProperty("columns").EnumerateArray().Select(column => column.EnumerateArray().Select(x => x.GetDouble()).ToArray())];
        var fisher = FisherDiscriminant.Fit([.. columns.Select((_, k) => $"x{k}")], columns, [.. GoldenMetrics.Ints(golden, "labels").Select(label => label == 1)], GoldenMetrics.Doubles(golden, "weights"));
        AssertClose(GoldenMetrics.Doubles(golden, "coefficients"), fisher.Coefficients.ToArray());
        AssertClose(GoldenMetrics.Doubles(golden, "scores"), fisher.Score(columns));
    }

    [Fact]
    public void Two_Gaussians_have_the_direction_and_the_area_of_the_closed_form()
    {
        // Means ±(0.6, -0.3) and the covariance ((1, r), (r, 1)): w is its inverse times the distance of the means d, and the area is Phi(sqrt(d C^-1 d / 2)).
        const double r = 0.7;
        var (columns, isSignal) = Gaussians(40_000, r, 0.6, -0.3);
        var fisher = FisherDiscriminant.Fit(["x", "y"], columns, isSignal, Ones(isSignal.Length));
        double wx = (1.2 + (0.6 * r)) / (1 - (r * r)), wy = (-0.6 - (1.2 * r)) / (1 - (r * r));
        Assert.Equal(wy / wx, fisher.Coefficients[1] / fisher.Coefficients[0], 0.03);
        Assert.Equal(wx, fisher.Coefficients[0], 0.05 * wx);
        var area = new BinarySample("Fisher", fisher.Score(columns), isSignal).Roc.Auc;
        var distance = Math.Sqrt((1.2 * wx) - (0.6 * wy));
        Assert.Equal(0.5 * MathNet.Numerics.SpecialFunctions.Erfc(-distance / 2), area.Value, 4 * area.Error);
    }

    [Fact]
    public void Weights_count_relative_to_their_class_and_may_be_negative()
    {
        var (columns, isSignal) = Gaussians(400, 0.2, 0.5, 0.5);
        var unit = FisherDiscriminant.Fit(["x", "y"], columns, isSignal, Ones(400)).Coefficients.ToArray();
        AssertClose(unit, FisherDiscriminant.Fit(["x", "y"], columns, isSignal, [.. isSignal.Select(signal => signal ? 1e-6 : 5e3)]).Coefficients.ToArray());

        // An event of weight 2 and another one like it of weight -1 are one event.
        double[][] twice = [.. columns.Select(column => column.Concat(column).ToArray())];
        double[] cancelling = [.. Enumerable.Repeat(2.0, 400), .. Enumerable.Repeat(-1.0, 400)];
        AssertClose(unit, FisherDiscriminant.Fit(["x", "y"], twice, [.. isSignal, .. isSignal], cancelling).Coefficients.ToArray());
    }

    [Fact]
    public void Scores_do_not_depend_on_units_and_a_missing_value_tells_nothing()
    {
        var (columns, isSignal) = Gaussians(300, 0.4, 0.5, -0.2);
        double[][] scaled = [[.. columns[0].Select(x => (1e6 * x) + 3e7)], [.. columns[1].Select(y => (-1e-3 * y) + 2)]];
        var fisher = FisherDiscriminant.Fit(["x", "y"], columns, isSignal, Ones(300));
        AssertClose(fisher.Score(columns), FisherDiscriminant.Fit(["x", "y"], scaled, isSignal, Ones(300)).Score(scaled), 1e-7);
        Assert.Equal(0, fisher.Score([[double.NaN], [double.NaN]])[0]);
        Assert.Equal(fisher.Score([[columns[0][0]], [double.NaN]])[0] + fisher.Score([[double.NaN], [columns[1][0]]])[0], fisher.Score(columns)[0], 1e-12);
    }

    [Fact]
    public void Columns_that_cannot_be_combined_are_named()
    {
        var (columns, isSignal) = Gaussians(100, 0, 1, 1);
        double[] sum = [.. columns[0].Zip(columns[1], (x, y) => (2 * x) - y + 7)], third = [.. columns[0].Select((_, i) => (double)(i * i % 17))];
        Refused("found that 'sum' follows from 'x', 'y' in the training events, expected observables of which none is a combination of the others: leave one out", ["x", "third", "y", "sum"], [columns[0], third, columns[1], sum], Ones(100));
        Refused("found the same value of 'flat' in all training events of a class, expected an observable that varies: leave it out", ["x", "flat"], [columns[0], [.. Enumerable.Repeat(5.0, 100)]], Ones(100));
        Refused("found weights of signal with a value of 'x' that sum to 0, expected finite values whose weights sum to more than 0", ["x"], [columns[0]], [.. isSignal.Select(signal => signal ? 0.0 : 1)]);
        Refused("found weights of background with a value of 'none' that sum to 0, expected finite values whose weights sum to more than 0", ["none"], [[.. isSignal.Select(signal => signal ? 1 : double.NaN)]], Ones(100));

        void Refused(string message, string[] names, double[][] given, double[] weights) => Assert.Equal(
            $"Fisher discriminant: {message}",
            Assert.Throws<InvalidDataException>(() => FisherDiscriminant.Fit(names, given, isSignal, weights)).Message);
    }

    private static (double[][] Columns, bool[] IsSignal) Gaussians(int count, double correlation, double x, double y)
    {
        var random = new Random(7);
        var (columns, isSignal) = (new[] { new double[count], new double[count] }, new bool[count]);
        for (var i = 0; i < count; i++)
        {
            isSignal[i] = i % 2 == 1;
            var (sign, first) = (isSignal[i] ? 1 : -1, Toy.Normal(random));
            columns[0][i] = first + (sign * x);
            columns[1][i] = (correlation * first) + (Math.Sqrt(1 - (correlation * correlation)) * Toy.Normal(random)) + (sign * y);
        }

        return (columns, isSignal);
    }

    private static double[] Ones(int count) => [.. Enumerable.Repeat(1.0, count)];

    private static void AssertClose(double[] expected, double[] found, double tolerance = 1e-9)
    {
        Assert.Equal(expected.Length, found.Length);
        var scale = expected.Max(Math.Abs);
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], found[i], tolerance * scale);
    }
}
