using Hep.Evaluation.Tracking;
using ScottPlot;

namespace Hep.Evaluation.Plots;

/// <summary>The particles, tracks and hits of an event display, in one projection.</summary>
internal sealed class EventPicture
{
    private const float BandWidth = 3, TrackWidth = 0.8f, HitSize = 2.6f, MarkSize = 4.4f, SmallestNoise = 0.8f;

    // All but black, which is for what went wrong.
    private static readonly int Colours = PaperStyle.Colors.Count - 1;

    private readonly DisplayedEvent shown;
    private readonly TrackMatching matching;
    private readonly int[][] hitsOfParticle;
    private readonly HashSet<int> right = [], wrong = [], missed = [], noise = [];

    public EventPicture(DisplayedEvent shown, TrackMatching matching)
    {
        (this.shown, this.matching) = (shown, matching);
        var hits = Enumerable.Range(0, shown.X.Count).ToLookup(hit => shown.ParticleOfHit[hit]);
        hitsOfParticle = [.. Enumerable.Range(0, matching.Particles).Select(particle => hits[particle].OrderBy(Distance).ToArray())];
        for (var track = 0; track < matching.Tracks; track++)
        {
            if (matching.IsFake(track))
                continue;
            foreach (var hit in shown.Tracks[track])
                (shown.ParticleOfHit[hit] == matching.MatchedParticle[track] ? right : wrong).Add(hit);
        }

        for (var hit = 0; hit < shown.X.Count; hit++)
        {
            if (right.Contains(hit) || wrong.Contains(hit))
                continue;
            var particle = shown.ParticleOfHit[hit];
            (particle != TrackMatching.None && (matching.IsCounted(particle) || matching.IsFound(particle)) ? missed : noise).Add(hit);
        }
    }

    /// <summary>Draws them.</summary>
    /// <param name="plot">Where to.</param>
    /// <param name="project">The projection.</param>
    /// <param name="scale">By how much lines and dots are smaller than in an event of few particles.</param>
    public void Draw(Plot plot, Func<(double X, double Y, double Z), (double X, double Y)> project, double scale)
    {
        var size = (float)scale;
        var found = Enumerable.Range(0, matching.Particles).Where(matching.IsFound).ToArray();
        var lost = Enumerable.Range(0, matching.Particles).Where(particle => matching.IsCounted(particle) && !matching.IsFound(particle));
        var tracks = Enumerable.Range(0, matching.Tracks).ToLookup(matching.IsFake);
        var names = (Particle: "Particle", Track: "Found track");
        foreach (var sameColour in found.GroupBy(particle => particle % Colours))
        {
            Lines(plot, sameColour.Select(WayOf), project, Plots.Draw.ColourOf(sameColour.Key).WithAlpha(0.3), BandWidth * size, names.Particle);
            names.Particle = "";
        }

        Dots(plot, noise, project, Plots.Draw.Grey.WithAlpha(0.7), MarkerShape.FilledCircle, Math.Max(SmallestNoise, 0.5f * HitSize * size), "Noise");
        foreach (var sameColour in tracks[false].GroupBy(track => matching.MatchedParticle[track] % Colours))
        {
            var colour = Plots.Draw.ColourOf(sameColour.Key);
            Lines(plot, sameColour.Select(TrackOf), project, colour, TrackWidth * size, names.Track);
            Dots(plot, sameColour.SelectMany(track => shown.Tracks[track]), project, colour, MarkerShape.FilledCircle, HitSize * size, "");
            names.Track = "";
        }

        Lines(plot, lost.Select(WayOf), project, Colors.Black, TrackWidth * size, "Missed particle", LinePattern.DenselyDashed);
        Lines(plot, tracks[true].Select(TrackOf), project, Colors.Black, TrackWidth * size, "Fake track", LinePattern.Dotted);
        Dots(plot, tracks[true].SelectMany(track => shown.Tracks[track]), project, Colors.Black, MarkerShape.FilledCircle, 0.7f * HitSize * size, "");
        Dots(plot, missed, project, Colors.Black, MarkerShape.OpenCircle, MarkSize * size, "Missed hit");
        Dots(plot, wrong, project, Colors.Black, MarkerShape.Eks, MarkSize * size, "Wrong hit");
    }

    private double Distance(int hit) => (shown.X[hit] * shown.X[hit]) + (shown.Y[hit] * shown.Y[hit]);

    private (double X, double Y, double Z) At(int hit) => (shown.X[hit], shown.Y[hit], shown.Z[hit]);

    private IEnumerable<(double X, double Y, double Z)> WayOf(int particle) =>
        shown.Particles[particle].Count > 0 ? shown.Particles[particle] : hitsOfParticle[particle].Select(At);

    private IEnumerable<(double X, double Y, double Z)> TrackOf(int track) => shown.Tracks[track].OrderBy(Distance).Select(At);

    // One plottable for all lines, which points that are not numbers keep apart.
    private static void Lines(
        Plot plot,
        IEnumerable<IEnumerable<(double X, double Y, double Z)>> ways,
        Func<(double X, double Y, double Z), (double X, double Y)> project,
        Color colour,
        float width,
        string legend,
        LinePattern? pattern = null)
    {
        var points = ways.SelectMany(way => way.Select(project).Append((X: double.NaN, Y: double.NaN))).ToArray();
        if (points.Length == 0)
            return;
        var line = plot.Add.ScatterLine(Array.ConvertAll(points, point => point.X), Array.ConvertAll(points, point => point.Y), colour);
        line.LineWidth = width;
        line.LegendText = legend;
        if (pattern is { } wanted)
            line.LinePattern = wanted;
    }

    private void Dots(Plot plot, IEnumerable<int> hits, Func<(double X, double Y, double Z), (double X, double Y)> project, Color colour, MarkerShape shape, float size, string legend)
    {
        var points = hits.Select(hit => project(At(hit))).ToArray();
        if (points.Length == 0)
            return;
        var dots = plot.Add.ScatterPoints(Array.ConvertAll(points, point => point.X), Array.ConvertAll(points, point => point.Y), colour);
        dots.MarkerShape = shape;
        dots.MarkerSize = size;
        dots.MarkerLineWidth = 0.7f;
        dots.LegendText = legend;
    }
}
