using System.Globalization;

namespace Hep.Data;

/// <summary>
/// A simulation of a signal at several values of one parameter, each equally often, against as much background, which has no parameter: the
/// sample of a parameterised classifier (P. Baldi et al., arXiv:1601.07913).
/// </summary>
internal sealed record SignalScan
{
    /// <summary>What stands in the parameter's column for background.</summary>
    public const float NoParameter = -999;

    private const double SignalShare = 0.5;

    /// <summary>Makes an event.</summary>
    /// <param name="value">The parameter of the signal; null: a background event.</param>
    /// <param name="random">The source of chance.</param>
    /// <param name="row">Takes the features.</param>
    public delegate void Maker(double? value, SplitMix64 random, Span<double> row);

    /// <summary>The name of the simulation.</summary>
    public required string Name { get; init; }

    /// <summary>What it simulates, in a sentence.</summary>
    public required string Description { get; init; }

    /// <summary>The features.</summary>
    public required IReadOnlyList<CsvLayout.Feature> Features { get; init; }

    /// <summary>The column of the parameter, which is a kept number and no feature.</summary>
    public required string Parameter { get; init; }

    /// <summary>The values of the parameter.</summary>
    public required IReadOnlyList<double> Values { get; init; }

    /// <summary>The expected signal at each of the values, and the expected background; null: every event has weight 1.</summary>
    public (double Signal, double Background)? Yields { get; init; }

    /// <summary>Makes an event.</summary>
    public required Maker Next { get; init; }

    /// <summary>The columns: <c>event</c>, the features, <c>weight</c>, <c>label</c> and the parameter.</summary>
    public CsvLayout Layout => new()
    {
        EventId = "event",
        Features = Features,
        Weight = "weight",
        Label = "label",
        Classes = ["background", "signal"],
        Missing = NoParameter,
        Numbers = [Parameter],
    };

    /// <summary>The simulation as it stands in <see cref="Simulations"/>.</summary>
    public Simulation Simulation => new(Name, Description, Layout, (events, seed) => Generate(0, events, events, seed)) { Part = Generate };

    private EventTable Generate(int first, int count, int events, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(events);
        var features = Features.Select(f => new FeatureColumn(f.Name, f.Unit, new float[count])).ToArray();
        var labels = new int[count];
        var weights = new double[count];
        var ids = new ulong[count];
        var parameters = new double[count];
        var (signal, background) = Weights(events);
        Span<double> row = stackalloc double[features.Length];
        for (var i = 0; i < count; i++)
        {
            ids[i] = (ulong)first + (ulong)i;
            var random = EventStream.Of(seed, ids[i]);
            double? value = random.Uniform() < SignalShare ? Values[random.Below(Values.Count)] : null;
            Next(value, random, row);
            for (var f = 0; f < features.Length; f++)
                features[f].Values[i] = (float)row[f];
            labels[i] = value is null ? 0 : 1;
            weights[i] = value is null ? background : signal;
            parameters[i] = value ?? NoParameter;
        }

        return new EventTable(
            string.Create(CultureInfo.InvariantCulture, $"simulation '{Name}' ({events} events, seed {seed})"),
            features,
            labels,
            Layout.Classes,
            weights,
            ids,
            [new NumberColumn(Parameter, parameters)],
            NoParameter);
    }

    private (double Signal, double Background) Weights(int events) => Yields is { } yields
        ? (yields.Signal * Values.Count / (SignalShare * events), yields.Background / ((1 - SignalShare) * events))
        : (1, 1);
}
