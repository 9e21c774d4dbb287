namespace Hep.Data;

/// <summary>Jets of <see cref="JetImageToy"/> as events: the images as the array <c>image</c>, what else is known of each jet as features.</summary>
internal static class JetImageSource
{
    /// <summary>The name of the images.</summary>
    public const string Image = "image";

    private static readonly SimulationSettings<JetImageOptions> Settings = new(new())
    {
        { "signal_share", o => o.SignalShare, (o, value) => o with { SignalShare = value } },
        { "minimum_pt", o => o.MinimumPt, (o, value) => o with { MinimumPt = value } },
        { "maximum_pt", o => o.MaximumPt, (o, value) => o with { MaximumPt = value } },
        { "minimum_mass", o => o.MinimumMass, (o, value) => o with { MinimumMass = value } },
        { "maximum_mass", o => o.MaximumMass, (o, value) => o with { MaximumMass = value } },
        { "maximum_rapidity", o => o.MaximumRapidity, (o, value) => o with { MaximumRapidity = value } },
        { "spectrum_power", o => o.SpectrumPower, (o, value) => o with { SpectrumPower = value } },
        { "gluon_share", o => o.GluonShare, (o, value) => o with { GluonShare = value } },
        { "w_mass", o => o.WMass, (o, value) => o with { WMass = value } },
        { "w_width", o => o.WWidth, (o, value) => o with { WWidth = value } },
        { "alpha_s", o => o.AlphaS, (o, value) => o with { AlphaS = value } },
        { "shower_cut_off", o => o.ShowerCutOff, (o, value) => o with { ShowerCutOff = value } },
        { "cluster_mass", o => o.ClusterMass, (o, value) => o with { ClusterMass = value } },
        { "stochastic_term", o => o.StochasticTerm, (o, value) => o with { StochasticTerm = value } },
        { "constant_term", o => o.ConstantTerm, (o, value) => o with { ConstantTerm = value } },
        { "cell_threshold", o => o.CellThreshold, (o, value) => o with { CellThreshold = value } },
        { "pile_up", o => o.PileUp, (o, value) => o with { PileUp = value } },
        { "pile_up_density", o => o.PileUpDensity, (o, value) => o with { PileUpDensity = value } },
        { "pile_up_particle_pt", o => o.PileUpParticlePt, (o, value) => o with { PileUpParticlePt = value } },
        { "radius", o => o.Radius, (o, value) => o with { Radius = value } },
        { "subjet_radius", o => o.SubjetRadius, (o, value) => o with { SubjetRadius = value } },
        { "subjet_fraction", o => o.SubjetFraction, (o, value) => o with { SubjetFraction = value } },
        { "cell_size", o => o.CellSize, (o, value) => o with { CellSize = value } },
        { "image_side", o => o.ImageSide, (o, value) => o with { ImageSide = SettingRange.Whole(value, "image_side") } },
    };

    /// <summary>The simulation as it stands in <see cref="Simulations"/>.</summary>
    public static Simulation Simulation { get; } = Make(new());

    private static Simulation Make(JetImageOptions options)
    {
        var layout = new CsvLayout
        {
            EventId = "event",
            Features = JetImageToy.Columns,
            Label = "label",
            Classes = ["QCD", "W"],
            Weight = "weight",
            Missing = JetImageToy.Missing,
        };
        var toy = new JetImageToy(options);
        return new(
            "jet_images",
            "a toy of boosted W bosons against quarks and gluons as images of a calorimeter",
            layout,
            (events, seed) => Generate(0, events, events, seed))
        {
            Part = Generate,
            HasArrays = true,
            CellSize = (options.CellSize, options.CellPhi),
            Settings = [.. Settings],
            Configure = values => Make(Settings.With(values)),
        };

        EventTable Generate(int first, int count, int events, ulong seed)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(events);
            var batch = toy.Generate(count, seed, first);
            return new EventTable(
                FormattableString.Invariant($"simulation 'jet_images', {events} events, seed {seed}"),
                batch.Columns,
                batch.Labels,
                layout.Classes,
                batch.Weights,
                [.. Enumerable.Range(first, count).Select(number => (ulong)number)],
                missing: JetImageToy.Missing,
                arrays: [new ArrayColumn(Image, "GeV", [batch.Side, batch.Side], batch.Images)]);
        }
    }
}
