using System.Globalization;
using System.Text;
using Hep.Evaluation;
using Hep.Evaluation.Plots;
using Hep.Evaluation.Systematics;
using Xunit;

namespace Hep.Tests.Evaluation.Systematics;

/// <summary>The numbers of the figures, and that what is hostile is drawn.</summary>
public class SystematicFiguresTests
{
    private static readonly Toy.Events Events = Toy.Make(2, 3000);
    private static readonly BinarySample Nominal = Events.Sample();

    [Fact]
    public void BandsAreTheShiftsOfTheCurvesInQuadrature()
    {
        Variation[] sources = [Reweighted("one", 0.3), Reweighted("two", -0.4)];
        var numbers = SystematicBandFigure.OfRejection(Nominal, sources).Numbers!;
        Assert.Equal(["signal_efficiency", "background_rejection", "statistical_error", "systematic_up", "systematic_down", "total_low", "total_high"], numbers.Columns);
        foreach (var row in numbers.Rows.Select(Numbers).Where(row => row[0] is 0.3 or 0.5 or 0.8))
        {
            double Of(BinarySample sample) => sample.Roc.AtSignalEfficiency(row[0]).BackgroundRejection.Value - row[1];
            Assert.Equal(Nominal.Roc.AtSignalEfficiency(row[0]).BackgroundRejection.Value, row[1]);
            var (upper, lower) = (0.0, 0.0);
            foreach (var (up, down) in sources.Select(source => (Of(source.Up), Of(source.Down!))))
            {
                upper += Math.Pow(Math.Max(0, Math.Max(up, down)), 2);
                lower += Math.Pow(Math.Min(0, Math.Min(up, down)), 2);
            }

            Assert.True(upper > 0 && lower > 0);
            Assert.Equal(Math.Sqrt(upper), row[3], 1e-12);
            Assert.Equal(-Math.Sqrt(lower), row[4], 1e-12);
            Assert.Equal(row[1] + double.Hypot(row[2], row[3]), row[6], 1e-9);
        }

        // A yield is no shape: the curve has no systematic band.
        var scaled = SystematicBandFigure.OfRoc(Nominal, [Weighted("scale", (_, isSignal) => isSignal ? 1 : 1.2)]);
        Assert.Equal(100, scaled.Numbers!.Rows.Count);
        Assert.All(scaled.Numbers.Rows.Select(Numbers), row => Assert.Equal(0, Math.Max(row[3], -row[4]), 1e-12));
    }

    [Fact]
    public void TheRankingHasTheSourcesTheirSumAndTheStatisticalError()
    {
        var shifts = SystematicShifts.Of([200], [("a", [203], [198]), ("b", [204], [188])]);
        var figure = RankingFigure.Create("AMS", shifts, 0, 1);
        Assert.Equal(["b", "a", "Total syst.", "Stat."], figure.Numbers!.Rows.Select(row => row[0]));
        Assert.Equal(["4,-12,0.02,-0.06", "3,-2,0.015,-0.01"], figure.Numbers.Rows.Take(2).Select(row => string.Join(',', row.Skip(1))));
        Assert.Equal(5, double.Parse(figure.Numbers.Rows[2][1], CultureInfo.InvariantCulture), 1e-12);
        Assert.Contains(">Total syst.<", Svg(figure), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => RankingFigure.Create("AMS", SystematicShifts.Of([0], []), 0, 1));
    }

    [Fact]
    public void AStackHasBothUncertaintiesInItsBand()
    {
        var histogram = new Histogram([0, 1, 2]);
        histogram.Fill(0.5, 30);
        histogram.Fill(1.5, 40);
        var shifts = SystematicShifts.Of([30, 40], [("scale", [33, 44], [28, 36])]);
        var figure = StackFigure.Create("x", [new("p", histogram)], new StackFigureOptions { Systematics = shifts });
        Assert.Equal(["low", "high", "p", "p_error", "simulation", "simulation_error", "simulation_systematic_up", "simulation_systematic_down"], figure.Numbers!.Columns);
        Assert.Equal(["3,-2", "4,-4"], figure.Numbers.Rows.Select(row => string.Join(',', row.Skip(6))));
        Assert.Contains("Stat. + syst. unc.", Svg(figure), StringComparison.Ordinal);
        Assert.Equal(
            "systematic uncertainties of 3 bins for a stack of 2 (Parameter 'options')",
            Assert.Throws<ArgumentException>(() => StackFigure.Create("x", [new("p", histogram)], new StackFigureOptions { Systematics = SystematicShifts.Of([1, 2, 3], []) })).Message);
    }

    [Fact]
    public void HostileSourcesAreDrawn()
    {
        Variation[][] cases = [[], [Weighted("huge", (_, isSignal) => isSignal ? 1e100 : 1e-100)], [new("swapped", new("up", Array.ConvertAll(Events.Scores, score => -score), Events.IsSignal, Events.Weights), null)]];
        foreach (var sources in cases)
        {
            foreach (var figure in new[] { SystematicBandFigure.OfRoc(Nominal, sources), SystematicBandFigure.OfRejection(Nominal, sources) })
                Assert.DoesNotContain("NaN", Svg(figure), StringComparison.OrdinalIgnoreCase);
        }

        var many = SystematicShifts.Of([1, 1], [.. Enumerable.Range(0, 50).Select(i => ($"source number {i} with a long name", (IReadOnlyList<double>)[double.NaN, 1 + i], (IReadOnlyList<double>?)null))]);
        foreach (var place in new[] { 0, 1 })
            Assert.DoesNotContain("NaN", Svg(RankingFigure.Create("x", many, place, double.NaN)), StringComparison.OrdinalIgnoreCase);
    }

    // Weights that rise with the score for one class and fall for the other.
    private static Variation Reweighted(string name, double slope) => new(name, Side(slope), Side(-slope));

    private static BinarySample Side(double slope) => Weighted("side", (score, isSignal) => 1 + (slope * (isSignal ? score - 0.5 : 0.3 - score))).Up;

    private static Variation Weighted(string name, Func<double, bool, double> factor) => new(
        name,
        new BinarySample(name, Events.Scores, Events.IsSignal, [.. Events.Weights.Select((weight, i) => weight * factor(Events.Scores[i], Events.IsSignal[i]))]),
        null);

    private static double[] Numbers(IReadOnlyList<string> row) => [.. row.Select(cell => double.Parse(cell, CultureInfo.InvariantCulture))];

    private static string Svg(Figure figure) => Encoding.UTF8.GetString(FigureWriter.ToBytes(figure, FigureFormat.Svg));
}
