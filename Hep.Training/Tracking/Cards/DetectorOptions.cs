using Hep.Data.Tracking;
using Hep.Models;
using Hep.Training.Cards;

namespace Hep.Training.Tracking;

/// <summary>The key <c>data.detector</c>: the layers of a barrel, each list with a number a layer, or one number for all.</summary>
public sealed record DetectorOptions
{
    /// <summary>The field in T.</summary>
    public double Field { get; init; }

    /// <summary>Radii in mm, from the inside.</summary>
    public ValueList<double> Radii { get; init; } = [];

    /// <summary>Half lengths in mm.</summary>
    public ValueList<double> HalfLengths { get; init; } = [];

    /// <summary>Resolutions along the circumference in mm.</summary>
    public ValueList<double> ResolutionsRPhi { get; init; } = [];

    /// <summary>Resolutions along the beam in mm.</summary>
    public ValueList<double> ResolutionsZ { get; init; } = [];

    /// <summary>Hit efficiencies.</summary>
    public ValueList<double> Efficiencies { get; init; } = [];

    /// <summary>Material in radiation lengths at normal incidence.</summary>
    public ValueList<double> Material { get; init; } = [];

    private static NameTable<Func<CardReader, DetectorOptions>> Kinds { get; } = new()
    {
        { "toy", _ => Of(BarrelDetector.Default) },
        { "trackml", _ => Of(TrackMlDetector.Barrel) },
        { "barrel", ReadBarrel },
    };

    /// <summary>The options of a detector.</summary>
    /// <param name="detector">The detector.</param>
    public static DetectorOptions Of(BarrelDetector detector) => new()
    {
        Field = detector.Field,
        Radii = [.. detector.Layers.Select(layer => layer.Radius)],
        HalfLengths = [.. detector.Layers.Select(layer => layer.HalfLength)],
        ResolutionsRPhi = [.. detector.Layers.Select(layer => layer.ResolutionRPhi)],
        ResolutionsZ = [.. detector.Layers.Select(layer => layer.ResolutionZ)],
        Efficiencies = [.. detector.Layers.Select(layer => layer.Efficiency)],
        Material = [.. detector.Layers.Select(layer => layer.Material)],
    };

    /// <summary>The detector.</summary>
    /// <exception cref="ArgumentException">A number is outside of its range.</exception>
    public BarrelDetector ToDetector() => new(
        Radii.Select((radius, i) => new BarrelLayer
        {
            Radius = radius,
            HalfLength = At(HalfLengths, i),
            ResolutionRPhi = At(ResolutionsRPhi, i),
            ResolutionZ = At(ResolutionsZ, i),
            Efficiency = At(Efficiencies, i),
            Material = At(Material, i),
        }),
        Field);

    internal static DetectorOptions Read(CardReader reader, string key) => reader.Variant(key, Kinds, Of(BarrelDetector.Default));

    internal void Write(CardWriter writer)
    {
        writer.Text("name", "barrel");
        writer.Double("field", Field);
        writer.Doubles("radii", Radii);
        writer.Doubles("half_lengths", HalfLengths);
        writer.Doubles("resolutions_rphi", ResolutionsRPhi);
        writer.Doubles("resolutions_z", ResolutionsZ);
        writer.Doubles("efficiencies", Efficiencies);
        writer.Doubles("material", Material);
    }

    private static double At(ValueList<double> values, int layer) => values[values.Count == 1 ? 0 : layer];

    private static DetectorOptions ReadBarrel(CardReader reader)
    {
        const int MostLayers = 100;
        var defaults = Of(BarrelDetector.Default);
        var options = new DetectorOptions
        {
            Field = reader.Double("field", defaults.Field, Interval.Any),
            Radii = reader.Doubles("radii", defaults.Radii, Interval.Positive, MostLayers),
            HalfLengths = reader.Doubles("half_lengths", defaults.HalfLengths, Interval.Positive, MostLayers),
            ResolutionsRPhi = reader.Doubles("resolutions_rphi", defaults.ResolutionsRPhi, Interval.Positive, MostLayers),
            ResolutionsZ = reader.Doubles("resolutions_z", defaults.ResolutionsZ, Interval.Positive, MostLayers),
            Efficiencies = reader.Doubles("efficiencies", defaults.Efficiencies, new Interval(0, 1), MostLayers),
            Material = reader.Doubles("material", defaults.Material, new Interval(0, 1), MostLayers),
        };
        var isWhole = true;
        foreach (var (key, values) in new[] { ("half_lengths", options.HalfLengths), ("resolutions_rphi", options.ResolutionsRPhi), ("resolutions_z", options.ResolutionsZ), ("efficiencies", options.Efficiencies), ("material", options.Material) })
        {
            if (values.Count == 1 || values.Count == options.Radii.Count)
                continue;
            reader.Refuse(key, FormattableString.Invariant($"found {values.Count} numbers, expected one for each of the {options.Radii.Count} radii, or one for all"));
            isWhole = false;
        }

        if (isWhole && options.Field == 0)
            reader.Refuse("field", "found 0, expected a field in T, without which hits say nothing about the momentum");
        else if (isWhole)
            reader.Check("radii", () => Checked(options));
        return options;
    }

    private static void Checked(DetectorOptions options)
    {
        try
        {
            _ = options.ToDetector();
        }
        catch (ArgumentException e)
        {
            throw new InvalidDataException(e.Message, e);
        }
    }
}
