using Hep.Evaluation;
using Hep.Evaluation.Plots;
using Hep.Models;
using Hep.Training.Cards;

namespace Hep.Training.Runs;

/// <summary>
/// Draws the test splits of several runs into common figures: ROC curves and background rejections, with their ratios to one of them. They have
/// the size and the labels of the first run's card.
/// </summary>
public static class RunComparison
{
    /// <summary>Draws.</summary>
    /// <param name="runs">The run folders; the curves are called as they are.</param>
    /// <param name="path">
    /// The figure of the ROC curves; the ending .png, .svg or .pdf chooses the format, without an ending there are all three. The rejections go
    /// beside it, with <c>_rejection</c> at the end of the name.
    /// </param>
    /// <param name="baseline">The run that divides the others in the ratios, by its folder's name or as it is given in <paramref name="runs"/>; null: the first.</param>
    /// <returns>The files written, and whether all runs were tested on the same events.</returns>
    /// <exception cref="DirectoryNotFoundException">A run folder is not there.</exception>
    /// <exception cref="InvalidDataException">A folder is not that of a run, the ending is unknown, or there is no such baseline.</exception>
    public static (IReadOnlyList<string> Files, bool AreSameEvents) Draw(IReadOnlyList<string> runs, string path, string? baseline = null)
    {
        var formats = FormatsOf(path);
        string[] names = [.. runs.Select((_, i) => NameOf(runs, i))];
        var given = baseline is null ? -1 : runs.ToList().IndexOf(baseline);
        var ratios = new CurveFigureOptions { Baseline = given >= 0 ? given : CurveBaseline.IndexOf(baseline, names, "runs") };
        RunFolder[] folders = [.. runs.Select(RunFolder.Open)];
        BinarySample[] samples = [.. folders.Select((folder, i) => TestOf(folder, names[i]))];
        var style = folders[0].LoadCard().Evaluation;
        var stem = Path.Combine(Path.GetDirectoryName(path) ?? "", Path.GetFileNameWithoutExtension(path));
        IReadOnlyList<string> files =
        [
            .. FigureWriter.Save(RocFigure.Create(ratios, samples).Styled(style), stem, formats),
            .. FigureWriter.Save(RejectionFigure.Create(ratios, samples).Styled(style), stem + "_rejection", formats),
        ];
        return (files, folders.Select(EventsOf).Distinct().Count() == 1);
    }

    private static FigureFormat[] FormatsOf(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        "" => [],
        ".png" => [FigureFormat.Png],
        ".svg" => [FigureFormat.Svg],
        ".pdf" => [FigureFormat.Pdf],
        var other => throw new InvalidDataException($"{path}: found the ending {other}, expected .png, .svg or .pdf (or none, for all three)"),
    };

    // The folder's own name, unless several are called so.
    private static string NameOf(IReadOnlyList<string> runs, int run)
    {
        var names = runs.Select(path => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)))).ToList();
        return names.Count(name => name == names[run]) == 1 ? names[run] : runs[run];
    }

    private static BinarySample TestOf(RunFolder folder, string name) =>
        Predictions.Load(folder.Predictions).Sample("test", name)
        ?? throw new InvalidDataException($"{folder.Predictions}: no event of the test split; evaluate another run, or train again");

    private static (string Input, ValueList<SelectionCut> Select, SplitOptions Split, int Seed) EventsOf(RunFolder folder)
    {
        var (facts, data) = (RunFacts.Load(folder.Facts), folder.LoadCard().Data);
        var files = facts.InputFiles?.Select(file => file.Process + file.Sha256);
        return (facts.InputSha256 ?? (files is null ? facts.Input : string.Concat(files)), data.Select, data.Split, data.Seed);
    }
}
