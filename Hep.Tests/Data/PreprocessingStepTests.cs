using Hep.Data;
using Hep.Tests.Support;
using Xunit;

namespace Hep.Tests.Data;

/// <summary>The steps of the preprocessing by closed forms, and by the symmetries that they are there for.</summary>
public sealed class PreprocessingStepTests
{
    private const float Missing = -999;

    [Fact]
    public void Robust_scaling_does_not_see_the_tail()
    {
        // Quartiles of 0 ... 8 are 2 and 6: a range of 4, whatever the largest value is.
        var width = 4 / 1.3489795003921634;
        foreach (var largest in new[] { 8f, 1e9f })
        {
            var fitted = Preprocessings.Fit(Table(("x", [3, 1, Missing, 0, 2, 4, 5, 6, 7, largest])), Scaling.Robust());
            Assert.Equal(["robust_median", "robust_width"], fitted.NumberNames);
            Assert.Equal([4f], fitted.Numbers[0]);
            Assert.Equal(width, fitted.Numbers[1][0], 1e-6);
            Assert.Equal([(float)(-4 / width), 0f], fitted.Apply([0, Missing]).Select(v => MathF.Round(v, 6)).Select((v, i) => i == 0 ? (float)(-4 / width) : v));
        }

        // Most values are the same: the standard deviation is taken.
        Assert.Equal(2f, Preprocessings.Fit(Table(("x", [0, 0, 0, 0, 5])), Scaling.Robust()).Numbers[1][0]);
    }

    [Fact]
    public void The_logarithm_is_odd_and_its_scale_is_the_median_size()
    {
        var fitted = Preprocessings.Fit(Table(("x", [0, 1, -3, 7, Missing])), new LogarithmOfTails(["x"]));
        Assert.Equal([3f], fitted.Numbers[0]);
        var found = fitted.Apply([6, -6, 0, Missing]);
        Assert.Equal([MathF.Log(3), -MathF.Log(3), 0f, 0f], found);
    }

    [Fact]
    public void A_common_rotation_is_not_seen_after_rotate_phi()
    {
        var random = new SplitMix64(4);
        var table = Table(("ref", Angles(random)), ("pt", [1, 2, 3, 4]), ("a", Angles(random)), ("b", [0.5f, Missing, -3, 3.1f]));
        var fitted = Preprocessings.Fit(table, new AzimuthRotation("ref", ["a", "b"]));
        Assert.Equal(["pt", "a", "b"], fitted.Outputs);
        var before = fitted.Apply(table.ToRowMajor());
        Assert.All(before.Where((_, i) => i % 3 != 0), angle => Assert.InRange(angle, -3.1415928f, 3.1415928f));
        Assert.Equal([1f, 2f, 3f, 4f], before.Where((_, i) => i % 3 == 0));
        Assert.Equal(0, before[5]);
        foreach (var by in new[] { 0.3, 2.0, 3.1, -2.5 })
        {
            float[] Turned(float[] values) => Array.ConvertAll(values, v => v == Missing ? v : (float)Math.IEEERemainder(v + by, 2 * Math.PI));
            var turned = Table(("ref", Turned(table.Features[0].Values)), ("pt", [1, 2, 3, 4]), ("a", Turned(table.Features[2].Values)), ("b", Turned(table.Features[3].Values)));
            Assert.All(fitted.Apply(turned.ToRowMajor()).Zip(before), pair => Assert.Equal(pair.Second, pair.First, 2e-6f));
        }
    }

    [Fact]
    public void Angles_without_a_reference_are_missing()
    {
        var fitted = Preprocessings.Fit(Table(("ref", [Missing]), ("a", [1f]), ("x", [2f])), new AzimuthRotation("ref", ["a"]), new MissingIndicators(["a", "x"]));
        Assert.Equal([0f, 2f, 1f, 0f], fitted.Apply([Missing, 1, 2]));
    }

    [Fact]
    public void The_two_ends_of_the_detector_are_the_same_after_reflect_eta()
    {
        var fitted = Preprocessings.Fit(Table(("ref", [1f]), ("x", [2f]), ("eta", [3f])), new EtaReflection("ref", ["eta"]));
        Assert.Equal([0.5f, -7f, 2f], fitted.Apply([0.5f, -7, 2]));
        Assert.Equal([0.5f, -7f, 2f], fitted.Apply([-0.5f, -7, -2]));
        Assert.Equal([0f, -7f, -2f], fitted.Apply([Missing, -7, -2]));
        Assert.Equal([0.5f, -7f, 0f], fitted.Apply([-0.5f, -7, Missing]));
    }

