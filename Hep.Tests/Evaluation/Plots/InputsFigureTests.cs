using Hep.Evaluation.Plots;
using Xunit;

namespace Hep.Tests.Evaluation.Plots;

public sealed class InputsFigureTests
{
    [Fact]
    public void Whole_numbers_get_a_bin_each_and_missing_values_none()
    {
        var figure = InputsFigure.Create([new InputVariable("n", "", [0, 0, 1, 3, float.NaN])], [false, false, false, true, false], [1, 1, 2, 5, 4]);
        var lines = figure.Numbers!.ToCsv().TrimEnd().Split('\n').Select(line => line.TrimEnd('\r').Split(',')).Skip(1).ToList();
        Assert.Equal(["-0.5", "0.5", "1.5", "2.5"], lines.Take(4).Select(line => line[2]));
        Assert.Equal(["0.5", "0.5", "0", "0"], lines.Where(line => line[1] == "background").Select(line => line[4]));
        Assert.Equal(["0", "0", "0", "1"], lines.Where(line => line[1] == "signal").Select(line => line[4]));
        Assert.All(lines.Where(line => line[1] == "background"), line => Assert.Equal("0.5", line[6]));
    }

    [Fact]
    public void What_lies_outside_of_the_axis_is_in_the_last_bin()
    {
        float[] values = [.. Enumerable.Range(0, 1000).Select(i => i * 0.37f), 1e9f];
        var figure = InputsFigure.Create([new InputVariable("x", "GeV", values)], new bool[values.Length], [.. values.Select(_ => 1.0)]);
        var densities = figure.Numbers!.ToCsv().TrimEnd().Split('\n').Skip(1).Select(line => line.Split(',')).Where(line => line[1] == "background").ToList();
        Assert.Equal(30, densities.Count);
        Assert.InRange(double.Parse(densities[^1][3]), 360, 370);
        Assert.Equal(1, densities.Sum(line => double.Parse(line[4]) * (double.Parse(line[3]) - double.Parse(line[2]))), 1e-9);
    }

    [Fact]
    public void Columns_without_a_value_or_a_class_are_drawn_all_the_same()
    {
        var figure = InputsFigure.Create([new InputVariable("never", "", [float.NaN, float.NaN]), new InputVariable("constant", "", [2.5f, 2.5f])], [false, false], [1, -1]);
        Assert.NotEmpty(FigureWriter.ToBytes(figure, FigureFormat.Svg));
        Assert.Throws<ArgumentException>(() => InputsFigure.Create([], [], []));
    }
}
