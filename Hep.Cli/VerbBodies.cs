using Hep.Training.Cards;

namespace Hep.Cli;

/// <summary>The verbs' bodies: one call into a room each. A room's types are touched only in its own method, so that help starts fast.</summary>
internal sealed class VerbBodies : IVerbBodies
{
    public int Train(TrainRequest request, Shell shell)
    {
        // A wrong card is reported as such; what trains on a right one goes here.
        _ = RunCard.Load(request.Card, request.Overrides);
        throw Open("train");
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