    [Fact]
    public void A_whole_number_becomes_columns()
    {
        var table = Table(("n", [2, 0, 3, 0, Missing]), ("x", [1, 2, 3, 4, 5]));
        var given = Preprocessings.Fit(table, new OneHot("n", [0, 1, 2]));
        Assert.Equal(["x", "n=0", "n=1", "n=2"], given.Outputs);
        Assert.Equal([1, 0, 0, 1, 2, 1, 0, 0, 3, 0, 0, 0, 4, 1, 0, 0, 5, 0, 0, 0], given.Apply(table.ToRowMajor()));

        var learned = Preprocessings.Fit(table, new OneHot("n", []));
        Assert.Equal(["x", "n=0", "n=2", "n=3"], learned.Outputs);
        Assert.Equal("one_hot: {n: [0, 2, 3]}", Assert.Single(learned.Plan.Steps).ToString());
        Assert.Equal(
            "one_hot: found the value 0.5 in the column 'x' of the training events, expected whole numbers from -1,000,000 to 1,000,000",
            Fault(() => Preprocessings.Fit(Table(("x", [1, 0.5f])), new OneHot("x", []))));
        Assert.Equal(
            "one_hot: found 51 different values in the column 'x' of the training events, expected 1 to 50",
            Fault(() => Preprocessings.Fit(Table(("x", [.. Enumerable.Range(0, 51).Select(i => (float)i)])), new OneHot("x", []))));
    }

    [Fact]
    public void A_step_is_fitted_on_what_the_steps_before_it_make()
    {
        // log(1 + x/s) with s = 1 of e - 1 and 0: standardised values of 1 and 0.
        var table = Table(("x", [MathF.E - 1, 0, Missing]), ("y", [1, 1, 2]));
        var plan = Preprocessings.Plan(table) with
        {
            Derived = [new("double", ColumnExpression.Parse("2 * x"), "1")],
            Steps = [new LogarithmOfTails(["x"]), Scaling.Standard(["x", "double"]), new MissingIndicators(["double"])],
        };
        var fitted = Preprocessing.Fit(table, plan);
        var scale = Math.Log(2);
        Assert.Equal(["log_scale", "standardize_mean", "standardize_scale"], fitted.NumberNames);
        Assert.Equal(scale / 2, fitted.Numbers[1][0], 1e-7);
        Assert.Equal(MathF.E - 1, fitted.Numbers[1][2], 1e-6f);
        Assert.Equal([0f, 1f], fitted.Numbers[1].Where((_, i) => i == 1).Append(fitted.Numbers[2][1]));
        Assert.Equal(["x", "y", "double", "double_missing"], fitted.Outputs);
        Assert.Equal([1f, 1, 1, 0, -1, 1, -1, 0, 0, 2, 0, 1], fitted.Apply(table.ToRowMajor()).Select(v => MathF.Round(v, 5)));
    }

    [Fact]
    public void Long_tables_are_fitted_in_pieces_to_the_same_numbers()
    {
        var random = new SplitMix64(2);
        float[] x = [.. Enumerable.Range(0, 20_000).Select(i => i % 7 == 0 ? Missing : (float)random.Normal())];
        var fitted = Preprocessing.Fit(Table(("x", x)), Preprocessings.Plan(Table(("x", x))) with { Derived = [new("copy", ColumnExpression.Parse("x"), "1")] });
        var direct = Preprocessings.Fit(Table(("x", x)));
        Assert.Equal([direct.Numbers[0][0], direct.Numbers[0][0]], fitted.Numbers[0]);
        Assert.Equal([direct.Numbers[1][0], direct.Numbers[1][0]], fitted.Numbers[1]);
    }

    [Fact]
    public void Columns_that_are_not_there_are_refused_with_the_nearest_name()
    {
        var table = Table(("PRI_lep_phi", [1f]), ("PRI_tau_phi", [1f]));
        Assert.Equal("found the column 'PRI_lep_ph', which is not there at this step; did you mean 'PRI_lep_phi'?", Fault(() => Preprocessings.Fit(table, new LogarithmOfTails(["PRI_lep_ph"]))));
        Assert.Equal(
            "found the column 'PRI_lep_phi', which is not there at this step; did you mean 'PRI_tau_phi'?",
            Fault(() => Preprocessings.Fit(table, new AzimuthRotation("PRI_lep_phi", ["PRI_tau_phi"]), Scaling.Standard(["PRI_lep_phi"]))));
        Assert.Equal(
            "found the reference 'PRI_lep_phi' among the columns that are rotated, expected the others (it would become 0, and is dropped)",
            Fault(() => Preprocessings.Fit(table, new AzimuthRotation("PRI_lep_phi", ["PRI_lep_phi"]))));
        Assert.Equal(
            "found two columns 'PRI_tau_phi_missing' after this step, expected different names",
            Fault(() => Preprocessings.Fit(table, new MissingIndicators(["PRI_tau_phi", "PRI_tau_phi"]))));
        Assert.Equal("nothing: no events to fit the preprocessing on", Fault(() => Preprocessings.Fit(new EventTable("nothing", [], [], []))));
    }

    private static float[] Angles(SplitMix64 random) => [.. Enumerable.Range(0, 4).Select(_ => (float)random.Uniform(-3, 3))];

    private static EventTable Table(params (string Name, float[] Values)[] features) => new(
        "a table", [.. features.Select(f => new FeatureColumn(f.Name, "", f.Values))], new int[features[0].Values.Length], ["b", "s"], missing: Missing);

    private static string Fault(Func<object> action) => Assert.Throws<InvalidDataException>(action).Message;
}
