namespace Hep.Data;

/// <summary>What <see cref="FlavourJetMaker"/> makes, number by number; docs/flavour_toy.md tells where each comes from.</summary>
internal sealed record FlavourJetOptions
{
    /// <summary>The share of b jets; what the three leave are light jets.</summary>
    public double BottomShare { get; init; } = 0.3;

    /// <summary>The share of c jets.</summary>
    public double CharmShare { get; init; } = 0.3;

    /// <summary>The share of tau jets.</summary>
    public double TauShare { get; init; } = 0.1;

    /// <summary>The fewest jets of an event; events of each number from here to <see cref="MostJets"/> come equally often.</summary>
    public double FewestJets { get; init; } = 2;

    /// <summary>The most jets of an event.</summary>
    public double MostJets { get; init; } = 4;

    /// <summary>The least transverse momentum of a jet, GeV.</summary>
    public double MinimumPt { get; init; } = 20;

    /// <summary>The largest transverse momentum of a jet, GeV.</summary>
    public double MaximumPt { get; init; } = 300;

    /// <summary>Jets have a pseudorapidity between minus this and this: their tracks reach 0.45 further, and the outer layers of the toy's barrel end near 1.4.</summary>
    public double MaximumEta { get; init; } = 1;

    /// <summary>s of dN/dpT ∝ exp(-pT / s) of light jets, GeV.</summary>
    public double LightSlope { get; init; } = 35;

    /// <summary>The same of c jets.</summary>
    public double CharmSlope { get; init; } = 45;

    /// <summary>The same of b jets.</summary>
    public double BottomSlope { get; init; } = 60;

    /// <summary>The same of tau jets.</summary>
    public double TauSlope { get; init; } = 40;

    /// <summary>c of dN/dη ∝ 1 - c (η / <see cref="MaximumEta"/>)² of b and tau jets; the others are even in η.</summary>
    public double Centrality { get; init; } = 0.4;

    /// <summary>Peterson's ε of b jets; 0.04 gives a mean share of 0.70.</summary>
    public double BottomEpsilon { get; init; } = 0.04;

    /// <summary>Peterson's ε of c jets; 0.3 gives a mean share of 0.53.</summary>
    public double CharmEpsilon { get; init; } = 0.3;

    /// <summary>A factor on the lifetimes of bottom hadrons.</summary>
    public double BottomLifetime { get; init; } = 1;

    /// <summary>A factor on the lifetimes of charm hadrons.</summary>
    public double CharmLifetime { get; init; } = 1;

    /// <summary>A factor on the lifetime of the tau.</summary>
    public double TauLifetime { get; init; } = 1;

    /// <summary>The mean number of charged particles that a light jet of 50 GeV makes.</summary>
    public double Multiplicity { get; init; } = 7.5;

    /// <summary>By how much that grows with the logarithm of the momentum.</summary>
    public double MultiplicityGrowth { get; init; } = 3.2;

    /// <summary>K0s mesons per charged particle.</summary>
    public double KaonRate { get; init; } = 0.05;

    /// <summary>Lambda baryons per charged particle.</summary>
    public double LambdaRate { get; init; } = 0.019;

    /// <summary>Photons per charged particle; they convert in the layers.</summary>
    public double PhotonRate { get; init; } = 0.9;

    /// <summary>The standard deviation of a particle's momentum across the jet, in each of two directions, GeV.</summary>
    public double TransverseMomentum { get; init; } = 0.35;

    /// <summary>The mean number of further collisions of an event.</summary>
    public double PileUp { get; init; } = 30;

    /// <summary>The charged particles above <see cref="MinimumTrackPt"/> a unit of (η, φ) of such a collision.</summary>
    public double PileUpDensity { get; init; } = 0.25;

    /// <summary>The standard deviation of collisions along the beam, mm.</summary>
    public double BeamSpotZ { get; init; } = 50;

    /// <summary>The error of the primary vertex in x, and in y, mm.</summary>
    public double VertexXY { get; init; } = 0.015;

    /// <summary>The error of the primary vertex in z, mm.</summary>
    public double VertexZ { get; init; } = 0.02;

    /// <summary>The part of the error of a jet's axis in η, and in φ, that falls with its momentum, times pT, GeV.</summary>
    public double AxisStochastic { get; init; } = 0.3;

    /// <summary>The part of that error which does not.</summary>
    public double AxisConstant { get; init; } = 0.01;

    /// <summary>The share of tracks whose impact parameters err by more than they say.</summary>
    public double TailShare { get; init; } = 0.1;

    /// <summary>The errors of those are Gaussian with 1 + t of the width that they say, t exponential with this mean.</summary>
    public double TailFactor { get; init; } = 4;

    /// <summary>Hits on the inner layers that are nearer than this along the circumference, and than <see cref="MergeZ"/> along the beam, are one, mm.</summary>
    public double MergeRPhi { get; init; } = 0.1;

