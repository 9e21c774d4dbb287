namespace Hep.Data;

/// <summary>
/// The parameters of a sample's signal: the distinct points that were simulated, and which of them each event has. Background has none: what its columns
/// hold is not looked at.
/// </summary>
public sealed class ParameterPoints
{
    private readonly int[] pointOf;

    private ParameterPoints(IReadOnlyList<string> names, IReadOnlyList<ParameterPoint> points, int[] pointOf)
    {
        Names = names;
        All = points;
        this.pointOf = pointOf;
    }

    /// <summary>The names of the parameters.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The distinct points, in rising order of the first parameter, then the second, and so on.</summary>
    public IReadOnlyList<ParameterPoint> All { get; }

    /// <summary>Finds the points of a sample.</summary>
    /// <param name="events">The events; the parameters are kept columns of numbers.</param>
    /// <param name="names">The parameters.</param>
    /// <exception cref="InvalidDataException">A column is not there, or a signal event has no finite value.</exception>
    public static ParameterPoints Of(EventTable events, IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(names);
        double[][] columns = [.. names.Select(name => events.Numbers(name).Values)];
        var signal = Enumerable.Range(0, events.Count).Where(row => events.Labels[row] == 1).ToArray();
        foreach (var row in signal)
        {
            for (var p = 0; p < columns.Length; p++)
                Require(events, names[p], row, columns[p][row]);
        }

        // The rows of signal in the order of their values: equal ones lie side by side.
        var order = (int[])signal.Clone();
        Array.Sort(order, (a, b) => Compare(columns, a, b));
        var (points, pointOf) = (new List<ParameterPoint>(), new int[events.Count]);
        Array.Fill(pointOf, -1);
        for (var (from, to) = (0, 0); from < order.Length; from = to)
        {
            double sum = 0;
            for (; to < order.Length && Compare(columns, order[from], order[to]) == 0; to++)
            {
                pointOf[order[to]] = points.Count;
                sum += events.Weights[order[to]];
            }

            points.Add(new([.. columns.Select(column => column[order[from]])], to - from, sum));
        }

        return new(names, points, pointOf);
    }

    /// <summary>The index of an event's point in <see cref="All"/>; -1 for background.</summary>
    /// <param name="row">The event.</param>
    public int this[int row] => pointOf[row];

    private static int Compare(double[][] columns, int a, int b)
    {
        foreach (var column in columns)
        {
            if (column[a].CompareTo(column[b]) is var order and not 0)
                return order;
        }

        return 0;
    }

    private static void Require(EventTable events, string name, int row, double value)
    {
        if (double.IsFinite(value) && value != events.Missing)
            return;
        var found = double.IsFinite(value) ? FormattableString.Invariant($"{value}, which stands for a missing value") : FormattableString.Invariant($"{value}");
        throw new InvalidDataException(FormattableString.Invariant(
            $"{events.Origin}: the signal event {events.EventIds[row]} has no value of the parameter '{name}': found {found}, expected a number (data.parameters; background may lack it, signal not)"));
    }
}
