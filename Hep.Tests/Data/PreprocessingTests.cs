using Hep.Data;
using Hep.Tests.Support;
using Xunit;

namespace Hep.Tests.Data;

public sealed class PreprocessingTests
{
    [Fact]
    public void Standardises_what_is_there_and_puts_what_is_missing_at_the_mean()
    {
        // 2, 4, 4, 4, 5, 5, 7, 9: mean 5, population standard deviation 2.
        var table = Table(-999, ("x", [2, 4, 4, -999, 4, 5, 5, 7, 9]), ("y", [0, 1, 0, 1, 0, 1, 0, 1, 0.5f]));
        var scaling = Preprocessings.Fit(table);
        Assert.Equal([5f, 0.5f], scaling.Numbers[0]);
        Assert.Equal(2f, scaling.Numbers[1][0]);
        Assert.Equal(Math.Sqrt(8 * 0.25 / 9), scaling.Numbers[1][1], 1e-7);
        Assert.Empty(scaling.Warnings);

        var scaled = scaling.Apply(table.ToRowMajor());
        Assert.Equal([-1.5f, -0.5f, -0.5f, 0f, -0.5f, 0f, 0f, 1f, 2f], scaled.Where((_, i) => i % 2 == 0));
    }

    [Fact]
    public void Event_weights_do_not_change_the_scaling()
    {
        var table = Table(null, ("x", [1, 2, 4]));
        Assert.Equal(Preprocessings.Fit(table).Numbers, Preprocessings.Fit(table.WithWeights([5, -1, 100])).Numbers);
    }

    [Fact]
    public void A_constant_or_absent_feature_becomes_zero_and_is_reported()
    {
        var scaling = Preprocessings.Fit(Table(-999, ("c", [0.1f, 0.1f, -999]), ("m", [-999, -999, -999])));
        Assert.Equal([0f, 0f, 0f, 0f], scaling.Apply([0.1f, -999, -999, 0]));
        Assert.Equal(
            [
                "feature 'c' is 0.1 in every training event; it becomes 0 and cannot help",
                "feature 'm' is missing in every training event; it becomes 0 and cannot help",
            ],
            scaling.Warnings);
    }

    [Fact]
    public void A_small_spread_on_a_large_offset_keeps_its_digits()
    {
        // E[x^2] - E[x]^2 would lose all of them: 1e7 squared has 14 digits before the 1.
        float[] values = [.. Enumerable.Range(0, 100_001).Select(i => 1e7f + (i % 3) - 1)];
        var scaling = Preprocessings.Fit(Table(null, ("x", values)));
        Assert.Equal(1e7f, scaling.Numbers[0][0]);
        Assert.Equal(Math.Sqrt(2.0 / 3), scaling.Numbers[1][0], 1e-5);
    }

    [Fact]
    public void Balanced_classes_weigh_the_same_and_the_mean_weight_is_one()
    {
        var table = Table(null, ("x", [1, 2, 3, 4, 5]), labels: [0, 0, 0, 1, 1], weights: [3, 5, -1, 0.001, 0.003]);
        var balance = ClassBalance.Fit(table);
        var weights = table.WithWeights(table.ScaledWeights(balance.Factors));
        Assert.Equal([2.5, 2.5], weights.WeightPerClass().Select(w => Math.Round(w, 12)));
        Assert.Equal(1, weights.Weights.Average(), 1e-12);
        Assert.Equal(3, weights.Weights[4] / weights.Weights[3], 1e-12);
        Assert.Equal([1 / 9.0, 0], balance.NegativeShare);
    }

    [Fact]
    public void A_sample_that_cannot_train_is_refused()
    {
        Assert.Equal(
            "a table: no event of class 's'; training needs events of every class, found 3 of 'b', 0 of 's'",
            Fault(Table(null, ("x", [1, 2, 3]), labels: [0, 0, 0])));
        Assert.Equal(
            "a table: the weights of class 'b' do not sum to more than 0; found 0 for 'b', 0 for 's' (2 of 'b', 1 of 's' events)",
            Fault(Table(null, ("x", [1, 2, 3]), labels: [0, 0, 1], weights: [0, 0, 0])));
        Assert.Equal(
            "a table: the weights of class 's' do not sum to more than 0; found 2 for 'b', -0.5 for 's' (2 of 'b', 1 of 's' events)",
            Fault(Table(null, ("x", [1, 2, 3]), labels: [0, 0, 1], weights: [1, 1, -0.5])));
        Assert.Equal(
            "a table: the events have no labels; training needs the class of every event",
            Fault(new EventTable("a table", [], [-1, -1], [])));

        static string Fault(EventTable table) => Assert.Throws<InvalidDataException>(table.RequireTrainable).Message;
    }

    [Fact]
    public void Selected_rows_keep_their_company()
    {
        var table = new EventTable(
            "a table", [new FeatureColumn("x", "GeV", [1, 2, 3])], [0, 1, 0], ["b", "s"], [0.1, 0.2, 0.3], [7, 8, 9], [new TextColumn("t", ["a", "b", "c"])], -999);
        var picked = table.Select([2, 0]);
        Assert.Equal([3f, 1f], picked.Features[0].Values);
        Assert.Equal([0, 0], picked.Labels);
        Assert.Equal([0.3, 0.1], picked.Weights);
        Assert.Equal([9UL, 7UL], picked.EventIds);
        Assert.Equal(["c", "a"], picked.Text("t").Values);
        Assert.Equal(-999f, picked.Missing);
    }

    [Fact]
    public void A_table_of_columns_that_do_not_fit_is_refused()
    {
        Assert.Equal(
            "here: x has 1 entries, but there are 2 labels",
            Assert.Throws<ArgumentException>(() => new EventTable("here", [new FeatureColumn("x", "", [1])], [0, 1], ["b", "s"])).Message);
        Assert.Equal("here: label 2 is not in [0, 1]", Assert.Throws<ArgumentException>(() => new EventTable("here", [], [0, 2], ["b", "s"])).Message);
    }

    private static EventTable Table(float? missing, (string Name, float[] Values) feature, int[] labels, double[]? weights = null) =>
        new("a table", [new FeatureColumn(feature.Name, "", feature.Values)], labels, ["b", "s"], weights, missing: missing);

    private static EventTable Table(float? missing, params (string Name, float[] Values)[] features) => new(
        "a table",
        [.. features.Select(f => new FeatureColumn(f.Name, "", f.Values))],
        new int[features[0].Values.Length],
        ["b", "s"],
        missing: missing);
}
