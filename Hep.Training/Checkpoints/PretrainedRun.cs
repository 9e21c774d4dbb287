using Hep.Training.Cards;
using Hep.Training.Runs;

namespace Hep.Training.Checkpoints;

/// <summary>A run folder as the origin of first weights: its card says what they were trained as, and is held against the card at hand.</summary>
internal static class PretrainedRun
{
    private const string Model = "model.";

    // What may differ, as it changes nothing of what weights mean.
    private static readonly string[] Free = ["model.dropout", "model.from", "model.replace_head", "model.freeze"];

    /// <summary>The best weights of a run.</summary>
    /// <param name="path">The run folder.</param>
    /// <param name="card">The card of the training that begins with them.</param>
    /// <returns>The file, and whether images were prepared otherwise for it.</returns>
    /// <exception cref="InvalidDataException">The folder is not that of a run, it has no model, or that is another network, or one of other inputs.</exception>
    public static (string File, bool IsBehindOther) Find(string path, RunCard card)
    {
        var (folder, theirs) = Open(path);
        if (!File.Exists(folder.Best))
            throw new InvalidDataException($"model.from: {path}: found a run without best.safetensors, expected one that was trained for an epoch; go on with it: hep train --resume {path}");
        var differences = CardDifferences.Between(theirs, card).Where(pair => pair.Key.StartsWith(Model, StringComparison.Ordinal) && !Free.Contains(pair.Key)).ToList();
        if (theirs.Model.Name != card.Model.Name)
            differences.RemoveAll(pair => pair.Key != "model.name");
        if (differences.Count > 0)
        {
            throw new InvalidDataException(
                $"model.from: {path}: found the run of another network, expected that of the card; give model the options of the run, or take another one\n{string.Join('\n', differences.Select(pair => $"  {pair.Key}: found {pair.First}, expected {pair.Second}"))}");
        }

        var (found, expected) = (Classifiers.FeaturesOf(theirs), Classifiers.FeaturesOf(card));
        if (found != expected)
        {
            throw new InvalidDataException(
                $"model.from: {path}: found a run with other inputs, expected those of the card in their order; give data the inputs of the run, or take its weights alone, whatever they stand for: model.from: {folder.Best}\n  inputs: found {found}, expected {expected}");
        }

        return (folder.Best, theirs.Data.Image != card.Data.Image);
    }

    private static (RunFolder Folder, RunCard Card) Open(string path)
    {
        try
        {
            var folder = RunFolder.Open(path);
            return (folder, folder.LoadCard());
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"model.from: {e.Message}", e);
        }
    }
}
