using Hep.Models;
using Hep.Training.Cards;
using Hep.Training.Runs;

namespace Hep.Training.Studies;

/// <summary>Sees that all trainings of a study read the same events: a study goes on after days, and a run that is complete does not look at its input again.</summary>
internal sealed class StudyInputs
{
    // A network may have events of its own.
    private readonly Dictionary<(string Source, ValueList<ProcessFiles> Files), (string Run, IReadOnlyList<(string File, string Sha256)> Files)> known = [];

    /// <summary>Compares a run with the first one of the same source.</summary>
    /// <param name="run">A run that is complete.</param>
    /// <param name="facts">Its facts.</param>
    /// <exception cref="InvalidDataException">Its files are others.</exception>
    public void Require(RunFolder run, RunFacts facts)
    {
        var data = run.LoadCard().Data;
        (string, string)[] files = facts.InputFiles is { } several ? [.. several.Select(file => (file.Path, file.Sha256))] : facts.InputSha256 is { } hash ? [(facts.Input, hash)] : [];
        if (!known.TryGetValue((data.Source, data.Files), out var first))
            known.Add((data.Source, data.Files), (run.FullPath, files));
        else if (!first.Files.SequenceEqual(files))
            throw Changed(first.Run, first.Files, run.FullPath, files);
    }

    private static InvalidDataException Changed(string before, IReadOnlyList<(string File, string Sha256)> expected, string now, IReadOnlyList<(string File, string Sha256)> found)
    {
        var different = expected.Except(found).Concat(found.Except(expected)).Select(file => file.File).Distinct(StringComparer.Ordinal);
        return new($"{before} and {now}: found trainings of one study on different events ({string.Join(", ", different)}), expected the same ones; bring the files of one of them back and remove the folder of the other, or begin a new study with --out");
    }
}
