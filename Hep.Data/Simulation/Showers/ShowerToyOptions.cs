namespace Hep.Data.Showers;

/// <summary>
/// What <see cref="ShowerToy"/> makes, number by number. The defaults are the calorimeter of arXiv:1705.02355, sheets of 2 mm lead and 4 mm liquid argon, as one medium; docs/shower_toy.md tells where each comes from.
/// </summary>
public sealed record ShowerToyOptions
{
    private static readonly SettingRange Range = new("showers");

    /// <summary>The particle.</summary>
    public ShowerParticle Particle { get; init; } = ShowerParticle.Electron;

    /// <summary>The calorimeter.</summary>
    public ShowerGeometry Geometry { get; init; } = ShowerGeometry.Published;

    /// <summary>The least energy of a particle, GeV; the spectrum is flat.</summary>
    public double MinimumEnergy { get; init; } = 1;

    /// <summary>Particles have less energy than this, GeV.</summary>
    public double MaximumEnergy { get; init; } = 100;

    /// <summary>X0 of the medium, mm.</summary>
    public double RadiationLength { get; init; } = 15.6;

    /// <summary>The Molière radius of the medium, mm.</summary>
    public double MoliereRadius { get; init; } = 35.5;

    /// <summary>The critical energy of the medium, GeV.</summary>
    public double CriticalEnergy { get; init; } = 0.0093;

    /// <summary>Z of the medium, the mean of its elements by mass.</summary>
    public double AtomicNumber { get; init; } = 69.4;

    /// <summary>The nuclear interaction length of the medium, mm.</summary>
    public double InteractionLength { get; init; } = 374;

    /// <summary>What a pion leaves by ionisation before it interacts, GeV/mm.</summary>
    public double Ionisation { get; init; } = 5.7e-4;

    /// <summary>The mean share of the energy of an electromagnetic shower that is not deposited: photonuclear reactions and what leaves at the front.</summary>
    public double LostShare { get; init; } = 0.003;

    /// <summary>The mean share of the energy of a hadronic shower, less its electromagnetic part, that nuclear binding takes.</summary>
    public double BindingShare { get; init; } = 0.35;

    /// <summary>a of the relative resolution a/√E ⊕ b, √GeV; 0: the cells hold all energy, of the absorber too, as the published ones.</summary>
    public double SamplingTerm { get; init; }

    /// <summary>b of the relative resolution a/√E ⊕ b.</summary>
    public double ConstantTerm { get; init; }

    /// <summary>The standard deviation of the place where the particle enters, along each axis, mm; 0: in the middle.</summary>
    public double BeamSpread { get; init; }

    /// <summary>Looks for values that cannot be.</summary>
    /// <exception cref="ArgumentException">There is one; the message names it, its value, and what was expected.</exception>
    internal void Check()
    {
        ArgumentNullException.ThrowIfNull(Geometry);
        if (!Enum.IsDefined(Particle))
            throw Range.Refused(nameof(Particle), (int)Particle, $"one of {string.Join(", ", Enum.GetNames<ShowerParticle>())}");
        Range.Within(MinimumEnergy, 0.5, 10_000, nameof(MinimumEnergy));
        Range.Above(MaximumEnergy, MinimumEnergy, nameof(MaximumEnergy), nameof(MinimumEnergy));
        Range.Within(MaximumEnergy, MinimumEnergy, 10_000, nameof(MaximumEnergy));
        Range.Within(RadiationLength, 1, 1000, nameof(RadiationLength));
        Range.Within(MoliereRadius, 1, 1000, nameof(MoliereRadius));
        Range.Within(CriticalEnergy, 0.001, 0.1, nameof(CriticalEnergy));
        Range.Within(AtomicNumber, 5, 100, nameof(AtomicNumber));
        Range.Within(InteractionLength, 10, 10_000, nameof(InteractionLength));
        Range.Within(Ionisation, 0, 0.01, nameof(Ionisation));
        Range.Within(LostShare, 0, 0.2, nameof(LostShare));
        Range.Within(BindingShare, 0, 0.7, nameof(BindingShare));
        Range.Within(SamplingTerm, 0, 2, nameof(SamplingTerm));
        Range.Within(ConstantTerm, 0, 0.2, nameof(ConstantTerm));
        Range.Within(BeamSpread, 0, 1000, nameof(BeamSpread));
    }

    /// <exception cref="ArgumentException">The energy is not one that the parametrisation knows.</exception>
    internal static void CheckEnergy(double energy) => Range.Within(energy, 0.5, 10_000, "Energy");
}
