using Hep.Data;
using Hep.Training.Cards;
using Hep.Training.Export;
using Hep.Training.Progress;

namespace Hep.Training.Runs;

/// <summary>Exports a classifier's run again from its best checkpoint, compared with the model on the run's own test split.</summary>
internal static class ClassifierRunExport
{
    /// <inheritdoc cref="RunExport.Export"/>
    public static ExportFacts Export(RunFolder run, string? path, IStageProgress? progress)
    {
        progress?.Stage("reading");
        var card = run.LoadCard();
        var facts = RunFacts.Load(run.Facts);
        using var best = Classifiers.Load(card, run.Best);
        RequireInput(run, card.Data, facts);
        using var data = StudyData.Load(card.Data, folder: run.FullPath);
        progress?.Stage("export");
        var export = ClassifierExport.Write(path ?? run.Onnx, card, best, data.Test, facts.Id, facts.Told);
        if (path is null)
        {
            (facts with { Export = export }).Save(run.Facts);
            ClassifierEvaluation.Evaluate(run, run, threshold: null, progress);
        }

        return export;
    }

    private static void RequireInput(RunFolder run, DataSection data, RunFacts facts)
    {
        if (!data.IsFile)
            return;
        var key = data.Files.Count > 0 ? "data.files" : "data.source";
        var remedy = $"an export is compared with the model on the run's test split: give {key} in {run.Card} the place of the file";
        var files = InputFiles.Of(data);
        if (files.All.FirstOrDefault(file => !File.Exists(file.Path)).Path is { } gone)
            throw new FileNotFoundException($"{gone}: the input file of the run is not there any more; {remedy}", gone);
        if (files.Single is { } single && facts.InputSha256 is { } wanted)
        {
            var found = InputFingerprint.Sha256(single);
            if (found != wanted)
                throw new InvalidDataException($"{single}: not the input file of the run (SHA-256 {found}, the run's is {wanted}); {remedy}");
            return;
        }

        // The files may lie elsewhere now, but each must be one that its process had, and none may be left out.
        var missing = (facts.InputFiles ?? []).ToList();
        foreach (var file in files.Fingerprints())
        {
            var rank = missing.FindIndex(known => known.Process == file.Process && known.Sha256 == file.Sha256);
            if (rank < 0)
                throw new InvalidDataException($"{file.Path}: not an input file of the run (no file{(file.Process is null ? "" : $" of {file.Process}")} had its SHA-256, {file.Sha256}); {remedy}");
            missing.RemoveAt(rank);
        }

        if (missing.Count > 0)
            throw new FileNotFoundException($"{missing[0].Path}: an input file of the run is missing (SHA-256 {missing[0].Sha256}); {remedy}", missing[0].Path);
    }
}
