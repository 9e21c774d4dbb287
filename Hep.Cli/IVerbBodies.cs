using Hep.Training.Runs;
using Hep.Training.Studies;

namespace Hep.Cli;

/// <summary>What the verbs do once the command line is read: one call each. Returns the exit code.</summary>
internal interface IVerbBodies
{
    int Train(TrainRequest request, Shell shell);

    int Overfit(TrainRequest request, int events, Shell shell);

    int FindRate(TrainRequest request, Shell shell);

    int Study(StudyRequest request, Shell shell);

    int Evaluate(EvaluateRequest request, Shell shell);

    int Predict(PredictRequest request, Shell shell);

    int Export(ExportRequest request, Shell shell);

    int Simulate(SimulateRequest request, Shell shell);

    int Plot(PlotRequest request, Shell shell);

    int Runs(RunsRequest request, Shell shell);

    int Inspect(InspectRequest request, Shell shell);

    int Test(TestRequest request, Shell shell);
}
