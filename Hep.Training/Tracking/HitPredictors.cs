using Hep.Data.Tracking.Finding;
using Hep.Models;
using Hep.Training.Cards;
using Hep.Training.Checkpoints;
using Hep.Training.Runs;

namespace Hep.Training.Tracking;

/// <summary>From a tracking card to its model, fresh or trained, and to the finders that are compared.</summary>
internal static class HitPredictors
{
    /// <summary>The name of the Kalman filter in files and figures.</summary>
    public const string Kalman = "Kalman";

    private static readonly double[] Placeholders = [1, 1, 1, 1];

    /// <summary>Loads the model of a run.</summary>
    /// <param name="card">The run's card.</param>
    /// <param name="checkpoint">One of its checkpoints.</param>
    /// <exception cref="InvalidDataException">The checkpoint is broken, or of another model.</exception>
    public static HitPredictor Load(TrackingCard card, string checkpoint)
    {
        var model = new HitPredictor((HitPredictorOptions)card.Model, Placeholders);
        _ = Checkpoint.Load(checkpoint, model);
        model.eval();
        return model;
    }

    /// <summary>The finders that are compared: the run's own network, those of other runs, and the Kalman filter.</summary>
    /// <param name="card">The run card.</param>
    /// <param name="own">The run's network.</param>
    /// <exception cref="InvalidDataException">A run beside it is none of tracks, or has the name of another one.</exception>
    public static IReadOnlyList<(string Name, IHitPredictor Predictor)> Finders(TrackingCard card, HitPredictor own)
    {
        var detector = card.Data.Detector.ToDetector();
        var finders = new List<(string Name, IHitPredictor Predictor)> { (NameOf(card), new NetworkPredictor(own, detector)) };
        foreach (var path in card.Evaluation.Beside)
        {
            var (other, model) = Beside(card, path);
            var name = finders.Any(finder => finder.Name == NameOf(other)) ? FigureFolder.NameOf(Path.GetFileName(Path.TrimEndingDirectorySeparator(path))) : NameOf(other);
            if (name == Kalman || finders.Any(finder => finder.Name == name))
                throw new InvalidDataException($"evaluation.beside: found two runs called {name}, expected folders of different names");
            finders.Add((name, new NetworkPredictor(model, detector)));
        }

        return [.. finders, (Kalman, new KalmanPredictor(detector))];
    }

    /// <summary>Checks that the runs beside are there, before hours of training.</summary>
    public static void RequireBeside(TrackingCard card)
    {
        foreach (var path in card.Evaluation.Beside)
            Beside(card, path).Model.Dispose();
    }

    private static string NameOf(TrackingCard card) => ((HitPredictorOptions)card.Model).Recurrent.Cell.ToString().ToUpperInvariant();

    private static (TrackingCard Card, HitPredictor Model) Beside(TrackingCard card, string path)
    {
        var run = RunFolder.Open(path);
        if (RunCards.Load(run.Card) is not TrackingCard other)
            throw new InvalidDataException($"evaluation.beside: found {path}, a run of another kind, expected one that predicts hits");
        TrackingSets.RequireApart(card.Data, other.Data, path);
        return (other, Load(other, run.Best));
    }
}
