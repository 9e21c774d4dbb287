using Hep.Data.Flavour;
using Hep.Data.Tracking;

namespace Hep.Data;

/// <summary>
/// What the detector of the tracking toy measures of a jet's charged particles: hits where helices cross its layers, impact parameters with the errors of the best fit to those hits, hits of two tracks that merge, and the
/// selection of tracks. For one thread.
/// </summary>
internal sealed class TrackMeasurement(FlavourJetOptions options)
{
    // The layers whose hits make the grade; others may have shared hits as well, which nobody looks at.
    private const int InnerLayers = 4;

    private static readonly BarrelDetector Detector = BarrelDetector.Default;

    private readonly PerigeeErrors errors = new(Detector, JetParticles.PionMass);
    private readonly List<Candidate> candidates = [];

    /// <summary>The tracks of the last jet, those of large |S_d0| first.</summary>
    public List<JetTrack> Tracks { get; } = [];

    /// <summary>The radius in (η, φ) within which a track belongs to a jet: 0.239 + exp(-1.220 - 0.0164 pT / GeV), 0.45 at 20 GeV and 0.26 at 150 GeV (ATLAS, JINST 11 (2016) P04008, section 3).</summary>
    public static double Cone(double jetPt) => 0.239 + Math.Exp(-1.220 - (0.0164 * jetPt));

    /// <summary>Measures the tracks of a jet.</summary>
    /// <param name="particles">The charged particles.</param>
    /// <param name="made">The event.</param>
    /// <param name="jet">The measured jet.</param>
    /// <param name="random">The source of chance.</param>
    public void Measure(IReadOnlyList<ChargedParticle> particles, FlavourEvent made, FourVector jet, SplitMix64 random)
    {
        candidates.Clear();
        Tracks.Clear();
        foreach (var particle in particles)
            Follow(particle, made, random);
        Merge();
        var cone = Cone(jet.Pt);
        foreach (var candidate in candidates)
            Reconstruct(candidate, made, jet, cone, random);
        Tracks.Sort((a, b) => Math.Abs(b.D0Significance).CompareTo(Math.Abs(a.D0Significance)));
    }

    // Tracks that would not pass the selection leave no hits to share, but those of slow ones, which are few near the axis.
    private void Follow(ChargedParticle particle, FlavourEvent made, SplitMix64 random)
    {
        var momentum = particle.Momentum;
        var pt = momentum.Pt;
        if (pt < 0.5 * options.MinimumTrackPt)
            return;
        var vertex = particle.Vertex;
        var helix = Helix.Through(vertex.X, vertex.Y, vertex.Z, momentum.Phi, momentum.Pz / pt, particle.Charge / pt, Detector.Field);
        var candidate = new Candidate(particle, helix, vertex.Radius);
        for (var i = 0; i < Detector.Layers.Count; i++)
        {
            var layer = Detector.Layers[i];
            if (layer.Radius <= candidate.Start)
                continue;
            if (!helix.TryCross(layer.Radius, out var point))
                break;
            if (Math.Abs(point.Z + made.Z) > layer.HalfLength)
                continue;
            if (random.Uniform() >= layer.Efficiency)
                continue;
            candidate.Hits |= 1u << i;
            if (i < InnerLayers)
                candidate.Places[i] = (layer.Radius * point.Azimuth, point.Z);
        }

        candidates.Add(candidate);
    }

