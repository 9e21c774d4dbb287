namespace Hep.Evaluation.Anomaly;

/// <summary>Events as detectors of anomalies take them: K features of N events with weights, checked once. It is not changed after construction.</summary>
public sealed class FeatureMatrix
{
    private readonly double[] values;
    private readonly double[] weights;

    private FeatureMatrix(IReadOnlyList<string> names, double[] values, double[] weights)
    {
        (Names, this.values, this.weights) = (names, values, weights);
        if (names.Count == 0)
            throw new ArgumentException("found no feature, expected one or more", nameof(names));
        if (values.Length != (long)weights.Length * names.Count)
            throw new ArgumentException(FormattableString.Invariant($"{values.Length} values and {weights.Length} weights of events with {names.Count} features; expected one value a feature and one weight an event"), nameof(values));
        for (var i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i]))
                throw new InvalidDataException(FormattableString.Invariant($"'{names[i % names.Count]}' of event {i / names.Count} (counted from 0) is {values[i]}; expected a finite number: leave the event or the feature out, or fill the missing value"));
        }

        for (var i = 0; i < weights.Length; i++)
        {
            if (!double.IsFinite(weights[i]))
                throw new InvalidDataException(FormattableString.Invariant($"the weight of event {i} (counted from 0) is {weights[i]}; expected a finite number"));
        }
    }

    /// <summary>The names of the features, shape [K].</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The number of events N.</summary>
    public int Count => this.weights.Length;

    /// <summary>The number of features K.</summary>
    public int Width => Names.Count;

    /// <summary>The event weights, shape [N].</summary>
    public ReadOnlySpan<double> Weights => this.weights;

    /// <summary>Brings columns together.</summary>
    /// <param name="names">The names of the features, shape [K].</param>
    /// <param name="columns">Their values, shape [K][N]; finite.</param>
    /// <param name="weights">Event weights, shape [N], finite; left out (an empty span), every event counts 1.</param>
    /// <exception cref="ArgumentException">No feature, or lengths that differ.</exception>
    /// <exception cref="InvalidDataException">A value or weight that is not finite; the message names feature and event.</exception>
    public static FeatureMatrix OfColumns(IReadOnlyList<string> names, IReadOnlyList<float[]> columns, ReadOnlySpan<double> weights = default)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(columns);
        var count = columns.Count == 0 ? 0 : columns[0].Length;
        if (columns.Count != names.Count || columns.Any(column => column.Length != count))
            throw new ArgumentException(FormattableString.Invariant($"{names.Count} names of {columns.Count} columns, expected as many names as columns, all of one length"), nameof(columns));
        var values = new double[checked(count * columns.Count)];
        for (var k = 0; k < columns.Count; k++)
        {
            for (var i = 0; i < count; i++)
                values[(i * columns.Count) + k] = columns[k][i];
        }

        return new FeatureMatrix(names, values, WeightsOf(weights, count));
    }

    /// <summary>Takes rows, such as the cells of maps or the latent numbers of an autoencoder.</summary>
    /// <param name="names">The names of the features, shape [K].</param>
    /// <param name="rows">The values event by event, shape [N, K] row-major; finite.</param>
    /// <param name="weights">Event weights, shape [N], finite; left out (an empty span), every event counts 1.</param>
    /// <exception cref="ArgumentException">No feature, or lengths that differ.</exception>
    /// <exception cref="InvalidDataException">A value or weight that is not finite; the message names feature and event.</exception>
    public static FeatureMatrix OfRows(IReadOnlyList<string> names, ReadOnlySpan<float> rows, ReadOnlySpan<double> weights = default)
    {
        ArgumentNullException.ThrowIfNull(names);
        var values = new double[rows.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = rows[i];
        return new FeatureMatrix(names, values, WeightsOf(weights, names.Count == 0 ? 0 : rows.Length / names.Count));
    }

    /// <inheritdoc cref="OfRows(IReadOnlyList{string}, ReadOnlySpan{float}, ReadOnlySpan{double})"/>
    public static FeatureMatrix OfRows(IReadOnlyList<string> names, ReadOnlySpan<double> rows, ReadOnlySpan<double> weights = default)
    {
        ArgumentNullException.ThrowIfNull(names);
        return new FeatureMatrix(names, rows.ToArray(), WeightsOf(weights, names.Count == 0 ? 0 : rows.Length / names.Count));
    }

    /// <summary>The features of an event, shape [K]; not a copy.</summary>
    /// <param name="row">The event, 0 to N - 1.</param>
    public ReadOnlySpan<double> Row(int row) => this.values.AsSpan(row * Width, Width);

    /// <summary>The events of the given rows, in the order given.</summary>
    /// <param name="rows">0 to N - 1; a row may come twice.</param>
    public FeatureMatrix Select(IReadOnlyList<int> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var chosen = new double[checked(rows.Count * Width)];
        for (var i = 0; i < rows.Count; i++)
            Row(rows[i]).CopyTo(chosen.AsSpan(i * Width));
        return new FeatureMatrix(Names, chosen, [.. rows.Select(row => this.weights[row])]);
    }

    /// <summary>Makes sure that a detector can learn from the events.</summary>
    /// <param name="what">The detector, for messages.</param>
    /// <param name="least">The least number of events.</param>
    /// <exception cref="InvalidDataException">Fewer events, a weight below 0, or weights that do not sum to more than 0.</exception>
    internal void RequireTraining(string what, int least)
    {
        if (Count < least)
            throw new InvalidDataException(FormattableString.Invariant($"{what}: found {Count} events to learn from, expected {least} or more"));
        if (Array.FindIndex(this.weights, weight => weight < 0) is var negative and >= 0)
            throw new InvalidDataException(FormattableString.Invariant($"{what}: the weight of event {negative} (counted from 0) is {this.weights[negative]}; expected weights of 0 or more, since densities are learnt"));
        if (!(this.weights.Sum() > 0))
            throw new InvalidDataException($"{what}: found weights that sum to 0, expected more");
    }

    /// <summary>Makes sure that a detector gets the features that it has learnt from.</summary>
    /// <exception cref="InvalidDataException">They are others, or in another order.</exception>
    internal void RequireFeatures(string what, IReadOnlyList<string> names)
    {
        if (!names.SequenceEqual(Names, StringComparer.Ordinal))
            throw new InvalidDataException($"{what}: found the features {Listed(Names)}, expected {Listed(names)}, those that it has learnt from, in their order");
    }

    private static string Listed(IReadOnlyList<string> names) => names.Count <= 12
        ? string.Join(", ", names.Select(name => $"'{name}'"))
        : FormattableString.Invariant($"'{names[0]}', '{names[1]}' ... '{names[^1]}' ({names.Count})");

    private static double[] WeightsOf(ReadOnlySpan<double> weights, int count)
    {
        if (!weights.IsEmpty)
            return weights.ToArray();
        var ones = new double[count];
        Array.Fill(ones, 1);
        return ones;
    }
}
