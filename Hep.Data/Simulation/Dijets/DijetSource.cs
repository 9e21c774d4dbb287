namespace Hep.Data;

/// <summary>Events of <see cref="DijetToy"/>.</summary>
internal static class DijetSource
{
    /// <summary>The columns, of the toy and of the rows of the LHC Olympics alike.</summary>
    public static CsvLayout Layout { get; } = new()
    {
        EventId = "event",
        Features = DijetToy.Columns,
        Weight = "weight",
        Label = "label",
        Classes = ["background", "signal"],
    };

    private static readonly SimulationSettings<DijetOptions> Settings = new(new())
    {
        { "signal_share", o => o.SignalShare, (o, value) => o with { SignalShare = value } },
        { "minimum_mjj", o => o.MinimumMjj, (o, value) => o with { MinimumMjj = value } },
        { "maximum_mjj", o => o.MaximumMjj, (o, value) => o with { MaximumMjj = value } },
        { "mjj_power", o => o.MjjPower, (o, value) => o with { MjjPower = value } },
        { "jet_mass", o => o.JetMass, (o, value) => o with { JetMass = value } },
        { "jet_mass_spread", o => o.JetMassSpread, (o, value) => o with { JetMassSpread = value } },
        { "tau21", o => o.Tau21, (o, value) => o with { Tau21 = value } },
        { "resonance_mass", o => o.ResonanceMass, (o, value) => o with { ResonanceMass = value } },
        { "first_mass", o => o.FirstMass, (o, value) => o with { FirstMass = value } },
        { "second_mass", o => o.SecondMass, (o, value) => o with { SecondMass = value } },
        { "mjj_resolution", o => o.MjjResolution, (o, value) => o with { MjjResolution = value } },
        { "jet_mass_resolution", o => o.JetMassResolution, (o, value) => o with { JetMassResolution = value } },
    };

    /// <summary>The simulation as it stands in <see cref="Simulations"/>.</summary>
    public static Simulation Simulation { get; } = Make(new());

    private static Simulation Make(DijetOptions options)
    {
        options.Check();
        var toy = new DijetToy(options);
        return new("dijets", "a toy of the LHC Olympics: pairs of jets, with a few of a resonance between them", Layout, (events, seed) => Generate(0, events, events, seed))
        {
            Part = Generate,
            Settings = [.. Settings],
            Configure = values => Make(Settings.With(values)),
        };

        EventTable Generate(int first, int count, int events, ulong seed)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(events);
            FeatureColumn[] features = [.. DijetToy.Columns.Select(column => new FeatureColumn(column.Name, column.Unit, new float[count]))];
            var labels = new int[count];
            Span<double> row = stackalloc double[features.Length];
            for (var i = 0; i < count; i++)
            {
                labels[i] = toy.Next(EventStream.Of(seed, (ulong)(first + i)), row) ? 1 : 0;
                for (var f = 0; f < features.Length; f++)
                    features[f].Values[i] = (float)row[f];
            }

            return new EventTable(
                FormattableString.Invariant($"simulation 'dijets', {events} events, seed {seed}"),
                features,
                labels,
                Layout.Classes,
                eventIds: [.. Enumerable.Range(first, count).Select(number => (ulong)number)]);
        }
    }
}
