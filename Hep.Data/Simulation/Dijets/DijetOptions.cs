namespace Hep.Data;

/// <summary>What <see cref="DijetToy"/> makes, number by number; docs/dijet_toy.md tells where each comes from. Masses in GeV.</summary>
internal sealed record DijetOptions
{
    private static readonly SettingRange Range = new("dijets");

    /// <summary>The chance that an event is of the resonance.</summary>
    public double SignalShare { get; init; } = 0.006;

    public double MinimumMjj { get; init; } = 3300;

    public double MaximumMjj { get; init; } = 3700;

    /// <summary>n of dN/dm ∝ m^-n of the background.</summary>
    public double MjjPower { get; init; } = 5;

    /// <summary>The middle of the masses of the jets of quarks and gluons in events of 3500 GeV.</summary>
    public double JetMass { get; init; } = 170;

    /// <summary>The width of their distribution, in the logarithm.</summary>
    public double JetMassSpread { get; init; } = 0.94;

    /// <summary>The middle of tau21 of jets of quarks and gluons that are not heavy.</summary>
    public double Tau21 { get; init; } = 0.61;

    /// <summary>X, in X → Y Y'.</summary>
    public double ResonanceMass { get; init; } = 3500;

    /// <summary>Y.</summary>
    public double FirstMass { get; init; } = 500;

    /// <summary>Y'.</summary>
    public double SecondMass { get; init; } = 100;

    /// <summary>The relative width of the resonance in mJJ.</summary>
    public double MjjResolution { get; init; } = 0.037;

    /// <summary>The relative width of Y and Y' in the masses of their jets.</summary>
    public double JetMassResolution { get; init; } = 0.065;

    /// <exception cref="ArgumentException">A number is outside its range.</exception>
    public void Check()
    {
        Range.Within(SignalShare, 0, 1, "signal_share");
        Range.Within(MinimumMjj, 500, 13_000, "minimum_mjj");
        Range.Above(MaximumMjj, MinimumMjj, "maximum_mjj", "minimum_mjj");
        Range.Within(MaximumMjj, 500, 13_000, "maximum_mjj");
        Range.Within(MjjPower, 1.5, 20, "mjj_power");
        Range.Within(JetMass, 10, 1000, "jet_mass");
        Range.Within(JetMassSpread, 0.05, 3, "jet_mass_spread");
        Range.Within(Tau21, 0.05, 0.95, "tau21");
        Range.Within(ResonanceMass, MinimumMjj, MaximumMjj, "resonance_mass");
        Range.Within(FirstMass, 10, 0.5 * ResonanceMass, "first_mass");
        Range.Within(SecondMass, 10, 0.5 * ResonanceMass, "second_mass");
        Range.Within(MjjResolution, 1e-4, 0.5, "mjj_resolution");
        Range.Within(JetMassResolution, 1e-4, 0.5, "jet_mass_resolution");
    }
}
