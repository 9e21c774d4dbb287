using Hep.Data;
using Hep.Training.Cards;
using Hep.Training.Export;

namespace Hep.Training.Runs;

/// <summary>Exports a run again from its best checkpoint, compared with the model on the run's own test split.</summary>
public static class RunExport
{
    /// <summary>Exports.</summary>
    /// <param name="run">The run folder.</param>
    /// <param name="path">The ONNX file; null: the run folder's own, whose facts and report are brought up to date.</param>
    /// <returns>What was measured.</returns>
    /// <exception cref="FileNotFoundException">The checkpoint, or the input file of the run, is not there.</exception>
    /// <exception cref="InvalidDataException">The checkpoint is of another model, or the input file is not the one of the run.</exception>
    /// <exception cref="RunFailedException">The file would not agree with the model.</exception>
    public static ExportFacts Export(RunFolder run, string? path = null)
    {
        var card = run.LoadCard();
        var facts = RunFacts.Load(run.Facts);
        using var best = Classifiers.Load(card, run.Best);
        RequireInput(run, card.Data, facts);
        using var data = StudyData.Load(card.Data, folder: run.FullPath);
        var export = ClassifierExport.Write(path ?? run.Onnx, card, best, data.Test, facts.Id);
        if (path is null)
        {
            (facts with { Export = export }).Save(run.Facts);
            RunEvaluation.Evaluate(run);
        }

        return export;
    }

    private static void RequireInput(RunFolder run, DataSection data, RunFacts facts)
    {
        if (!data.IsFile)
            return;
        var remedy = $"an export is compared with the model on the run's test split: give data.source in {run.Card} the place of the file";
        if (!File.Exists(data.Source))
            throw new FileNotFoundException($"{data.Source}: the input file of the run is not there any more; {remedy}", data.Source);
        var found = InputFingerprint.Sha256(data.Source);
        if (found != facts.InputSha256)
            throw new InvalidDataException($"{data.Source}: not the input file of the run (SHA-256 {found}, the run's is {facts.InputSha256}); {remedy}");
    }
}
