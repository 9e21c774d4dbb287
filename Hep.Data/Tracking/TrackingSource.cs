namespace Hep.Data.Tracking;

/// <summary>The numbers of <see cref="TrackingToy"/> that a run card may set by name.</summary>
public static class TrackingSource
{
    /// <summary>The name of the simulation in cards.</summary>
    public const string Name = "tracking_toy";

    private static readonly SimulationSettings<TrackingToyOptions> Table = new(new())
    {
        { "tracks", o => o.Tracks, (o, value) => o with { Tracks = double.IsInteger(value) && value is >= 1 and <= int.MaxValue ? (int)value : throw new ArgumentException(FormattableString.Invariant($"tracks is {value}; expected a whole number from 1")) } },
        { "minimum_pt", o => o.MinimumPt, (o, value) => o with { MinimumPt = value } },
        { "maximum_pt", o => o.MaximumPt, (o, value) => o with { MaximumPt = value } },
        { "spectrum_power", o => o.SpectrumPower, (o, value) => o with { SpectrumPower = value } },
        { "maximum_eta", o => o.MaximumEta, (o, value) => o with { MaximumEta = value } },
        { "vertex_spread_xy", o => o.VertexSpreadXY, (o, value) => o with { VertexSpreadXY = value } },
        { "vertex_spread_z", o => o.VertexSpreadZ, (o, value) => o with { VertexSpreadZ = value } },
        { "common_vertex", o => o.CommonVertex ? 1 : 0, (o, value) => o with { CommonVertex = Switch("common_vertex", value) } },
        { "noise_share", o => o.NoiseShare, (o, value) => o with { NoiseShare = value } },
        { "mass", o => o.Mass, (o, value) => o with { Mass = value } },
        { "multiple_scattering", o => o.MultipleScattering ? 1 : 0, (o, value) => o with { MultipleScattering = Switch("multiple_scattering", value) } },
        { "energy_loss", o => o.EnergyLoss ? 1 : 0, (o, value) => o with { EnergyLoss = Switch("energy_loss", value) } },
    };

    /// <summary>The numbers with their defaults.</summary>
    public static IReadOnlyList<(string Name, double Default)> Settings => [.. Table];

    /// <summary>A simulation with some numbers set.</summary>
    /// <param name="detector">The detector.</param>
    /// <param name="values">The numbers by name.</param>
    /// <exception cref="InvalidDataException">There is no number of a name, or one is outside of its range.</exception>
    public static TrackingToy Toy(BarrelDetector detector, IReadOnlyDictionary<string, double> values)
    {
        try
        {
            return new TrackingToy(Table.With(values) with { Detector = detector });
        }
        catch (ArgumentException e)
        {
            throw new InvalidDataException(e.Message, e);
        }
    }

    private static bool Switch(string name, double value) => value is 0 or 1 ? value == 1 : throw new ArgumentException(FormattableString.Invariant($"{name} is {value}; expected 1 (on) or 0 (off)"));
}
