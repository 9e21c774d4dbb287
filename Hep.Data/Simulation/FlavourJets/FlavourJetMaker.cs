namespace Hep.Data;

/// <summary>
/// Makes jets of bottom, charm and light quarks and of taus as tracks, one at a time. Jet i depends on the seed and on i alone. What it has not: the hard collision and the parton shower, gluons that split to heavy quarks,
/// decays to two charm hadrons, leptons as such, K0s of heavy hadrons, hadronic interactions, dead modules, fake tracks. Numbers of this toy are not physics results. For one thread.
/// </summary>
internal sealed class FlavourJetMaker
{
    private readonly FlavourJetOptions options;
    private readonly ulong seed;
    private readonly FlavourEvents events;
    private readonly FlavourSpectrum spectrum;
    private readonly JetParticles particles;
    private readonly TrackMeasurement measurement;

    public FlavourJetMaker(FlavourJetOptions options, ulong seed)
    {
        (this.options, this.seed) = (options, seed);
        (events, spectrum, particles, measurement) = (new(options, seed), new(options), new(options), new(options));
    }

    /// <summary>The tracks of the last jet that was made, those of large |S_d0| first; all, however many the events have room for.</summary>
    public IReadOnlyList<JetTrack> Tracks => measurement.Tracks;

    /// <summary>Makes a jet.</summary>
    /// <param name="number">Its number.</param>
    public FlavourJet Make(ulong number)
    {
        var random = EventStream.Of(seed, number);
        var (place, jet) = events.Of(number);
        var made = events.Make(place);
        var flavour = spectrum.Flavour(random);
        var truth = particles.Make(flavour, spectrum.Jet(flavour, random), random);
        var measured = Measured(truth.Jet, random);
        AddPileUp(measured, made, random);
        measurement.Measure(particles.Charged, made, measured, random);
        return new FlavourJet(flavour, place, jet, measured, truth);
    }

    // Within the window of transverse momentum, as a selection of jets would leave them.
    private FourVector Measured(FourVector jet, SplitMix64 random)
    {
        var error = double.Hypot(options.AxisStochastic / jet.Pt, options.AxisConstant);
        var eta = jet.Eta + (error * random.Normal());
        var phi = jet.Phi + (error * random.Normal());
        var resolution = DetectorResponse.JetResolution(jet.Pt);
        double pt;
        do
            pt = jet.Pt * (1 + (resolution * random.Normal()));
        while (pt < options.MinimumPt || pt > options.MaximumPt);
        return FourVector.FromPtEtaPhi(pt, eta, Math.IEEERemainder(phi, 2 * Math.PI));
    }

    // Evenly over the square about the cone, from vertices along the beam; pT^-4 above the least of tracks.
    private void AddPileUp(FourVector jet, FlavourEvent made, SplitMix64 random)
    {
        const double power = 3;
        var cone = TrackMeasurement.Cone(jet.Pt);
        for (var left = random.Poisson(made.Collisions * options.PileUpDensity * 4 * cone * cone); left > 0; left--)
        {
            var z = (options.BeamSpotZ * random.Normal()) - made.Z;
            var (eta, phi) = (jet.Eta + random.Uniform(-cone, cone), jet.Phi + random.Uniform(-cone, cone));
            var pt = options.MinimumTrackPt * Math.Pow(1 - random.Uniform(), -1 / power);
            var charge = random.Uniform() < 0.5 ? -1 : 1;

            // Twice as far as the selection reaches, no error brings a track back.
            if (Math.Abs(z) < 2 * options.MaximumZ0 * Math.Cosh(eta))
                particles.Charged.Add(new ChargedParticle(FourVector.FromPtEtaPhi(pt, eta, phi, JetParticles.PionMass), charge, new FlightPoint(0, 0, z), TrackOrigin.PileUp));
        }
    }
}
