using Hep.Models;
using Hep.Onnx;
using Xunit;

namespace Hep.Tests.Onnx;

public sealed class OnnxParameterTests
{
    private static readonly OnnxParameter Mass = new("mass", "GeV", 500, 1500, [500, 750, 1250, 1500], [1000]);

    [Fact]
    public void Parameters_come_back_from_the_metadata()
    {
        OnnxParameter[] parameters = [Mass, new("θ \"s\"", "", -0.1, 1e-7), new("one", "mm", 2, 2, [2], [])];
        var json = OnnxMetadata.WriteParameters(parameters);
        Assert.Equal(parameters, OnnxMetadata.ReadParameters(json));
        Assert.StartsWith("""[{"name":"mass","unit":"GeV","minimum":500,"maximum":1500,"trained":[500,750,1250,1500],"held_out":[1000]},""", json);
        Assert.Null(OnnxMetadata.ReadParameters(json)[1].Trained);
        Assert.Empty(OnnxMetadata.ReadParameters("[]"));
    }

    [Fact]
    public void A_column_gives_its_different_values_and_its_range()
    {
        Assert.Equal(new OnnxParameter("mass", "GeV", 0.1, 1500, [0.1, 500, 1500], [1000]), OnnxParameter.Of("mass", "GeV", [1500, 0.1, 500, 0.1, 1500], [1000]));
        var most = Enumerable.Range(0, OnnxParameter.MostTrained).Select(i => (double)-i).ToArray();
        Assert.Equal(OnnxParameter.MostTrained, OnnxParameter.Of("x", "", most).Trained!.Count);
        Assert.Equal(new OnnxParameter("x", "", -999, 0.5), OnnxParameter.Of("x", "", [.. most, 0.5]));
        Assert.Equal("the parameter 'x' has no values, expected those of the training events", Assert.Throws<ArgumentException>(() => OnnxParameter.Of("x", "", [])).Message);
        Assert.Equal("the parameter 'x' has the value NaN, expected finite ones", Assert.Throws<ArgumentException>(() => OnnxParameter.Of("x", "", [1, double.NaN])).Message);
    }

    [Fact]
    public void Ends_of_the_range_are_covered_in_the_precision_of_the_model()
    {
        var tenths = new OnnxParameter("x", "", 0.1, 0.3);
        Assert.All([0.1, 0.1f, 0.3, 0.3f, 0.2], value => Assert.True(tenths.Covers(value)));
        Assert.All([0.0999, 0.3001, -0.2, double.NaN, double.PositiveInfinity], value => Assert.False(tenths.Covers(value)));
        Assert.True(Mass.Covers(1000));
    }

    [Fact]
    public void What_is_outside_is_said_in_one_line()
    {
        Assert.Null(Mass.WarningFor(500, 1000, 1500));
        Assert.Null(Mass.WarningFor());
        Assert.Equal("mass = 1700 GeV is outside the trained range 500 to 1500 GeV", Mass.WarningFor(1700));
        Assert.Equal("mass = 1700 GeV is outside the trained range 500 to 1500 GeV", Mass.WarningFor(Enumerable.Repeat(1700.0, 9).Append(600)));
        Assert.Equal("mass = 1600 to 2000 GeV are outside the trained range 500 to 1500 GeV", Mass.WarningFor(2000, 600, 1600, 1800));
        Assert.Equal("mass = 100 to 400.5 GeV and 1700 GeV are outside the trained range 500 to 1500 GeV", Mass.WarningFor(400.5, 1700, 100));
        Assert.Equal("θ = -3 is outside the trained range -2 to 2", new OnnxParameter("θ", "", -2, 2).WarningFor(-3));
    }

    [Theory]
    [InlineData("{}", "is not a JSON list of {\"name\", \"unit\", \"minimum\", \"maximum\", \"trained\", \"held_out\"}, but '{}'")]
    [InlineData("[1]", "is not a JSON list of {\"name\", \"unit\", \"minimum\", \"maximum\", \"trained\", \"held_out\"}, but '[1]'")]
    [InlineData("[{\"name\": \"m\"}]", "is not a JSON list of {\"name\", \"unit\", \"minimum\", \"maximum\", \"trained\", \"held_out\"}, but '[{\"name\": \"m\"}]'")]
    [InlineData("""[{"name":"m","unit":"","minimum":0,"maximum":"2"}]""", "is not a JSON list of {\"name\", \"unit\", \"minimum\", \"maximum\", \"trained\", \"held_out\"}, but '[{\"name\":\"m\",\"unit\":\"\",\"minimum\":0,\"maximum\":\"2\"}]'")]
    [InlineData("""[{"name":"","unit":"","minimum":0,"maximum":1}]""", "holds no such parameter: a parameter has no name")]
    [InlineData("""[{"name":"m","unit":"","minimum":2,"maximum":1}]""", "holds no such parameter: the parameter 'm' has the range 2 to 1, expected the smaller value first")]
    [InlineData("""[{"name":"m","unit":"","minimum":0,"maximum":1e999}]""", "holds no such parameter: the parameter 'm' has the value Infinity, expected finite ones")]
    [InlineData("""[{"name":"m","unit":"","minimum":0,"maximum":1,"trained":[0,3]}]""", "holds no such parameter: the parameter 'm' lists trained values outside of its range 0 to 1")]
    [InlineData("""[{"name":"m","unit":"","minimum":0,"maximum":1},{"name":"m","unit":"","minimum":0,"maximum":1}]""", "names 'm' twice")]
    public void Damaged_metadata_are_named(string json, string expected)
    {
        var graph = SmallModels.Perceptron();
        graph.SetMetadata(OnnxMetadata.Parameters, json);
        using var file = new TemporaryModel(graph);
        Assert.Equal($"{file.File}: the metadata key 'hep.parameters' {expected}; export the model again", Assert.Throws<InvalidDataException>(() => OnnxModelInfo.Read(file.File)).Message);
    }

    [Fact]
    public void A_list_longer_than_a_file_should_hold_is_refused()
    {
        ValueList<double> many = [.. Enumerable.Range(0, OnnxParameter.MostTrained + 1).Select(i => (double)i)];
        Assert.Equal("the parameter 'x' lists 1001 trained values, expected at most 1000", Assert.Throws<ArgumentException>(() => new OnnxParameter("x", "", 0, 1000, many)).Message);
    }
}
