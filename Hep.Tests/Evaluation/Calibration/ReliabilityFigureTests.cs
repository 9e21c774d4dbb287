using System.Globalization;
using System.Text;
using Hep.Evaluation.Calibration;
using Hep.Evaluation.Plots;
using Hep.Tests.Support;
using Xunit;

namespace Hep.Tests.Evaluation.Calibration;

public sealed class ReliabilityFigureTests
{
    [Fact]
    public void Its_numbers_are_those_of_the_curves_and_an_empty_bin_is_no_point()
    {
        var curve = ReliabilityCurve.OfEqualWidth(new Forecasts("s", [0.1, 0.2, 0.9, 0.9], [false, true, true, true], (double[])[1, 3, 1, 1]), 3);
        var figure = ReliabilityFigure.Create(("Network, test", curve));
        var mean = ((0.1 * 1) + (0.2 * 3)) / 4;
        var (first, last) = (curve.Bins[0].Frequency, curve.Bins[2].Frequency);
        Assert.InRange(last.Low, 0.6, 0.7);
        Assert.Equal(
            "curve,probability_low,probability_high,events,sum_of_weights,mean_probability,frequency,frequency_low,frequency_high\n"
            + string.Create(CultureInfo.InvariantCulture, $"\"Network, test\",0,{1.0 / 3},2,4,{mean},0.75,{first.Low},{first.High}\n")
            + string.Create(CultureInfo.InvariantCulture, $"\"Network, test\",{1.0 / 3},{2.0 / 3},0,0,NaN,NaN,NaN,NaN\n")
            + string.Create(CultureInfo.InvariantCulture, $"\"Network, test\",{2.0 / 3},1,2,2,0.9,1,{last.Low},1\n"),
            figure.Numbers!.ToCsv());
        Assert.Equal([$"Network, test (ECE = {curve.ExpectedError})"], figure.Panels[0].Plot.Legend.GetItems().Select(item => item.LabelText).Where(text => text.Length > 0));
    }

    [Fact]
    public void It_is_drawn_of_one_event_and_of_many()
    {
        var random = new Random(1);
        var (p, y) = (new double[20_000], new bool[20_000]);
        for (var i = 0; i < p.Length; i++)
        {
            p[i] = random.NextDouble();
            y[i] = random.NextDouble() < 0.5 + (0.6 * (p[i] - 0.5));
        }

        var many = ReliabilityFigure.Create(("Network", ReliabilityCurve.OfEqualWidth(new Forecasts("n", p, y))), ("Calibrated", ReliabilityCurve.OfEqualCounts(new Forecasts("c", p, y))));
        var one = ReliabilityFigure.Create(("One", ReliabilityCurve.OfEqualWidth(new Forecasts("one", [0.3], [true]))));
        Assert.Contains("<svg", Encoding.UTF8.GetString(FigureWriter.ToBytes(one, FigureFormat.Svg)), StringComparison.Ordinal);
        var image = new PngImage(FigureWriter.ToBytes(many, FigureFormat.Png));
        Assert.InRange(image.Width, 670, 685);
        Assert.InRange(image.Height, 715, 730);
    }
}
