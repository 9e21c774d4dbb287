namespace Hep.Data;

/// <summary>A built-in source of events, for use without a file.</summary>
/// <param name="Name">The name in a run card, <c>data.source</c>.</param>
/// <param name="Description">What it simulates, in a sentence.</param>
/// <param name="Layout">Its columns with units, classes and missing value, as if it were a file.</param>
/// <param name="Generate">Makes a sample from the number of events and the seed; the same seed gives the same events.</param>
public sealed record Simulation(string Name, string Description, CsvLayout Layout, Func<int, ulong, EventTable> Generate)
{
    /// <summary>
    /// Columns of text that the events have beyond the layout: what only a simulation knows, such as the process. A file has them
    /// only where it was asked for.
    /// </summary>
    public IReadOnlyList<string> Truth { get; init; } = [];

    /// <summary>Whether the events have arrays, such as images.</summary>
    public bool HasArrays { get; init; }

    /// <summary>The sizes of the images' cells in eta and phi; null: there are none.</summary>
    public (double Eta, double Phi)? CellSize { get; init; }

    /// <summary>The numbers of the simulation that may be set, with their defaults; empty: none.</summary>
    public IReadOnlyList<(string Name, double Default)> Settings { get; init; } = [];

    /// <summary>Makes the simulation with other numbers.</summary>
    internal Func<IReadOnlyDictionary<string, double>, Simulation>? Configure { get; init; }

    /// <summary>Makes a part of a sample from its first event, its number of events, the number of events of the whole sample and the seed.</summary>
    internal Func<int, int, int, ulong, EventTable>? Part { get; init; }

    /// <summary>The same simulation with other numbers.</summary>
    /// <param name="values">The numbers by the names of <see cref="Settings"/>; the others keep their defaults.</param>
    /// <exception cref="InvalidDataException">There is no such number, or it is not possible.</exception>
    public Simulation With(IReadOnlyDictionary<string, double> values)
    {
        if (values.Count == 0)
            return this;
        if (Configure is null)
            throw new InvalidDataException($"found {values.Keys.First()}, expected nothing: the simulation {Name} has no numbers to set");
        try
        {
            return Configure(values);
        }
        catch (ArgumentException e)
        {
            throw new InvalidDataException(e.Message, e);
        }
    }

    /// <summary>Makes a sample part by part, so that it need not fit into memory.</summary>
    /// <param name="events">The number of events of the whole sample.</param>
    /// <param name="seed">The seed; together the parts are the sample of the same seed.</param>
    /// <param name="rows">How many events a part has at most.</param>
    public IEnumerable<EventTable> Stream(int events, ulong seed, int rows)
    {
        if (Part is null)
        {
            yield return Generate(events, seed);
            yield break;
        }

        for (long first = 0; first < events; first += rows)
            yield return Part((int)first, (int)Math.Min(rows, events - first), events, seed);
    }
}
