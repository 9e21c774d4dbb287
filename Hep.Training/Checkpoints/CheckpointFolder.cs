namespace Hep.Training.Checkpoints;

/// <summary>The last checkpoints of one training, each named by the epochs and the batches of the next one that it has behind it.</summary>
/// <param name="path">The folder.</param>
/// <param name="keep">How many are kept.</param>
internal sealed class CheckpointFolder(string path, int keep)
{
    private const string Ending = ".safetensors";

    /// <summary>The checkpoints, the latest one first.</summary>
    public IReadOnlyList<string> Files => Directory.Exists(path)
        ? [.. Directory.EnumerateFiles(path, "*" + Ending).Where(file => Path.GetFileName(file)[0] != '.').OrderDescending(StringComparer.Ordinal)]
        : [];

    /// <summary>Writes a checkpoint, then removes those that are not kept; if it cannot be written, all are still there.</summary>
    /// <param name="state">The state.</param>
    /// <param name="epochs">Epochs that are done.</param>
    /// <param name="batches">Batches of the next one that are done.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public void Write(TrainingState state, int epochs, int batches)
    {
        var file = Path.Combine(path, FormattableString.Invariant($"{epochs:D7}-{batches:D10}{Ending}"));
        CheckpointFile.Write(file, state);

        // Those with more behind them are damaged: otherwise the training would not have begun before them.
        var before = Files.Where(other => string.CompareOrdinal(other, file) < 0).Take(keep - 1).Append(file).ToHashSet(StringComparer.Ordinal);
        foreach (var other in Files.Where(other => !before.Contains(other)))
            File.Delete(other);
    }

    /// <summary>The latest state that is whole; null: there is no checkpoint.</summary>
    /// <param name="warn">Is told of every damaged checkpoint.</param>
    /// <exception cref="InvalidDataException">There are checkpoints, and all of them are damaged, or one is of another version.</exception>
    public TrainingState? Latest(Action<string> warn)
    {
        var damages = new List<string>();
        foreach (var file in Files)
        {
            if (CheckpointFile.Read(file, out var damage) is { } state)
            {
                foreach (var text in damages)
                    warn($"a damaged checkpoint is left out: {text}");
                return state;
            }

            damages.Add(damage);
        }

        return damages.Count == 0 ? null : throw new InvalidDataException(
            $"{path}: no checkpoint can be used; begin a new run with the same card\n{string.Join('\n', damages.Select(damage => "  " + damage))}");
    }
}
