namespace Hep.Data.Tracking;

/// <summary>A barrel tracker in the uniform field of a solenoid: cylinders around the beam line, which is the z axis. Immutable.</summary>
public sealed class BarrelDetector
{
    private static readonly double[] InnerRadii = [30, 70, 120, 170], OuterRadii = [260, 360, 500, 660, 820, 1000];

    private readonly BarrelLayer[] layers;

    /// <summary>A detector.</summary>
    /// <param name="layers">The layers, from the beam line outwards.</param>
    /// <param name="field">The field of the solenoid in T, along +z; 0 for straight tracks.</param>
    /// <exception cref="ArgumentException">There are no layers, their radii do not rise, or a number is outside its range; the message names it, and what was expected.</exception>
    public BarrelDetector(IEnumerable<BarrelLayer> layers, double field)
    {
        this.layers = [.. layers];
        Field = field;
        if (this.layers.Length == 0)
            throw new ArgumentException("the detector has no layers; expected at least one", nameof(layers));
        if (!double.IsFinite(field))
            throw new ArgumentException(FormattableString.Invariant($"the field is {field}; expected a finite number of T"), nameof(field));
        for (var i = 0; i < this.layers.Length; i++)
        {
            this.layers[i].Check(i);
            if (i > 0 && this.layers[i].Radius <= this.layers[i - 1].Radius)
                throw new ArgumentException(FormattableString.Invariant($"layer {i}: {nameof(BarrelLayer.Radius)} is {this.layers[i].Radius} mm after {this.layers[i - 1].Radius} mm; expected the layers from the beam line outwards"), nameof(layers));
        }
    }

    /// <summary>
    /// Ten layers at 30, 70, 120, 170 (half length 500, resolutions 0.01 in r φ and 0.05 in z, 1% of a radiation length) and 260, 360, 500, 660, 820, 1000 mm (half length
    /// 1500, resolutions 0.05 and 0.5, 2% of a radiation length), efficiency 0.98, in 2 T. The radii are about those of the barrel of the TrackML challenge.
    /// </summary>
    public static BarrelDetector Default { get; } = new(
        [
            .. InnerRadii.Select(radius => new BarrelLayer { Radius = radius, HalfLength = 500, ResolutionRPhi = 0.01, ResolutionZ = 0.05, Efficiency = 0.98, Material = 0.01 }),
            .. OuterRadii.Select(radius => new BarrelLayer { Radius = radius, HalfLength = 1500, ResolutionRPhi = 0.05, ResolutionZ = 0.5, Efficiency = 0.98, Material = 0.02 }),
        ],
        field: 2);

    /// <summary>The layers, from the beam line outwards; a layer's index is its place here.</summary>
    public IReadOnlyList<BarrelLayer> Layers => layers;

    /// <summary>The field in T, along +z.</summary>
    public double Field { get; }
}
