using Hep.Common;
using Hep.Training.Cards;

namespace Hep.Training.Studies;

/// <summary>The folder of a study: a run folder for each training, and what is made of all of them.</summary>
/// <param name="path">Where.</param>
public sealed class StudyFolder(string path)
{
    /// <summary>The folder.</summary>
    public string FullPath { get; } = Path.GetFullPath(path);

    /// <summary>The run card with the study, every value written out.</summary>
    public string Card => Path.Combine(FullPath, "card.yaml");

    /// <summary>The comparison: figures of merit by network and by point, and their differences.</summary>
    public string Metrics => Path.Combine(FullPath, "study.json");

    /// <summary>The figures.</summary>
    public string Plots => Path.Combine(FullPath, "plots");

    /// <summary>Pictures and numbers on one self-contained page.</summary>
    public string Report => Path.Combine(FullPath, "report.html");

    /// <summary>The run folder of one training.</summary>
    /// <param name="network">The network's name.</param>
    /// <param name="point">The point that it is dedicated to, as a name; null: none.</param>
    /// <param name="seed">The seed.</param>
    public string Run(string network, string? point, int seed) =>
        Path.Combine([FullPath, "networks", network, .. point is null ? Array.Empty<string>() : [point], FormattableString.Invariant($"seed-{seed}")]);

    /// <summary>The run folder of one training.</summary>
    /// <param name="training">The training.</param>
    internal string Run(StudyTraining training) => Run(training.Network.Name, training.Point, training.Seed);

    /// <summary>Begins a study, or goes on with it.</summary>
    /// <param name="card">Its card.</param>
    /// <exception cref="InvalidDataException">The folder holds something else, or the study of another card.</exception>
    internal void Claim(RunCard card)
    {
        var text = card.ToYaml();
        if (File.Exists(Card))
        {
            var before = RunCard.Load(Card);
            if (before.ToYaml() != text)
                throw new InvalidDataException($"{FullPath}: holds a study of another card, which differs in {string.Join(", ", CardDifferences.Between(before, card).Select(pair => pair.Key))}; give another folder with --out, or the same card");
            return;
        }

        if (File.Exists(FullPath) || (Directory.Exists(FullPath) && Directory.EnumerateFileSystemEntries(FullPath).Any()))
            throw new InvalidDataException($"{FullPath}: found something that is no study, expected a new folder, or that of a study to go on with; give another one with --out");
        AtomicFile.Write(Card, text, "run card");
    }
}
