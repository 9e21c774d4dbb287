using System.Globalization;

namespace Hep.Data;

/// <summary>
/// A sample of events, column by column: features, arrays such as images, class labels, weights, event ids and the further columns
/// that were kept. It is not changed after construction; the arrays are shared, not copied, so treat them as read-only.
/// </summary>
public sealed partial class EventTable
{
    /// <summary>Brings the columns together and checks that they fit.</summary>
    /// <param name="origin">Where the events come from, in words for messages: a file's path, or a simulation with its seed.</param>
    /// <param name="features">The network's inputs, in order.</param>
    /// <param name="labels">Class index per event, [N]; -1 for every event of an unlabelled sample.</param>
    /// <param name="classes">The class names by index; for two classes 0 is background, 1 is signal. Empty: unlabelled.</param>
    /// <param name="weights">Event weights, [N]; null: all 1. Negative weights are legal.</param>
    /// <param name="eventIds">Event ids, [N]; null: 0, 1, 2, ... in the order of the rows.</param>
    /// <param name="extras">Further columns, of text or numbers, that are kept along.</param>
    /// <param name="missing">The number which stands for "no value" in the features, e.g. -999; null: none.</param>
    /// <param name="arrays">Inputs of several numbers an event, which stand after the features; null: none.</param>
    /// <exception cref="ArgumentException">Lengths differ, a name comes twice, or a label is no class.</exception>
    public EventTable(
        string origin,
        IReadOnlyList<FeatureColumn> features,
        int[] labels,
        IReadOnlyList<string> classes,
        double[]? weights = null,
        ulong[]? eventIds = null,
        IReadOnlyList<Column>? extras = null,
        float? missing = null,
        IReadOnlyList<ArrayColumn>? arrays = null)
    {
        Origin = origin;
        Features = features;
        Labels = labels;
        Classes = classes;
        Weights = weights ?? Ones(labels.Length);
        EventIds = eventIds ?? RowNumbers(labels.Length);
        Extras = extras ?? [];
        Missing = missing;
        Arrays = arrays ?? [];

        foreach (var (name, count) in features.Select(f => (f.Name, f.Count)).Concat(Arrays.Select(a => (a.Name, a.Count)))
            .Concat(Extras.Select(e => (e.Name, e.Count))).Append(("weights", Weights.Length)).Append(("event ids", EventIds.Length)))
        {
            if (count != Count)
                throw new ArgumentException(Invariant($"{origin}: {name} has {count} entries, but there are {Count} labels"));
        }

        if (features.Select(f => f.Name).Concat(Arrays.Select(a => a.Name)).Distinct(StringComparer.Ordinal).Count() != features.Count + Arrays.Count)
            throw new ArgumentException($"{origin}: two features have the same name");
        var (lowest, highest) = classes.Count == 0 ? (-1, -1) : (0, classes.Count - 1);
        foreach (var label in labels)
        {
            if (label < lowest || label > highest)
                throw new ArgumentException(Invariant($"{origin}: label {label} is not in [{lowest}, {highest}]"));
        }
    }

    /// <summary>The number of events N.</summary>
    public int Count => Labels.Length;

    /// <summary>Where the events come from, in words for messages.</summary>
    public string Origin { get; }

    /// <summary>The network's inputs, in order; F columns of [N].</summary>
    public IReadOnlyList<FeatureColumn> Features { get; }

    /// <summary>The network's inputs of several numbers an event, after the features.</summary>
    public IReadOnlyList<ArrayColumn> Arrays { get; }

    /// <summary>The numbers of an event that a model takes: its features, then its arrays.</summary>
    public int Width => Features.Count + Arrays.Sum(array => array.Size);

    /// <summary>Class index per event, [N]; for two classes 0 is background, 1 is signal; -1 throughout where there are no labels.</summary>
    public int[] Labels { get; }

    /// <summary>Class names by index; empty where there are no labels.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>Event weights, [N].</summary>
    public double[] Weights { get; }

    /// <summary>Event ids, [N]; rows with the same id belong to one event and stay in one split.</summary>
    public ulong[] EventIds { get; }

