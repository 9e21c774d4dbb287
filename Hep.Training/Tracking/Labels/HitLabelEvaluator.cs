using Hep.Data.Tracking;
using Hep.Evaluation;
using Hep.Evaluation.Plots;
using Hep.Evaluation.Report;
using Hep.Evaluation.Tracking;
using Hep.Training.Runs;

namespace Hep.Training.Tracking;

/// <summary>Figures of merit and pictures of labelled hits, from what a run has written.</summary>
internal sealed class HitLabelEvaluator
{
    /// <summary>The name of the events in files.</summary>
    public const string Sample = "test";

    private readonly HitLabelCard card;
    private readonly IReadOnlyList<LabelScore> scores;
    private readonly FoundTracks tracks;

    /// <summary>An evaluation.</summary>
    /// <param name="card">The run card.</param>
    /// <param name="labels">The labels by method; those of the run first.</param>
    /// <param name="tracks">The tracks that they make.</param>
    public HitLabelEvaluator(HitLabelCard card, IReadOnlyList<LabelRows> labels, FoundTracks tracks)
    {
        (this.card, this.tracks) = (card, tracks);
        scores = [.. labels.Select(rows => new LabelScore(rows))];
        Measure();
    }

    /// <summary>The figures of merit: <c>test.accuracy</c> and others of the run's network, <c>test.finders.NAME.accuracy</c> of all methods.</summary>
    public MetricsTree Metrics { get; } = new();

    /// <summary>The table of all methods.</summary>
    /// <param name="metrics">The figures of merit.</param>
    /// <param name="speeds">Tracks a second by events and method; null: they are not in the table.</param>
    public static ReportTable Finders(MetricsTree metrics, IReadOnlyDictionary<string, double>? speeds = null)
    {
        string[] figures = ["accuracy", "wrong_track", "lost", "none_efficiency", "none_purity", "efficiency", "fake_rate", "purity"];
        return new ReportTable(
            "Labels of hits, and the tracks that they make",
            ["Labels by", "Accuracy", "Wrong track", "Lost", "None: found", "None: purity", "Track efficiency", "Fake rate", "Track purity", .. speeds is null ? Array.Empty<string>() : ["Tracks / s"]],
            [
                .. metrics.Keys("test.finders").Select(finder => (IReadOnlyList<string>)
                [
                    finder,
                    .. figures.Select(figure => TrackingEvaluator.Share(metrics, $"test.finders.{finder}.{figure}")),
                    .. speeds is null ? [] : new[] { FormattableString.Invariant($"{speeds.GetValueOrDefault($"{Sample} {finder}", double.NaN):N0}") },
                ]),
            ]);
    }

    /// <summary>Draws the figures.</summary>
    /// <param name="folder">Where they go.</param>
    /// <param name="history">The losses by epoch.</param>
    public void Draw(FigureFolder folder, IReadOnlyList<EpochLosses> history)
    {
        var detector = card.Data.Detector.ToDetector();
        var shown = EventDisplays.Choose(tracks.Events);
        folder.Add(
            "event",
            $"One event: pale bands are particles, lines the tracks that the labels of {tracks.ByFinder[0].Finder} make; black is what went wrong",
            EventDisplays.Create(detector, tracks.Events[shown], tracks.ByFinder[0].Tracks[shown], card.Evaluation.Matching));
        double[] edges = [.. Enumerable.Range(0, detector.Layers.Count + 1).Select(layer => layer - 0.5)];
        folder.Add(
            "mistakes_by_layer",
            "The share of hits with a wrong label, 1 - accuracy, by layer from the inside; seeds' own hits count nowhere",
            BinnedFigure.Create("Layer", "", "1 − accuracy", edges, [.. scores.Select(score => new BinnedSeries(score.Finder, [.. detector.Layers.Select((_, layer) => Mistakes(score, layer))]))]));
        foreach (var score in scores)
            folder.Add($"none_{FigureFolder.NameOf(score.Finder)}", $"Hits that are on no track, or of a particle without seed, and what {score.Finder} says of them; the track may be a wrong one", ConfusionFigure.Create(score.None));
        if (history.Count > 0)
            folder.Add("loss", "Cross entropy of the tracks of hits against the epoch", LossFigure.Create(history, null, "Cross entropy"));
    }

    private static Estimate Mistakes(LabelScore score, int layer)
    {
        var accuracy = score.Layers.Contains(layer) ? score.AccuracyOn(layer) : new Estimate(double.NaN, double.NaN);
        return accuracy with { Value = 1 - accuracy.Value };
    }

    private void Measure()
    {
        foreach (var score in scores)
        {
            var path = $"test.finders.{score.Finder}";
            score.Write(Metrics, path);
            if (score.Finder != NearestHelix.Name && scores.FirstOrDefault(other => other.Finder == NearestHelix.Name) is { } baseline)
                Metrics.Set($"{path}.accuracy_gain", score.Gain(baseline));
        }

        foreach (var found in tracks.ByFinder)
        {
            var (path, matched) = ($"test.finders.{found.Finder}", new TrackFindingScore());
            for (var i = 0; i < tracks.Events.Count; i++)
                matched.Add(Match(tracks.Events[i], found.Tracks[i]));
            matched.Write(Metrics, path);
            if (found == tracks.ByFinder[0])
                matched.Write(Metrics, "test");
        }

        scores[0].Write(Metrics, "test");
    }

    private TrackMatching Match(HitEvent one, IReadOnlyList<IReadOnlyList<int>> found) => new(found, one.ParticlePlaces(), one.Particles.Count, card.Evaluation.Matching);
}
