using Hep.Evaluation.Tracking;
using ScottPlot;

namespace Hep.Evaluation.Plots;

/// <summary>
/// An event in a tracker, seen along the beam (x, y) and from the side (z, r). A particle is a pale band, the track that was found for it a line of the same colour through its hits. What went wrong is black:
/// particles that were missed, fakes, hits that are on no track or on a wrong one. Clones are drawn like tracks. The definitions are those of <see cref="TrackMatching"/>.
/// </summary>
public static class EventDisplayFigure
{
    private const double Margin = 1.04;
    private const int PointsOfCircle = 181;

    // Lines and dots get thinner with the number of particles, so that dense events do not run together.
    private const int FewParticles = 40;

    /// <summary>Draws an event.</summary>
    /// <param name="shown">The event.</param>
    /// <param name="options">When a track is a particle's; null: 75% of its hits, at least 5 hits.</param>
    /// <exception cref="ArgumentException">No hits, arrays of different lengths, or hits and particles that are not there.</exception>
    public static Figure Create(DisplayedEvent shown, TrackMatchingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(shown);
        shown.Check();
        int[] particles = [.. shown.ParticleOfHit];
        var picture = new EventPicture(shown, new TrackMatching(shown.Tracks, particles, shown.Particles.Count, options));
        double reach = Margin * Largest(shown.Layers.Select(layer => layer.Radius), Enumerable.Range(0, shown.X.Count).Select(hit => Radius(shown.X[hit], shown.Y[hit])));
        var side = Margin * Largest(shown.Layers.Select(layer => layer.HalfLength), shown.Z.Select(Math.Abs));
        var small = Math.Clamp(Math.Sqrt((double)FewParticles / Math.Max(1, shown.Particles.Count)), 0.35, 1);

        var across = PaperStyle.NewPlot("x [mm]", "y [mm]");
        Layers(across, shown.Layers.Select(layer => Circle(layer.Radius)));
        picture.Draw(across, point => (point.X, point.Y), small);
        across.Axes.SetLimits(-reach, reach, -reach, reach);
        across.ShowLegend(Alignment.UpperRight);

        var along = PaperStyle.NewPlot("z [mm]", "r [mm]");
        Layers(along, shown.Layers.Select(layer => new[] { (-layer.HalfLength, layer.Radius), (layer.HalfLength, layer.Radius) }));
        picture.Draw(along, point => (point.Z, Radius(point.X, point.Y)), small);
        along.Axes.SetLimits(-side, side, 0, reach);
        return Figure.Grid([across, along], 2, Numbers(shown), Figure.TwoColumns, 92, commonLegend: true, PaperStyle.FontSize, dataAspect: 1);
    }

    private static double Radius(double x, double y) => Math.Sqrt((x * x) + (y * y));

    private static double Largest(IEnumerable<double> first, IEnumerable<double> second) => first.Concat(second).Append(1e-3).Max();

    private static (double X, double Y)[] Circle(double radius) =>
        [.. Enumerable.Range(0, PointsOfCircle).Select(i => 2 * Math.PI * i / (PointsOfCircle - 1)).Select(angle => (radius * Math.Cos(angle), radius * Math.Sin(angle)))];

    private static void Layers(Plot plot, IEnumerable<(double X, double Y)[]> outlines)
    {
        foreach (var outline in outlines)
        {
            var line = plot.Add.ScatterLine(Array.ConvertAll(outline, point => point.X), Array.ConvertAll(outline, point => point.Y), Draw.Grey.WithAlpha(0.45));
            line.LineWidth = 0.4f;
        }
    }

    private static NumberTable Numbers(DisplayedEvent shown)
    {
        var tracks = Enumerable.Repeat(TrackMatching.None, shown.X.Count).ToArray();
        for (var track = 0; track < shown.Tracks.Count; track++)
        {
            foreach (var hit in shown.Tracks[track])
                tracks[hit] = track;
        }

        var numbers = new NumberTable("x", "y", "z", "particle", "track");
        for (var hit = 0; hit < tracks.Length; hit++)
            numbers.Add(shown.X[hit], shown.Y[hit], shown.Z[hit], shown.ParticleOfHit[hit], tracks[hit]);
        return numbers;
    }
}
