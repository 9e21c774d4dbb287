namespace Hep.Data;

/// <summary>
/// What <see cref="JetImageToy"/> makes, number by number. The defaults are the selection of arXiv:1511.05190, section 3, at 14 TeV, and plain physics; docs/jet_toy.md tells where each comes from.
/// </summary>
public sealed record JetImageOptions
{
    private const double LargestCoupling = 1;
    private static readonly SettingRange Range = new("jet images");

    /// <summary>The chance that a jet is of a W boson, from 0 to 1.</summary>
    public double SignalShare { get; init; } = 0.5;

    /// <summary>The least transverse momentum of the trimmed jet, GeV.</summary>
    public double MinimumPt { get; init; } = 250;

    /// <summary>Trimmed jets have less transverse momentum than this, GeV.</summary>
    public double MaximumPt { get; init; } = 300;

    /// <summary>The least mass of the trimmed jet, GeV.</summary>
    public double MinimumMass { get; init; } = 65;

    /// <summary>Trimmed jets have less mass than this, GeV.</summary>
    public double MaximumMass { get; init; } = 95;

    /// <summary>The rapidity of the W boson or of the parton is uniform between minus this and this.</summary>
    public double MaximumRapidity { get; init; } = 2;

    /// <summary>n of dN/dpT ∝ pT^-n, the spectrum of W bosons and of partons alike.</summary>
    public double SpectrumPower { get; init; } = 5;

    /// <summary>The chance that the parton of a QCD jet is a gluon, before the selection.</summary>
    public double GluonShare { get; init; } = 0.6;

    /// <summary>The mass of the W boson, GeV.</summary>
    public double WMass { get; init; } = 80.4;

    /// <summary>The full width of the W boson, GeV.</summary>
    public double WWidth { get; init; } = 2.09;

    /// <summary>The strong coupling at 91.19 GeV; it runs by one loop with five flavours.</summary>
    public double AlphaS { get; init; } = 0.118;

    /// <summary>The least transverse momentum of a splitting relative to its parent, GeV: where the shower ends.</summary>
    public double ShowerCutOff { get; init; } = 0.5;

    /// <summary>The mass with which each parton ends, and decays to hadrons, GeV.</summary>
    public double ClusterMass { get; init; } = 1;

    /// <summary>The stochastic term of a cell's relative resolution, a of a/√E ⊕ b, √GeV.</summary>
    public double StochasticTerm { get; init; } = 0.5;

    /// <summary>The constant term of a cell's relative resolution, b of a/√E ⊕ b.</summary>
    public double ConstantTerm { get; init; } = 0.03;

    /// <summary>The least transverse energy of a cell that is read out, GeV.</summary>
    public double CellThreshold { get; init; } = 0.25;

    /// <summary>The mean number of further collisions, a Poisson number a jet; 0: no pile-up.</summary>
    public double PileUp { get; init; }

    /// <summary>The transverse energy that one such collision brings a unit of (η, φ), GeV.</summary>
    public double PileUpDensity { get; init; } = 0.7;

    /// <summary>The mean transverse momentum of a particle of pile-up, GeV.</summary>
    public double PileUpParticlePt { get; init; } = 0.6;

    /// <summary>The radius R of the anti-kt jets.</summary>
    public double Radius { get; init; } = 1;

    /// <summary>R_sub of the trimming, by kt.</summary>
    public double SubjetRadius { get; init; } = 0.3;

    /// <summary>f_cut of the trimming.</summary>
    public double SubjetFraction { get; init; } = 0.05;

    /// <summary>The length of a cell in η.</summary>
    public double CellSize { get; init; } = 0.1;

    /// <summary>The length of a cell in φ, rad: nearest to <see cref="CellSize"/> of those of which a whole number makes the circle; 2π / 63 = 0.0997 for 0.1.</summary>
    public double CellPhi => 2 * Math.PI / Sectors;

    /// <summary>The number of cells along a side of the image, odd.</summary>
    public int ImageSide { get; init; } = 25;

    /// <summary>The number of cells around the circle.</summary>
    internal int Sectors => (int)Math.Round(2 * Math.PI / CellSize);

    /// <summary>Looks for values that cannot be.</summary>
    /// <exception cref="ArgumentException">There is one; the message names it, its value, and what was expected.</exception>
    internal void Check()
    {
        Range.Within(SignalShare, 0, 1, nameof(SignalShare));
        Range.Within(MinimumPt, 20, 5000, nameof(MinimumPt));
        Range.Above(MaximumPt, MinimumPt, nameof(MaximumPt), nameof(MinimumPt));
        Range.Within(MinimumMass, 0, 5000, nameof(MinimumMass));
        Range.Above(MaximumMass, MinimumMass, nameof(MaximumMass), nameof(MinimumMass));
        Range.Within(MaximumRapidity, 0, 3, nameof(MaximumRapidity));
        Range.Within(SpectrumPower, 1.5, 20, nameof(SpectrumPower));
        Range.Within(GluonShare, 0, 1, nameof(GluonShare));
        Range.Within(WMass, 10, 1000, nameof(WMass));
        Range.Within(WWidth, 1e-6, 100, nameof(WWidth));
        Range.Within(AlphaS, 0.01, 0.3, nameof(AlphaS));
        Range.Within(ShowerCutOff, 0.2, 50, nameof(ShowerCutOff));
        CheckCoupling();
        Range.Within(ClusterMass, 0.1, 5, nameof(ClusterMass));
        Range.Within(StochasticTerm, 0, 5, nameof(StochasticTerm));
        Range.Within(ConstantTerm, 0, 1, nameof(ConstantTerm));
        Range.Within(CellThreshold, 0, 50, nameof(CellThreshold));
        Range.Within(PileUp, 0, 300, nameof(PileUp));
        Range.Within(PileUpDensity, 0, 10, nameof(PileUpDensity));
        Range.Within(PileUpParticlePt, 0.1, 10, nameof(PileUpParticlePt));
        Range.Within(Radius, 0.2, 1.5, nameof(Radius));
        Range.Within(SubjetRadius, 0.05, Radius, nameof(SubjetRadius));
        Range.Within(SubjetFraction, 0, 0.5, nameof(SubjetFraction));
        Range.Within(CellSize, 0.02, 0.5, nameof(CellSize));
        Range.Within(ImageSide, 3, 201, nameof(ImageSide));
        if (ImageSide % 2 == 0)
            throw Range.Refused(nameof(ImageSide), ImageSide, "an odd number, since the jet is in the cell in the middle");
        if (ImageSide > Sectors)
            throw Range.Refused(nameof(ImageSide), ImageSide, FormattableString.Invariant($"at most {Sectors}, since so many cells of {CellSize} make the circle"));
    }

    private void CheckCoupling()
    {
        var largest = RunningCoupling.OneLoop(AlphaS).At(ShowerCutOff);
        if (!(largest > 0 && largest <= LargestCoupling))
            throw Range.Refused(nameof(ShowerCutOff), ShowerCutOff, FormattableString.Invariant($"a scale at which the coupling, {AlphaS} at the Z boson's mass, is not above {LargestCoupling}; raise it, or lower {nameof(AlphaS)}"));
    }
}
