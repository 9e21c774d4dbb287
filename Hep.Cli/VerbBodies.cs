using Hep.Cli.Progress;
using Hep.Data;
using Hep.Training;
using Hep.Training.Cards;
using Hep.Training.Progress;
using Hep.Training.Runs;
using Hep.Training.Scoring;
using Hep.Training.Studies;
using Hep.Training.Trials;

namespace Hep.Cli;

/// <summary>The verbs' bodies: one call into a room each. A room's types are touched only in its own method, so that help starts fast.</summary>
internal sealed class VerbBodies : IVerbBodies
{
    // A few MiB; what is written needs no more memory for more events.
    private const int EventsAtOnce = 20_000;

    public int Train(TrainRequest request, Shell shell)
    {
        var outcome = ProgressDisplay.Run(shell, progress => shell.Interruptible(stop => TrainingRun.Execute(request, progress, stop)));
        RunSummary.Write(outcome, shell);
        return outcome.Stopped == StopReason.Interrupted ? ExitCode.Interrupted : ExitCode.Ok;
    }

    public int Study(StudyRequest request, Shell shell)
    {
        var outcome = ProgressDisplay.Run(shell, progress => shell.Interruptible(stop => StudyRun.Execute(request, progress, stop)));
        if (outcome.Comparison is null)
        {
            shell.Note($"interrupted; go on with: {StudyCommand.Of(request with { Out = outcome.Folder.FullPath })}");
            return ExitCode.Interrupted;
        }

        return Wrote(outcome.Folder.Report, shell);
    }

    public int Overfit(TrainRequest request, int events, Shell shell)
    {
        var outcome = ProgressDisplay.Run(shell, progress => shell.Interruptible(stop => OverfitTrial.Execute(request, events, progress, stop)));
        shell.Out.WriteLine(outcome.IsByHeart
            ? FormattableString.Invariant($"learned {outcome.Events} events by heart in {outcome.Epochs} epochs (loss {outcome.Loss:G2})")
            : FormattableString.Invariant($"did not learn {outcome.Events} events by heart: a loss of {outcome.Loss:G3} after {outcome.Epochs} epochs. Look at features and labels (hep inspect), try another training.learning_rate (--find-lr) or a larger network"));
        _ = Wrote(outcome.Figure, shell);
        return outcome.IsByHeart ? ExitCode.Ok : ExitCode.Failed;
    }

    public int FindRate(TrainRequest request, Shell shell)
    {
        var outcome = ProgressDisplay.Run(shell, progress => shell.Interruptible(stop => LearningRateTrial.Execute(request, progress, stop)));
        shell.Out.WriteLine(outcome is { Suggested: { } rate, Smallest: { } smallest }
            ? FormattableString.Invariant($"suggested learning rate {rate:G2} (--set training.learning_rate={rate:G2}); the loss is smallest at {smallest:G2}, and grows beyond")
            : "no suggestion: the loss does not fall at any rate; look at features and labels (hep inspect, hep train --overfit 32)");
        return Wrote(outcome.Figure, shell);
    }

    public int Evaluate(EvaluateRequest request, Shell shell) =>
        request.Run is { } run ? EvaluateRun(run, request, shell)
        : request.Class.Count > 0 ? EvaluateClasses(request, shell)
        : EvaluateScores(request, shell);

    public int Predict(PredictRequest request, Shell shell)
    {
        RequireEnding(request.Out, EventFiles.HasArrays(request.Data) ? [".csv", ".csv.gz", ".h5", ".hdf5"] : [".csv", ".csv.gz"]);
        var outcome = ProgressDisplay.Run(shell, progress => FilePrediction.Write(request.Model, request.Data, request.Out, request.Keep, request.Parameters, progress));
        shell.Note(FormattableString.Invariant($"{outcome.Events:N0} events scored"));
        foreach (var warning in outcome.Warnings)
            shell.Error.WriteLine($"warning: {warning}");
        return Wrote(request.Out, shell);
    }

    public int Export(ExportRequest request, Shell shell)
    {
        var run = RunFolder.Open(request.Run);
        RequireEnding(request.Out ?? run.Onnx, ".onnx");
        RunSummary.WriteExport(ProgressDisplay.Run(shell, progress => RunExport.Export(run, request.Out, progress)), shell);
        return Wrote(request.Out ?? run.Onnx, shell);
    }