    private void Merge()
    {
        for (var i = 0; i < candidates.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                for (var layer = 0; layer < InnerLayers; layer++)
                {
                    var (one, other) = (candidates[i], candidates[j]);
                    if ((one.Hits & other.Hits & (1u << layer)) == 0)
                        continue;
                    var circle = 2 * Math.PI * Detector.Layers[layer].Radius;
                    var across = Math.IEEERemainder(other.Places[layer].Across - one.Places[layer].Across, circle);
                    var along = other.Places[layer].Along - one.Places[layer].Along;
                    if (Math.Abs(across) >= options.MergeRPhi || Math.Abs(along) >= options.MergeZ)
                        continue;
                    one.Share(layer, 0.5 * across, 0.5 * along);
                    other.Share(layer, -0.5 * across, -0.5 * along);
                }
            }
        }
    }

    private void Reconstruct(Candidate candidate, FlavourEvent made, FourVector jet, double cone, SplitMix64 random)
    {
        if (uint.PopCount(candidate.Hits) < options.MinimumHits)
            return;
        var helix = candidate.Helix;
        var error = errors.Of(1 / Math.Abs(helix.QOverPt), helix.CotTheta, candidate.Hits, candidate.Start);
        var scale = random.Uniform() < options.TailShare ? 1 + random.Exponential(options.TailFactor) : 1;
        var pt = 1 / Math.Abs(helix.QOverPt + (error.Curvature * random.Normal() / (Helix.TurnPerTesla * Detector.Field)));
        var (sin, cos) = Math.SinCos(helix.Phi0);
        var (vertex, own) = (made.Vertex, candidate.InnermostShift);

        // The error of a merged hit is not in what the track says of its own.
        var d0 = helix.D0 + (error.ShiftD0 * own.Across) + (scale * error.D0 * random.Normal()) + (vertex.X * sin) - (vertex.Y * cos);
        var z0 = helix.Z0 + (error.ShiftZ0 * own.Along) + (scale * error.Z0 * random.Normal()) - vertex.Z;
        var eta = Math.Asinh(helix.CotTheta);
        var (dEta, dPhi) = (jet.Eta - eta, Math.IEEERemainder(jet.Phi - helix.Phi0, 2 * Math.PI));
        var distance = Math.Sqrt((dEta * dEta) + (dPhi * dPhi));
        var sinTheta = 1 / Math.Sqrt(1 + (helix.CotTheta * helix.CotTheta));
        if (pt < options.MinimumTrackPt || Math.Abs(d0) > options.MaximumD0 || Math.Abs(z0 * sinTheta) > options.MaximumZ0 || distance > cone)
            return;
        var (d0Error, z0Error) = (double.Hypot(error.D0, options.VertexXY), double.Hypot(error.Z0, options.VertexZ));
        Tracks.Add(new JetTrack(
            LifetimeSign.D0(d0, helix.Phi0, jet.Phi) / d0Error,
            LifetimeSign.Z0(z0, eta, jet.Eta) / z0Error,
            pt / jet.Pt,
            distance,
            candidate.Grade,
            d0,
            z0,
            d0Error,
            z0Error,
            pt,
            candidate.Particle.Origin));
    }

    private sealed class Candidate(ChargedParticle particle, Helix helix, double start)
    {
        private uint shared;
        private (double Across, double Along) shift;
        private int shifted = InnerLayers;

        public ChargedParticle Particle => particle;

        public Helix Helix => helix;

        public double Start => start;

        public uint Hits { get; set; }

        /// <summary>Where it crosses the inner layers, along the circumference and along the beam in mm.</summary>
        public (double Across, double Along)[] Places { get; } = new (double Across, double Along)[InnerLayers];

        /// <summary>By how much another track has moved the innermost hit.</summary>
        public (double Across, double Along) InnermostShift => shifted == uint.TrailingZeroCount(Hits) ? shift : default;

        public TrackGrade Grade => (Hits & 3, shared) switch
        {
            (0, _) => TrackGrade.NoHitOnFirstTwo,
            (2, _) => TrackGrade.NoHitOnFirst,
            (1, _) => TrackGrade.NoHitOnSecond,
            (_, var places) when (places & 3) == 3 => TrackGrade.SharedOnFirstTwo,
            (_, not 0) => TrackGrade.Shared,
            _ => TrackGrade.Good,
        };

        public void Share(int layer, double across, double along)
        {
            shared |= 1u << layer;
            if (layer < shifted)
                (shifted, shift) = (layer, (across, along));
        }
    }
}
