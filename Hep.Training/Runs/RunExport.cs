using Hep.Training.Cards;
using Hep.Training.Kinds;
using Hep.Training.Progress;

namespace Hep.Training.Runs;

/// <summary>Exports a run again from its best checkpoint, compared with the model on the run's own test split.</summary>
public static class RunExport
{
    /// <summary>Exports.</summary>
    /// <param name="run">The run folder.</param>
    /// <param name="path">The ONNX file; null: the run folder's own, whose facts and report are brought up to date.</param>
    /// <param name="progress">Is told which part is at hand; null: nobody is.</param>
    /// <returns>What was measured.</returns>
    /// <exception cref="FileNotFoundException">The checkpoint, or the input file of the run, is not there.</exception>
    /// <exception cref="InvalidDataException">The checkpoint is of another model, or the input file is not the one of the run.</exception>
    /// <exception cref="RunFailedException">The file would not agree with the model.</exception>
    public static ExportFacts Export(RunFolder run, string? path = null, IStageProgress? progress = null) => RunKind.Of(RunCards.Load(run.Card)).Export(run, path, progress);
}
