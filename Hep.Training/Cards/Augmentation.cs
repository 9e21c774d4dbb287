using Hep.Data;
using Hep.Models;

namespace Hep.Training.Cards;

/// <summary>
/// The symmetries of detector and beams, by the columns that they change; all other features must be invariant (masses, momenta, differences of
/// angles). At least one column; or what images are changed by (<see cref="Image"/>).
/// </summary>
public sealed record Augmentation
{
    private const int MostColumns = 1000;
    private const int MostShift = 1000;
    private static readonly string[] ImageKeys = ["reflect", "rotate", "shift", "smear", "drop"];

    /// <summary>Azimuths, which are rotated together by one angle; features in rad.</summary>
    public ValueList<string> Phi { get; init; } = [];

    /// <summary>Pseudorapidities, whose signs change together.</summary>
    public ValueList<string> Eta { get; init; } = [];

    /// <summary>What images are changed by; null: there are none.</summary>
    public ImageAugmentation? Image { get; init; }

    internal static Augmentation Read(CardReader reader)
    {
        var augmentation = new Augmentation { Phi = reader.OptionalTexts("phi", MostColumns), Eta = reader.OptionalTexts("eta", MostColumns), Image = ReadImage(reader) };
        if (!reader.Has("phi") && !reader.Has("eta") && augmentation.Image is null)
            reader.RefuseAll($"found no columns, expected phi, eta or both; for images {string.Join(", ", ImageKeys)}");
        foreach (var twice in augmentation.Phi.Concat(augmentation.Eta).GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Count() > 1))
            reader.RefuseAll($"found the column {twice.Key} twice, expected it once");
        return augmentation;
    }

    internal void Write(CardWriter writer)
    {
        if (Image is { } image)
        {
            writer.Texts("reflect", new[] { (image.ReflectEta, "eta"), (image.ReflectPhi, "phi") }.Where(axis => axis.Item1).Select(axis => axis.Item2));
            writer.Double("rotate", image.Rotate);
            writer.Int("shift", image.Shift);
            writer.Double("smear", image.Smear);
            writer.Double("drop", image.Drop);
        }

        if (Phi.Count > 0)
            writer.Texts("phi", Phi);
        if (Eta.Count > 0)
            writer.Texts("eta", Eta);
    }

    /// <summary>What is wrong with the columns, each as a key and a text.</summary>
    /// <param name="data">The card's section of data.</param>
    internal IEnumerable<(string Key, string Text)> Problems(DataSection data)
    {
        var features = data.Features;
        if (data.Image is not null && (Phi.Count > 0 || Eta.Count > 0))
        {
            yield return (Phi.Count > 0 ? "phi" : "eta", $"found columns with data.image, expected {string.Join(", ", ImageKeys)}, which change images");
            yield break;
        }

        if (data.Image is null && Image is { } image)
            yield return (image switch { { ReflectEta: true } or { ReflectPhi: true } => "reflect", { Rotate: > 0 } => "rotate", { Shift: > 0 } => "shift", { Smear: > 0 } => "smear", _ => "drop" }, "found what images are changed by without data.image, expected phi and eta, lists of columns");
        if (Image is { ReflectEta: true } && data.Image is { Flip: true })
            yield return ("reflect", "found eta with data.image.flip, expected one of them: what is reflected here is what was flipped there");
        if (Image is { ReflectPhi: true } && data.Image is { Rotation: not ImageRotation.None })
            yield return ("reflect", "found phi with data.image.rotate, expected one of them: what was turned down there would be reflected up here");
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

    private static ImageAugmentation? ReadImage(CardReader reader)
    {
        if (ImageKeys.Count(reader.Has) == 0)
            return null;
        var reflected = reader.HasList("reflect") ? reader.Texts("reflect", 2, least: 0) : reader.OptionalTexts("reflect", 2);
        if (reflected.FirstOrDefault(axis => axis is not ("eta" or "phi")) is { } odd)
            reader.Refuse("reflect", $"found {odd}, expected eta, phi or both");
        return new ImageAugmentation
        {
            ReflectEta = reflected.Contains("eta", StringComparer.Ordinal),
            ReflectPhi = reflected.Contains("phi", StringComparer.Ordinal),
            Rotate = reader.Double("rotate", 0, new Interval(0, Math.PI)),
            Shift = reader.Int("shift", 0, 0, MostShift),
            Smear = reader.Double("smear", 0, Interval.NotNegative),
            Drop = reader.Double("drop", 0, Interval.BelowOne),
        };
    }
}
