namespace Hep.Data;

/// <summary>What the columns of a file of events mean. Columns that are not named here are passed over.</summary>
public sealed record CsvLayout
{
    /// <summary>The features, in the order in which the network shall see them.</summary>
    public required IReadOnlyList<Feature> Features { get; init; }

    /// <summary>The inputs of several numbers an event, such as images, which files of arrays alone have; empty: none.</summary>
    public IReadOnlyList<Feature> Arrays { get; init; } = [];

    /// <summary>The column with the class of each event; null: the events are not labelled.</summary>
    public string? Label { get; init; }

    /// <summary>
    /// The values of the label column, in the order of the class index: for two classes background first, then signal.
    /// Where they are numbers, a cell may write the number in another way (<c>1</c>, <c>1.0</c>).
    /// </summary>
    public IReadOnlyList<string> Classes { get; init; } = [];

    /// <summary>The column with the event weights; null: all 1.</summary>
    public string? Weight { get; init; }

    /// <summary>The column with the event ids (whole numbers from 0); null: the row's number, from 0.</summary>
    public string? EventId { get; init; }

    /// <summary>The number which stands for a missing value in the features, e.g. -999; null: none.</summary>
    public float? Missing { get; init; }

    /// <summary>Further columns to keep, as text to the letter.</summary>
    public IReadOnlyList<string> Extras { get; init; } = [];

    /// <summary>Further columns to keep, as numbers in double precision: another weight, a variable to cut on.</summary>
    public IReadOnlyList<string> Numbers { get; init; } = [];

    /// <summary>A feature's name in the header, and its unit.</summary>
    /// <param name="Name">The name in the header.</param>
    /// <param name="Unit">The unit, e.g. <c>GeV</c>; empty for a pure number.</param>
    public sealed record Feature(string Name, string Unit = "");
}