    public int Simulate(SimulateRequest request, Shell shell)
    {
        var simulation = Simulations.Find(request.Name);
        RequireEnding(request.Out, ".csv", ".csv.gz", ".h5", ".hdf5");
        var layout = request.Truth ? simulation.Layout with { Extras = [.. simulation.Layout.Extras, .. simulation.Truth] } : simulation.Layout;
        var parts = simulation.Stream(request.Events, (ulong)request.Seed, EventsAtOnce);
        ProgressDisplay.Run(shell, progress =>
        {
            progress.Stage("simulating", request.Events);
            if (EventFiles.HasArrays(request.Out))
                ArrayEventWriter.Write(request.Out, Followed(parts, progress), layout);
            else
                CsvWriter.Write(request.Out, Followed(parts, progress), layout);
            return request.Events;
        });
        return Wrote(request.Out, shell);
    }

    public int Plot(PlotRequest request, Shell shell)
    {
        var (files, areSameEvents) = ProgressDisplay.Run(shell, "drawing", () => RunComparison.Draw(request.Runs, request.Out, request.Baseline));
        if (!areSameEvents)
            shell.Error.WriteLine("warning: the runs were tested on different events (another input, or another split)");
        foreach (var file in files)
            Wrote(file, shell);
        return ExitCode.Ok;
    }

    public int Inspect(InspectRequest request, Shell shell)
    {
        Inspection.Write(request.Path, shell);
        return ExitCode.Ok;
    }

    public int Runs(RunsRequest request, Shell shell)
    {
        RunTables.Write(request, shell);
        return ExitCode.Ok;
    }

    public int Test(TestRequest request, Shell shell) => TestRunner.Run(request);

    private static int EvaluateRun(string path, EvaluateRequest request, Shell shell)
    {
        var threshold = ThresholdOf(request);
        var run = RunFolder.Open(path);
        using var folder = request.Out is null ? run : RunFolder.CreateWhole(request.Out);
        var metrics = ProgressDisplay.Run(shell, progress => RunEvaluation.Evaluate(run, folder, threshold, progress));
        folder.Keep();
        RunSummary.WriteSplits(run, metrics, shell);
        return Wrote(folder.Report, shell);
    }

    private static int EvaluateScores(EvaluateRequest request, Shell shell)
    {
        ScoresRequest scores = new(request.Scores!, request.Label!, request.Score)
        {
            Signal = request.Signal,
            Weight = request.Weight,
            Threshold = ThresholdOf(request) ?? new ThresholdOptions.Ams(),
            BackgroundUncertainty = request.BackgroundUncertainty ?? 0,
            Baseline = request.Baseline,
            Out = request.Out,
        };
        var outcome = ProgressDisplay.Run(shell, "figures of merit", () => ScoresEvaluation.Evaluate(scores));
        WriteNotes(outcome, shell);
        RunSummary.WriteFigures(outcome.Metrics, outcome.Metrics.Keys(), shell);
        return Wrote(outcome.Folder.Report, shell);
    }

    private static int EvaluateClasses(EvaluateRequest request, Shell shell)
    {
        ClassScores[] classes = [.. request.Class.Select(text => ClassScores.Parse(text, "--class"))];
        ClassScoresRequest scores = new(request.Scores!, request.Label!, classes) { Weight = request.Weight, Out = request.Out };
        var outcome = ProgressDisplay.Run(shell, "figures of merit", () => ClassScoresEvaluation.Evaluate(scores));
        WriteNotes(outcome, shell);
        var (all, each) = (MultiClassTables.OfAll(outcome.Metrics), MultiClassTables.OfClasses(outcome.Metrics, [.. classes.Select(one => one.Label)]));
        TextTable.Write(shell, all.Header, all.Rows);
        shell.Out.WriteLine();
        TextTable.Write(shell, each.Header, each.Rows);
        return Wrote(outcome.Folder.Report, shell);
    }

    private static ThresholdOptions? ThresholdOf(EvaluateRequest request) => request.Threshold is { } text ? ThresholdOptions.Parse(text, "--threshold") : null;

    private static void WriteNotes(ScoresOutcome outcome, Shell shell)
    {
        foreach (var note in outcome.Notes)
            shell.Error.WriteLine($"note: {note}");
    }

    private static IEnumerable<EventTable> Followed(IEnumerable<EventTable> parts, IStageProgress progress)
    {
        foreach (var part in parts)
        {
            yield return part;
            progress.Advance(part.Count);
        }
    }

    private static void RequireEnding(string path, params string[] endings)
    {
        if (Directory.Exists(path))
            throw new InvalidDataException($"--out {path}: found a folder, expected the name of a file");
        if (Path.HasExtension(path) && !endings.Any(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase)))
            throw new InvalidDataException($"--out {path}: found the ending '{Path.GetExtension(path)}', expected {string.Join(" or ", endings)}");
    }

    private static int Wrote(string path, Shell shell)
    {
        shell.Out.WriteLine($"wrote {Shell.Relative(path)}");
        return ExitCode.Ok;
    }
}