    /// <summary>The further columns that were kept: a <see cref="TextColumn"/> or <see cref="NumberColumn"/> each.</summary>
    public IReadOnlyList<Column> Extras { get; }

    /// <summary>The number which stands for "no value" in the features; null: every value is one.</summary>
    public float? Missing { get; }

    /// <summary>Whether the sample has class labels.</summary>
    public bool IsLabelled => Classes.Count > 0;

    /// <summary>A kept column of text.</summary>
    /// <exception cref="InvalidDataException">There is none of that name.</exception>
    public TextColumn Text(string name) => Extra<TextColumn>(name, "text");

    /// <summary>A kept column of numbers.</summary>
    /// <exception cref="InvalidDataException">There is none of that name.</exception>
    public NumberColumn Numbers(string name) => Extra<NumberColumn>(name, "numbers");

    /// <summary>The events of the given rows, in the order given; a row may come twice.</summary>
    /// <exception cref="IndexOutOfRangeException">A row is not in [0, N).</exception>
    public EventTable Select(ReadOnlySpan<int> rows)
    {
        var features = new FeatureColumn[Features.Count];
        for (var f = 0; f < features.Length; f++)
            features[f] = Features[f].Pick(rows);
        var extras = new Column[Extras.Count];
        for (var e = 0; e < extras.Length; e++)
            extras[e] = Extras[e].Pick(rows);
        var labels = new int[rows.Length];
        var weights = new double[rows.Length];
        var ids = new ulong[rows.Length];
        for (var i = 0; i < rows.Length; i++)
            (labels[i], weights[i], ids[i]) = (Labels[rows[i]], Weights[rows[i]], EventIds[rows[i]]);
        var arrays = new ArrayColumn[Arrays.Count];
        for (var a = 0; a < arrays.Length; a++)
            arrays[a] = Arrays[a].Pick(rows);
        return new EventTable(Origin, features, labels, Classes, weights, ids, extras, Missing, arrays);
    }

    /// <summary>A part of the events that is spread evenly over all of them, so that their order does not matter: all, or every k-th one.</summary>
    /// <param name="most">The largest number of events; 1 or more.</param>
    public EventTable Thinned(int most) => Count <= most ? this : Select(EvenRows(Count, most));

    /// <summary>The same events with other weights.</summary>
    /// <param name="weights">One weight per event, [N].</param>
    /// <exception cref="ArgumentException">The number of weights is not N.</exception>
    public EventTable WithWeights(double[] weights) => With(weights: weights);

    /// <summary>The same events with some things replaced; what is null stays.</summary>
    /// <param name="origin">Where they come from, in words.</param>
    /// <param name="features">The network's inputs, in order.</param>
    /// <param name="labels">Class index per event, [N].</param>
    /// <param name="classes">The class names by index.</param>
    /// <param name="weights">Event weights, [N].</param>
    /// <param name="eventIds">Event ids, [N].</param>
    /// <param name="extras">All columns that are kept along, of [N].</param>
    /// <param name="arrays">The network's inputs of several numbers an event.</param>
    /// <exception cref="ArgumentException">As by the constructor.</exception>
    public EventTable With(
        string? origin = null,
        IReadOnlyList<FeatureColumn>? features = null,
        int[]? labels = null,
        IReadOnlyList<string>? classes = null,
        double[]? weights = null,
        ulong[]? eventIds = null,
        IReadOnlyList<Column>? extras = null,
        IReadOnlyList<ArrayColumn>? arrays = null) =>
        new(origin ?? Origin, features ?? Features, labels ?? Labels, classes ?? Classes, weights ?? Weights, eventIds ?? EventIds, extras ?? Extras, Missing, arrays ?? Arrays);

    /// <summary>The same events with some of the features, in the order asked for.</summary>
    /// <param name="names">The features' names.</param>
    /// <exception cref="InvalidDataException">There is no feature of a name; the message gives the nearest ones.</exception>
    public EventTable WithFeatures(IEnumerable<string> names)
    {
        var known = Features.ToDictionary(feature => feature.Name, StringComparer.Ordinal);
        FeatureColumn[] chosen =
        [
            .. names.Select(name => known.TryGetValue(name, out var feature)
                ? feature
                : throw new InvalidDataException($"{Origin}: no feature '{name}'{NearestNames.Hint(name, known.Keys)}"))
        ];
        return With(features: chosen);
    }

