using Hep.Cli.Progress;
using Hep.Training;
using Hep.Training.Cards;
using Hep.Training.Runs;

namespace Hep.Cli;

/// <summary>The verbs' bodies: one call into a room each. A room's types are touched only in its own method, so that help starts fast.</summary>
internal sealed class VerbBodies : IVerbBodies
{
    public int Train(TrainRequest request, Shell shell)
    {
        var outcome = TrainingProgress.Run(shell, progress => shell.Interruptible(stop => TrainingRun.Execute(request, progress, stop)));
        RunSummary.Write(outcome, shell);
        return outcome.Stopped == StopReason.Interrupted ? ExitCode.Interrupted : ExitCode.Ok;
    }

    public int Evaluate(EvaluateRequest request, Shell shell) => throw Open("evaluate");

    public int Predict(PredictRequest request, Shell shell) => throw Open("predict");

    public int Export(ExportRequest request, Shell shell) => throw Open("export");

    public int Simulate(SimulateRequest request, Shell shell) => throw Open("simulate");

    public int Plot(PlotRequest request, Shell shell) => throw Open("plot");

    public int Inspect(InspectRequest request, Shell shell)
    {
        if (Path.GetExtension(request.Path) is not (".yaml" or ".yml"))
            throw Open("inspect (of anything but a card)");
        shell.Out.Write(RunCard.Load(request.Path).ToYaml());
        return ExitCode.Ok;
    }

    public int Test(TestRequest request, Shell shell) => TestRunner.Run(request, shell);

    private static NotSupportedException Open(string verb) => new($"{verb} is not connected to its room in this build");
}
