using Hep.Data;
using Hep.Models;

namespace Hep.Training.Cards;

/// <summary>
/// The symmetries of detector and beams, by the columns that they change; all other features must be invariant (masses, momenta, differences of
/// angles). At least one column.
/// </summary>
public sealed record Augmentation
{
    private const int MostColumns = 1000;

    /// <summary>Azimuths, which are rotated together by one angle; features in rad.</summary>
    public ValueList<string> Phi { get; init; } = [];

    /// <summary>Pseudorapidities, whose signs change together.</summary>
    public ValueList<string> Eta { get; init; } = [];

    internal static Augmentation Read(CardReader reader)
    {
        var augmentation = new Augmentation { Phi = reader.OptionalTexts("phi", MostColumns), Eta = reader.OptionalTexts("eta", MostColumns) };
        if (!reader.Has("phi") && !reader.Has("eta"))
            reader.RefuseAll("found no columns, expected phi, eta or both");
        foreach (var twice in augmentation.Phi.Concat(augmentation.Eta).GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Count() > 1))
            reader.RefuseAll($"found the column {twice.Key} twice, expected it once");
        return augmentation;
    }

    internal void Write(CardWriter writer)
    {
        if (Phi.Count > 0)
            writer.Texts("phi", Phi);
        if (Eta.Count > 0)
            writer.Texts("eta", Eta);
    }

    /// <summary>What is wrong with the columns, each as a key and a text.</summary>
    /// <param name="features">The features of the card.</param>
    internal IEnumerable<(string Key, string Text)> Problems(ValueList<FeatureColumn> features)
    {
        foreach (var (key, column) in Phi.Select(name => ("phi", name)).Concat(Eta.Select(name => ("eta", name))))
        {
            var feature = features.FirstOrDefault(feature => feature.Name == column);
            var unit = key == "phi" ? "rad" : "1";
            if (feature is null)
                yield return (key, $"found {column}, expected names of features{(NearestNames.Meant(column, features.Select(f => f.Name)) is { } nearest ? $"; did you mean {nearest}?" : "")}");
            else if (feature.Unit != unit)
                yield return (key, $"found {column} in {feature.Unit}, expected a feature in {unit}");
        }
    }
}
