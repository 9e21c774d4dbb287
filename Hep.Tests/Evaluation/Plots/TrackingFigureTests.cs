using System.Text;
using Hep.Evaluation.Plots;
using Hep.Evaluation.Tracking;
using Xunit;

namespace Hep.Tests.Evaluation.Plots;

/// <summary>Event displays, and the figures of track finding.</summary>
public sealed class TrackingFigureTests
{
    // Two straight particles of five hits each, and a noise hit; the second particle is missed by the tracks below.
    private static readonly DisplayedEvent Event = new()
    {
        X = [10, 20, 30, 40, 50, 0, 0, 0, 0, 0, -25],
        Y = [0, 0, 0, 0, 0, 10, 20, 30, 40, 50, -25],
        Z = [1, 2, 3, 4, 5, -1, -2, -3, -4, -5, 20],
        ParticleOfHit = [0, 0, 0, 0, 0, 1, 1, 1, 1, 1, TrackMatching.None],
        Particles = [[], [(0, 0, 0), (0, 50, -5)]],
        Tracks = [[0, 1, 2, 3]],
        Layers = [(10, 30), (20, 30), (30, 30), (40, 30), (50, 30)],
    };

    [Fact]
    public void TheNumbersAreTheHitsWithTheirTracks()
    {
        var numbers = EventDisplayFigure.Create(Event).Numbers!;
        Assert.Equal(["x", "y", "z", "particle", "track"], numbers.Columns);
        Assert.Equal(["10", "0", "1", "0", "0"], numbers.Rows[0]);
        Assert.Equal(["50", "0", "5", "0", "-1"], numbers.Rows[4]);
        Assert.Equal(["-25", "-25", "20", "-1", "-1"], numbers.Rows[10]);
    }

    [Fact]
    public void TheLegendNamesWhatThereIs()
    {
        Assert.Equal(["Particle", "Noise", "Found track", "Missed particle", "Missed hit"], Legend(Event));
        Assert.Equal(
            ["Particle", "Found track", "Missed particle", "Fake track", "Missed hit", "Wrong hit"],
            Legend(Event with { Tracks = [[0, 1, 2, 3, 10], [5, 6, 4]] }));
        Assert.Equal(["Noise"], Legend(Event with { Particles = [], ParticleOfHit = [.. Enumerable.Repeat(TrackMatching.None, 11)], Tracks = [] }));

        static string[] Legend(DisplayedEvent shown) =>
            [.. EventDisplayFigure.Create(shown).Panels[0].Plot.Legend.GetItems().Select(item => item.LabelText).Where(text => text.Length > 0)];
    }

    [Fact]
    public void BothPanelsAreSquareAndEveryFormatIsWritten()
    {
        var figure = EventDisplayFigure.Create(Event).WithNote("Simulation");
        foreach (var format in new[] { FigureFormat.Png, FigureFormat.Svg, FigureFormat.Pdf })
            Assert.NotEmpty(FigureWriter.ToBytes(figure, format));
        Assert.DoesNotContain("NaN", Encoding.UTF8.GetString(FigureWriter.ToBytes(figure, FigureFormat.Svg)), StringComparison.Ordinal);
        foreach (var panel in figure.Panels)
            Assert.Equal(1, panel.Plot.LastRender.DataRect.Width / panel.Plot.LastRender.DataRect.Height, 0.02);
    }

    [Fact]
    public void WhatCannotBeDrawnIsSaid()
    {
        Refused("the event has no hits", Event with { X = [], Y = [], Z = [], ParticleOfHit = [], Tracks = [] });
        Refused("the event has 11 x, 11 y, 1 z and 11 particles of hits", Event with { Z = [1] });
        Refused("track 0 has hit 11; expected 0 to 10", Event with { Tracks = [[11]] });
        Assert.StartsWith("found no residuals", Assert.Throws<ArgumentException>(() => PullFigure.Create(new ResidualSample())).Message, StringComparison.Ordinal);
        Assert.StartsWith("expected one series or more", Assert.Throws<ArgumentException>(() => TrackRateFigure.Create("pT", "GeV", "Efficiency", [])).Message, StringComparison.Ordinal);
        Assert.StartsWith("expected one series or more", Assert.Throws<ArgumentException>(() => TrackRateFigure.Create("pT", "GeV", "Efficiency", [("none", new BinnedRate([0, 1]))])).Message, StringComparison.Ordinal);

        static void Refused(string message, DisplayedEvent shown) =>
            Assert.StartsWith(message, Assert.Throws<ArgumentException>(() => EventDisplayFigure.Create(shown)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SharesAndPullsAreInTheNumbers()
    {
        var rates = new BinnedRate([0, 1, 2]);
        rates.Fill(0.5, true);
        rates.Fill(0.6, false);
        var figure = TrackRateFigure.Create("pT", "GeV", "Efficiency", [("Kalman filter", rates)]);
        Assert.Equal(["Kalman filter", "0", "1", "0.5"], figure.Numbers!.Rows.Single().Take(4));
        Assert.NotEmpty(FigureWriter.ToBytes(figure, FigureFormat.Png));

        var residuals = new ResidualSample();
        foreach (var layer in new[] { 4, 5 })
        {
            for (var i = 0; i < 100; i++)
                residuals.Add(layer, 0.1 * Math.Sin(i), Math.Cos(i), 0.01, 0, 1);
        }

        var pulls = PullFigure.Create(residuals);
        Assert.Equal([("r φ", "all"), ("r φ", "4"), ("r φ", "5"), ("z, given r φ", "all"), ("z, given r φ", "4"), ("z, given r φ", "5")], pulls.Numbers!.Rows.Select(row => (row[0], row[1])));
        Assert.NotEmpty(FigureWriter.ToBytes(pulls, FigureFormat.Svg));
    }
}