    /// <summary>The events of several tables of the same columns, one after the other.</summary>
    /// <param name="parts">One table or more; classes, origin and missing value are those of the first.</param>
    /// <exception cref="InvalidOperationException">There is no table.</exception>
    internal static EventTable Joined(IReadOnlyList<EventTable> parts)
    {
        if (parts.Count == 0)
            throw new InvalidOperationException("no events to join");
        var first = parts[0];
        return parts.Count == 1 ? first : new EventTable(
            first.Origin,
            [.. first.Features.Select((feature, f) => feature with { Values = Together(part => part.Features[f].Values) })],
            Together(part => part.Labels),
            first.Classes,
            Together(part => part.Weights),
            Together(part => part.EventIds),
            [
                .. first.Extras.Select((column, e) => column is TextColumn
                    ? (Column)new TextColumn(column.Name, Together(part => ((TextColumn)part.Extras[e]).Values))
                    : new NumberColumn(column.Name, Together(part => ((NumberColumn)part.Extras[e]).Values))),
            ],
            first.Missing,
            [.. first.Arrays.Select((array, a) => array with { Values = Together(part => part.Arrays[a].Values) })]);

        T[] Together<T>(Func<EventTable, T[]> column)
        {
            var all = new T[parts.Sum(part => column(part).Length)];
            var next = 0;
            foreach (var part in parts)
            {
                var own = column(part);
                own.CopyTo(all, next);
                next += own.Length;
            }

            return all;
        }
    }

    /// <summary>Rows that are spread evenly over a table, rising.</summary>
    /// <param name="count">The rows of the table.</param>
    /// <param name="most">How many at most.</param>
    internal static int[] EvenRows(int count, int most)
    {
        var rows = new int[Math.Min(count, most)];
        for (var i = 0; i < rows.Length; i++)
            rows[i] = (int)((long)i * count / rows.Length);
        return rows;
    }

    /// <summary>The same events with some of the kept columns, in the order asked for.</summary>
    /// <param name="names">The columns' names.</param>
    /// <exception cref="InvalidDataException">There is no kept column of a name.</exception>
    public EventTable WithExtras(IEnumerable<string> names) => With(extras: [.. names.Select(name => Extra<Column>(name, "text or numbers"))]);

    /// <summary>What a model takes, event by event: features and arrays, [N, <see cref="Width"/>], row-major, missing values as the sentinel.</summary>
    public float[] ToRowMajor()
    {
        var matrix = new float[checked(Count * Width)];
        CopyRows(0, matrix);
        return matrix;
    }

    /// <summary>Writes rows of features and arrays.</summary>
    /// <param name="start">The first event.</param>
    /// <param name="rows">[n, <see cref="Width"/>].</param>
    internal void CopyRows(int start, Span<float> rows)
    {
        var (width, count) = (Width, Width == 0 ? 0 : rows.Length / Width);
        for (var f = 0; f < Features.Count; f++)
        {
            var values = Features[f].Values.AsSpan(start, count);
            for (int i = 0, k = f; i < values.Length; i++, k += width)
                rows[k] = values[i];
        }

        var place = Features.Count;
        foreach (var array in Arrays)
        {
            for (var i = 0; i < count; i++)
                array.Row(start + i).CopyTo(rows[((i * width) + place)..]);
            place += array.Size;
        }
    }

    private T Extra<T>(string name, string what)
        where T : Column
    {
        var columns = Extras.OfType<T>().ToList();
        return columns.Find(column => column.Name == name)
            ?? throw new InvalidDataException($"{Origin}: no column of {what} '{name}'{NearestNames.Hint(name, columns.Select(e => e.Name))}");
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static double[] Ones(int count)
    {
        var ones = new double[count];
        Array.Fill(ones, 1.0);
        return ones;
    }

    private static ulong[] RowNumbers(int count)
    {
        var numbers = new ulong[count];
        for (var i = 0; i < count; i++)
            numbers[i] = (ulong)i;
        return numbers;
    }
}
