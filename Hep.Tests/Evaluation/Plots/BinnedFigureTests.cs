using Hep.Evaluation;
using Hep.Evaluation.Plots;
using Xunit;

namespace Hep.Tests.Evaluation.Plots;

/// <summary>Figures of several classifiers: in bins of a variable, and one of them over the others.</summary>
public sealed class BinnedFigureTests
{
    [Fact]
    public void The_numbers_are_the_bins_of_all_series()
    {
        var figure = BinnedFigure.Create("pt", "GeV", "Rejection", [200, 250, 300], new BinnedSeries("one", [new(4, 1), new(double.NaN, double.NaN)]), new BinnedSeries("two", [new(3, 5), new(2, 0.5)]));
        Assert.Equal(["series", "low", "high", "Rejection", "error"], figure.Numbers!.Columns);
        Assert.Equal([["one", "200", "250", "4", "1"], ["one", "250", "300", "NaN", "NaN"], ["two", "200", "250", "3", "5"], ["two", "250", "300", "2", "0.5"]], figure.Numbers.Rows);
        Assert.NotEmpty(FigureWriter.ToBytes(figure, FigureFormat.Svg));
        Assert.Throws<ArgumentException>(() => BinnedFigure.Create("pt", "GeV", "Rejection", [200, 250]));
        Assert.Throws<ArgumentException>(() => BinnedFigure.Create("pt", "GeV", "Rejection", [200, 250], new BinnedSeries("one", [])));
    }

    [Fact]
    public void A_dividend_is_divided_by_the_others()
    {
        var (network, other) = (Toy.Make(1, 2000, separation: 2).Sample("Network"), Toy.Make(2, 2000).Sample("cut"));
        var figure = RejectionFigure.Create(new CurveFigureOptions { IsDividend = true }, network, other);
        var row = figure.RatioNumbers!.Rows.Single(row => row[1] == "0.5");
        Assert.Equal("ratio_to_curve", figure.RatioNumbers.Columns[2]);
        Assert.Equal("cut", row[0]);
        Assert.Equal(CurveRatio.OfRejections(network, other, [0.5])[0].Value.ToString(System.Globalization.CultureInfo.InvariantCulture), row[2]);
    }
}
