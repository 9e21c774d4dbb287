using System.Text;
using Hep.Data;
using Hep.Training.Kinds;

namespace Hep.Training.Cards;

/// <summary>The tree of a run card before anybody knows of which kind it is: its YAML, with the values that replace some of it.</summary>
internal sealed class CardSource
{
    private readonly string name;

    private CardSource(string name, CardNode.Mapping root, CardProblems problems) => (this.name, Root, Problems) = (name, root, problems);

    /// <summary>The sections.</summary>
    public CardNode.Mapping Root { get; }

    /// <summary>What is wrong with it so far.</summary>
    public CardProblems Problems { get; }

    /// <summary>What <c>model.name</c> says, or <c>model</c> where it is a name; null: nothing.</summary>
    public string? Model => Root.Find("model")?.Value switch
    {
        CardNode.Scalar scalar => scalar.Value,
        CardNode.Mapping model => (model.Find("name")?.Value as CardNode.Scalar)?.Value,
        _ => null,
    };

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file, to which the card's paths are relative.</param>
    /// <param name="overrides">Values that replace the card's, the last one of a key counting; null: none.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is not the YAML of a card.</exception>
    public static CardSource Load(string path, IReadOnlyList<CardOverride>? overrides = null)
    {
        if (Directory.Exists(path))
            throw new InvalidDataException($"{path}: found a folder, expected a run card (a YAML file)");
        if (!File.Exists(path))
            throw new FileNotFoundException(Missing(path), path);
        return Of(Decode(File.ReadAllBytes(path), path), path, overrides);
    }

    /// <summary>Takes the text of a card.</summary>
    /// <param name="text">The YAML.</param>
    /// <param name="name">Its name in messages; its paths are relative to the name's folder.</param>
    /// <param name="overrides">Values that replace the card's; null: none.</param>
    /// <exception cref="InvalidDataException">It is not the YAML of a card.</exception>
    public static CardSource Of(string text, string name, IReadOnlyList<CardOverride>? overrides = null)
    {
        var problems = new CardProblems(name);
        var root = CardParser.ParseCard(text, problems, name);
        foreach (var given in overrides ?? [])
            CardOverrides.Apply(given, root, problems);
        return new CardSource(name, root, problems);
    }

    /// <summary>A reader of the sections.</summary>
    public CardReader Reader() => new(Root, new(1), "", Path.GetDirectoryName(Path.GetFullPath(name)) ?? Environment.CurrentDirectory, Problems);

    /// <summary>Checks that the card is one of a classifier, where nothing else will do.</summary>
    /// <exception cref="InvalidDataException">It is of another kind.</exception>
    public void RequireClassifier()
    {
        if (RunKind.Of(Model) is not ClassificationKind and var other)
            throw new InvalidDataException($"{name}: found the model {Model}, expected one that tells signal from background ({string.Join(", ", RunKind.Of(model: null).Models)}); cards and runs of {string.Join(" and ", other.Models)} are for hep train, evaluate, export, runs and inspect");
    }

    private static string Missing(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (!Directory.Exists(folder))
            return $"{path}: no such run card (there is no folder {folder})";
        var cards = Directory.EnumerateFiles(folder).Where(file => Path.GetExtension(file) is ".yaml" or ".yml").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal).ToList();
        return NearestNames.Meant(Path.GetFileName(path), cards) is { } nearest
            ? $"{path}: no such run card; did you mean {Path.Combine(Path.GetDirectoryName(path) ?? "", nearest)}?"
            : $"{path}: no such run card";
    }

    private static string Decode(byte[] bytes, string path)
    {
        ReadOnlySpan<byte> text = bytes.AsSpan().StartsWith("\uFEFF"u8) ? bytes.AsSpan(3) : bytes;
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(text);
        }
        catch (DecoderFallbackException e)
        {
            var before = text[..Math.Clamp(e.Index, 0, text.Length)];
            var line = before.Count((byte)'\n') + 1;
            var found = e.BytesUnknown is { Length: > 0 } unknown ? Convert.ToHexString(unknown) : "";
            throw new InvalidDataException(FormattableString.Invariant($"{path}:{line}: found the byte 0x{found}, expected UTF-8 text (save the card as UTF-8)"), e);
        }
    }
}
