using Hep.Evaluation.Plots;
using Xunit;

namespace Hep.Tests.Evaluation.Plots;

/// <summary>Figures against a parameter: what their numbers are, and what cannot be drawn.</summary>
public sealed class ParameterFigureTests
{
    [Fact]
    public void The_numbers_are_the_places_of_all_series_with_what_was_held_out()
    {
        var figure = ParameterFigure.Create(
            "mass",
            "GeV",
            "AUC",
            new ParameterSeries("one", [new(500, new(0.8, 0.01)), new(1000, new(0.9, double.NaN), IsHeldOut: true)]),
            new ParameterSeries("two", [new(500, new(0.7, 0.02))]));
        Assert.Equal(["series", "mass [GeV]", "AUC", "error", "held_out"], figure.Numbers!.Columns);
        Assert.Equal([["one", "500", "0.8", "0.01", "0"], ["one", "1000", "0.9", "NaN", "1"], ["two", "500", "0.7", "0.02", "0"]], figure.Numbers.Rows);
    }

    [Fact]
    public void A_single_place_and_figures_without_a_value_are_drawn()
    {
        Assert.Single(ParameterFigure.Create("mass", "GeV", "AUC", new ParameterSeries("one", [new(500, new(0.8, 0.01))])).Numbers!.Rows);
        Assert.Single(ParameterFigure.Create("theta", "1", "AUC", new ParameterSeries("one", [new(0, new(double.NaN, double.NaN))])).Numbers!.Rows);
        Assert.Throws<ArgumentException>(() => ParameterFigure.Create("mass", "GeV", "AUC"));
        Assert.Throws<ArgumentException>(() => ParameterFigure.Create("mass", "GeV", "AUC", new ParameterSeries("none", [])));
    }

    [Fact]
    public void A_logarithmic_axis_keeps_the_numbers_and_takes_no_value_without_a_logarithm()
    {
        var figure = ParameterFigure.Create("events", "1", "AUC", isLogarithmic: true, [new ParameterSeries("one", [new(100, new(0.8, 0.01)), new(10_000, new(0.9, 0.01))])]);
        Assert.Equal([["one", "100", "0.8", "0.01", "0"], ["one", "10000", "0.9", "0.01", "0"]], figure.Numbers!.Rows);
        Assert.Throws<ArgumentException>(() => ParameterFigure.Create("events", "1", "AUC", isLogarithmic: true, [new ParameterSeries("one", [new(0, new(0.8, 0.01))])]));
    }

    [Fact]
    public void A_response_keeps_the_name_of_each_curve_of_a_group()
    {
        var figure = ResponseFigure.Create(
            "x",
            "1",
            new ResponseCurve("theta = 0", [(0, 0.5), (1, 0.25)]) { Group = "Trained on" },
            new ResponseCurve("theta = 1", [(0, 0.125)]) { Group = "Trained on", Mark = 0 });
        Assert.Equal([["theta = 0", "0", "0.5"], ["theta = 0", "1", "0.25"], ["theta = 1", "0", "0.125"]], figure.Numbers!.Rows);
        Assert.Throws<ArgumentException>(() => ResponseFigure.Create("x", "1"));
        Assert.Throws<ArgumentException>(() => ResponseFigure.Create("x", "1", new ResponseCurve("none", [])));
    }
}