    /// <summary>The same along the beam, mm.</summary>
    public double MergeZ { get; init; } = 0.5;

    /// <summary>The least transverse momentum of tracks, GeV.</summary>
    public double MinimumTrackPt { get; init; } = 1;

    /// <summary>The largest |d0| of tracks, mm.</summary>
    public double MaximumD0 { get; init; } = 1;

    /// <summary>The largest |z0 sin θ| of tracks, mm.</summary>
    public double MaximumZ0 { get; init; } = 1.5;

    /// <summary>The fewest hits of tracks.</summary>
    public double MinimumHits { get; init; } = 7;

    /// <summary>The number of tracks that a jet has room for.</summary>
    public double MaximumTracks { get; init; } = 15;

    /// <summary>Looks for values that cannot be.</summary>
    /// <exception cref="ArgumentException">There is one; the message names it, its value, and what was expected.</exception>
    internal void Check()
    {
        Within(BottomShare, 0, 1, nameof(BottomShare));
        Within(CharmShare, 0, 1 - BottomShare, nameof(CharmShare));
        Within(TauShare, 0, 1 - BottomShare - CharmShare, nameof(TauShare));
        Whole(FewestJets, 1, 20, nameof(FewestJets));
        Whole(MostJets, FewestJets, 20, nameof(MostJets));
        Within(MinimumPt, 10, 1000, nameof(MinimumPt));
        if (!(MaximumPt > MinimumPt && MaximumPt <= 2000))
            throw Refused(nameof(MaximumPt), MaximumPt, FormattableString.Invariant($"a number above {nameof(MinimumPt)}, {MinimumPt}, and at most 2000"));
        Within(MaximumEta, 0.1, 1.3, nameof(MaximumEta));
        foreach (var (slope, name) in new[] { (LightSlope, nameof(LightSlope)), (CharmSlope, nameof(CharmSlope)), (BottomSlope, nameof(BottomSlope)), (TauSlope, nameof(TauSlope)) })
            Within(slope, 1, 1e4, name);
        Within(Centrality, 0, 1, nameof(Centrality));
        Within(BottomEpsilon, 1e-3, 1, nameof(BottomEpsilon));
        Within(CharmEpsilon, 1e-3, 1, nameof(CharmEpsilon));
        Within(BottomLifetime, 0, 100, nameof(BottomLifetime));
        Within(CharmLifetime, 0, 100, nameof(CharmLifetime));
        Within(TauLifetime, 0, 100, nameof(TauLifetime));
        Within(Multiplicity, 0, 50, nameof(Multiplicity));
        Within(MultiplicityGrowth, 0, 20, nameof(MultiplicityGrowth));
        Within(KaonRate, 0, 1, nameof(KaonRate));
        Within(LambdaRate, 0, 1, nameof(LambdaRate));
        Within(PhotonRate, 0, 5, nameof(PhotonRate));
        Within(TransverseMomentum, 0, 3, nameof(TransverseMomentum));
        Within(PileUp, 0, 300, nameof(PileUp));
        Within(PileUpDensity, 0, 5, nameof(PileUpDensity));
        Within(BeamSpotZ, 0, 100, nameof(BeamSpotZ));
        Within(VertexXY, 0, 1, nameof(VertexXY));
        Within(VertexZ, 0, 10, nameof(VertexZ));
        Within(AxisStochastic, 0, 10, nameof(AxisStochastic));
        Within(AxisConstant, 0, 0.2, nameof(AxisConstant));
        Within(TailShare, 0, 1, nameof(TailShare));
        Within(TailFactor, 0, 100, nameof(TailFactor));
        Within(MergeRPhi, 0, 5, nameof(MergeRPhi));
        Within(MergeZ, 0, 5, nameof(MergeZ));
        Within(MinimumTrackPt, 0.4, 20, nameof(MinimumTrackPt));
        Within(MaximumD0, 0.01, 100, nameof(MaximumD0));
        Within(MaximumZ0, 0.01, 100, nameof(MaximumZ0));
        Whole(MinimumHits, 4, 10, nameof(MinimumHits));
        Whole(MaximumTracks, 1, 100, nameof(MaximumTracks));
    }

    private static void Within(double value, double low, double high, string name)
    {
        if (!(value >= low && value <= high))
            throw Refused(name, value, FormattableString.Invariant($"a number from {low} to {high}"));
    }

    private static void Whole(double value, double low, double high, string name)
    {
        if (!(value >= low && value <= high && double.IsInteger(value)))
            throw Refused(name, value, FormattableString.Invariant($"a whole number from {low} to {high}"));
    }

    private static ArgumentException Refused(string name, double value, string expected) =>
        new(FormattableString.Invariant($"{name} of the jets of flavours is {value}; expected {expected}"));
}
