namespace Hep.Data;

/// <summary>Jets of <see cref="FlavourJetMaker"/> as events: a row a jet, the jets of a collision with the same event id, the tracks as the array <c>tracks</c>.</summary>
internal static class FlavourJetSource
{
    private const string Name = "flavour_jets";
    private const int Chunk = 512;

    private static readonly SimulationSettings<FlavourJetOptions> Settings = new(new())
    {
        { "bottom_share", o => o.BottomShare, (o, value) => o with { BottomShare = value } },
        { "charm_share", o => o.CharmShare, (o, value) => o with { CharmShare = value } },
        { "tau_share", o => o.TauShare, (o, value) => o with { TauShare = value } },
        { "fewest_jets", o => o.FewestJets, (o, value) => o with { FewestJets = value } },
        { "most_jets", o => o.MostJets, (o, value) => o with { MostJets = value } },
        { "minimum_pt", o => o.MinimumPt, (o, value) => o with { MinimumPt = value } },
        { "maximum_pt", o => o.MaximumPt, (o, value) => o with { MaximumPt = value } },
        { "maximum_eta", o => o.MaximumEta, (o, value) => o with { MaximumEta = value } },
        { "light_slope", o => o.LightSlope, (o, value) => o with { LightSlope = value } },
        { "charm_slope", o => o.CharmSlope, (o, value) => o with { CharmSlope = value } },
        { "bottom_slope", o => o.BottomSlope, (o, value) => o with { BottomSlope = value } },
        { "tau_slope", o => o.TauSlope, (o, value) => o with { TauSlope = value } },
        { "centrality", o => o.Centrality, (o, value) => o with { Centrality = value } },
        { "bottom_epsilon", o => o.BottomEpsilon, (o, value) => o with { BottomEpsilon = value } },
        { "charm_epsilon", o => o.CharmEpsilon, (o, value) => o with { CharmEpsilon = value } },
        { "bottom_lifetime", o => o.BottomLifetime, (o, value) => o with { BottomLifetime = value } },
        { "charm_lifetime", o => o.CharmLifetime, (o, value) => o with { CharmLifetime = value } },
        { "tau_lifetime", o => o.TauLifetime, (o, value) => o with { TauLifetime = value } },
        { "multiplicity", o => o.Multiplicity, (o, value) => o with { Multiplicity = value } },
        { "multiplicity_growth", o => o.MultiplicityGrowth, (o, value) => o with { MultiplicityGrowth = value } },
        { "kaon_rate", o => o.KaonRate, (o, value) => o with { KaonRate = value } },
        { "lambda_rate", o => o.LambdaRate, (o, value) => o with { LambdaRate = value } },
        { "photon_rate", o => o.PhotonRate, (o, value) => o with { PhotonRate = value } },
        { "transverse_momentum", o => o.TransverseMomentum, (o, value) => o with { TransverseMomentum = value } },
        { "pile_up", o => o.PileUp, (o, value) => o with { PileUp = value } },
        { "pile_up_density", o => o.PileUpDensity, (o, value) => o with { PileUpDensity = value } },
        { "beam_spot_z", o => o.BeamSpotZ, (o, value) => o with { BeamSpotZ = value } },
        { "vertex_xy", o => o.VertexXY, (o, value) => o with { VertexXY = value } },
        { "vertex_z", o => o.VertexZ, (o, value) => o with { VertexZ = value } },
        { "axis_stochastic", o => o.AxisStochastic, (o, value) => o with { AxisStochastic = value } },
        { "axis_constant", o => o.AxisConstant, (o, value) => o with { AxisConstant = value } },
        { "tail_share", o => o.TailShare, (o, value) => o with { TailShare = value } },
        { "tail_factor", o => o.TailFactor, (o, value) => o with { TailFactor = value } },
        { "merge_r_phi", o => o.MergeRPhi, (o, value) => o with { MergeRPhi = value } },
        { "merge_z", o => o.MergeZ, (o, value) => o with { MergeZ = value } },
        { "minimum_track_pt", o => o.MinimumTrackPt, (o, value) => o with { MinimumTrackPt = value } },
        { "maximum_d0", o => o.MaximumD0, (o, value) => o with { MaximumD0 = value } },
        { "maximum_z0", o => o.MaximumZ0, (o, value) => o with { MaximumZ0 = value } },
        { "minimum_hits", o => o.MinimumHits, (o, value) => o with { MinimumHits = value } },
        { "maximum_tracks", o => o.MaximumTracks, (o, value) => o with { MaximumTracks = value } },
    };

    private static readonly string[] TruthNumbers = ["true_pt", "hadron_pt", "flight", "proper_length", "charm_flight", "charm_proper_length", "decay_particles"];

    /// <summary>The simulation as it stands in <see cref="Simulations"/>.</summary>
    public static Simulation Simulation { get; } = Make(new());

    private static Simulation Make(FlavourJetOptions options)
    {
        options.Check();
        var layout = new CsvLayout
        {
            EventId = "event",
            Features = [new("pt", "GeV"), new("eta")],
            Label = "flavour",
            Classes = ["light", "c", "b", "tau"],
            Weight = "weight",
            Extras = ["hadron"],
            Numbers = ["jet", "track_count", .. TruthNumbers],
        };
        return new(
            Name,
            "a toy of jets of bottom, charm and light quarks and of taus as tracks with impact parameters",
            layout,
            (events, seed) => Generate(0, events, events, seed))
        {
            Part = Generate,
            HasArrays = true,
            Settings = [.. Settings],
            Configure = values => Make(Settings.With(values)),
        };

        EventTable Generate(int first, int count, int events, ulong seed)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(events);
            var rows = new FlavourJetRows(count, (int)options.MaximumTracks, layout);
            Parallel.For(0, (count + Chunk - 1) / Chunk, () => new FlavourJetMaker(options, seed), (chunk, _, maker) =>
            {
                for (var row = chunk * Chunk; row < Math.Min(count, (chunk + 1) * Chunk); row++)
                    rows.Set(row, maker.Make((ulong)first + (ulong)row), maker.Tracks);
                return maker;
            }, static _ => { });
            return rows.ToTable(FormattableString.Invariant($"simulation '{Name}', {events} jets, seed {seed}"));
        }
    }
}
