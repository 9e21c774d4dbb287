namespace Hep.Data.Tracking;

/// <summary>What <see cref="TrackingToy"/> makes, number by number. docs/tracking_toy.md tells where each comes from.</summary>
public sealed record TrackingToyOptions
{
    /// <summary>The detector.</summary>
    public BarrelDetector Detector { get; init; } = BarrelDetector.Default;

    /// <summary>The number of charged particles of an event.</summary>
    public int Tracks { get; init; } = 20;

    /// <summary>The least transverse momentum in GeV.</summary>
    public double MinimumPt { get; init; } = 0.5;

    /// <summary>The largest transverse momentum in GeV.</summary>
    public double MaximumPt { get; init; } = 10;

    /// <summary>n of dN/dpT ∝ pT^-n; 0: uniform.</summary>
    public double SpectrumPower { get; init; }

    /// <summary>The pseudorapidity is uniform between minus this and this.</summary>
    public double MaximumEta { get; init; } = 1;

    /// <summary>The standard deviation of the vertices in x, and in y, in mm.</summary>
    public double VertexSpreadXY { get; init; } = 0.01;

    /// <summary>The standard deviation of the vertices in z in mm.</summary>
    public double VertexSpreadZ { get; init; } = 50;

    /// <summary>Whether all particles of an event come from one vertex; else each has its own, as with pile-up.</summary>
    public bool CommonVertex { get; init; }

    /// <summary>The share of noise among all hits. Their number is a Poisson number; a noise hit lies on any layer with the same probability, and evenly on it.</summary>
    public double NoiseShare { get; init; } = 0.1;

    /// <summary>The mass of the particles in GeV; that of the charged pion.</summary>
    public double Mass { get; init; } = 0.13957;

    /// <summary>Whether particles are deflected in the layers.</summary>
    public bool MultipleScattering { get; init; } = true;

    /// <summary>Whether particles lose energy in the layers.</summary>
    public bool EnergyLoss { get; init; } = true;

    /// <summary>Looks for values that cannot be.</summary>
    /// <exception cref="ArgumentException">There is one; the message names it, its value, and what was expected.</exception>
    internal void Check()
    {
        Within(Tracks, 1, 1_000_000, nameof(Tracks));
        Within(MinimumPt, 0.05, 1e5, nameof(MinimumPt));
        Within(MaximumPt, MinimumPt, 1e5, nameof(MaximumPt));
        Within(SpectrumPower, 0, 20, nameof(SpectrumPower));
        Within(MaximumEta, 0, 5, nameof(MaximumEta));
        Within(VertexSpreadXY, 0, 1000, nameof(VertexSpreadXY));
        Within(VertexSpreadZ, 0, 1e4, nameof(VertexSpreadZ));
        Within(NoiseShare, 0, 0.95, nameof(NoiseShare));
        Within(Mass, 1e-4, 100, nameof(Mass));
    }

    private static void Within(double value, double low, double high, string name)
    {
        if (!(value >= low && value <= high))
            throw new ArgumentException(FormattableString.Invariant($"{name} of the tracking toy is {value}; expected a number from {low} to {high}"), name);
    }
}
