namespace Hep.Data;

/// <summary>
/// The way from raw columns to the inputs of a network, fitted on the training events alone. Missing values go through all steps as missing, and become 0 after the last one. It is written once and computed with
/// arrays, tensors or the nodes of a graph; the fitted numbers are floats, so that those that are stored are those that are used.
/// </summary>
public sealed class Preprocessing
{
    // Rows that go through the steps at once when a later step is fitted.
    private const int Chunk = 1 << 13;

    private readonly string[][] names;
    private readonly List<float[]> numbers = [];
    private readonly List<string> numberNames = [];

    private Preprocessing(PreprocessingPlan plan)
    {
        Plan = plan;
        names = [.. Enumerable.Range(0, plan.Steps.Count + 1).Select(step => plan.NamesBefore(step).ToArray())];
    }

    /// <summary>What is done; of the training events' values is said here what a plan could leave open.</summary>
    public PreprocessingPlan Plan { get; private set; }

    /// <summary>The raw columns, F.</summary>
    public int Inputs => Plan.Columns.Count;

    /// <summary>The columns that come out, G.</summary>
    public IReadOnlyList<string> Outputs => names[^1];

    /// <summary>The names of the fitted numbers, such as <c>standardize_mean</c>; no two are the same.</summary>
    public IReadOnlyList<string> NumberNames => numberNames;

    /// <summary>The fitted numbers, one a column of the step's input.</summary>
    public IReadOnlyList<float[]> Numbers => numbers;

    /// <summary>What a user should know about the columns, one sentence each; empty: nothing.</summary>
    public IReadOnlyList<string> Warnings { get; private set; } = [];

    /// <summary>Fits the steps in their order, each on what the earlier ones make of the training events.</summary>
    /// <param name="train">The training events, or a sample of them; its features are the plan's columns.</param>
    /// <param name="plan">What is to be done.</param>
    /// <exception cref="InvalidDataException">There are no events, a step needs a column that is not there, or one that is not as it needs it.</exception>
    public static Preprocessing Fit(EventTable train, PreprocessingPlan plan)
    {
        if (train.Count == 0)
            throw new InvalidDataException($"{train.Origin}: no events to fit the preprocessing on");
        if (!train.Features.Select(feature => feature.Name).SequenceEqual(plan.Columns.Select(column => column.Name), StringComparer.Ordinal) || train.Missing != plan.Missing)
            throw new ArgumentException("the events have other features than the plan, or another number for missing values", nameof(train));
        var warnings = new List<string>();
        var fitted = new Preprocessing(plan with { Steps = [] });
        foreach (var step in plan.Steps)
        {
            var settled = step;
            float[][] rows = [];
            if (step.Numbers.Count > 0 || step.IsOpen)
            {
                var columns = fitted.TrainingColumns(train);
                settled = step.Settle(columns);
                rows = settled.Fit(columns, warnings);
            }

            fitted = fitted.With(settled, rows);
        }

        fitted.Warnings = warnings;
        return fitted;
    }

    /// <summary>A preprocessing with placeholders for the fitted numbers (all 1), to be replaced by saved ones.</summary>
    /// <param name="plan">What is to be done; nothing of it left open.</param>
    /// <exception cref="InvalidDataException">A step needs a column that is not there, or leaves its values to the training events.</exception>
    public static Preprocessing Unfitted(PreprocessingPlan plan)
    {
        var unfitted = new Preprocessing(plan with { Steps = [] });
        foreach (var step in plan.Steps)
        {
            if (step.IsOpen)
                throw new InvalidDataException($"{step}: found no values, expected those of the training (the card in the run folder has them)");
            unfitted = unfitted.With(step, [.. step.Numbers.Select(_ => Enumerable.Repeat(1f, unfitted.Outputs.Count).ToArray())]);
        }

        return unfitted;
    }

    /// <summary>Computes the inputs of the network.</summary>
    /// <param name="algebra">The arithmetic.</param>
    /// <param name="raw">The raw columns, [N, F].</param>
    /// <param name="number">The fitted numbers by their index in <see cref="Numbers"/>, [1, K] each; those of another place if they are kept elsewhere.</param>
    /// <typeparam name="T">The matrix of the arithmetic.</typeparam>
    /// <returns>[N, G], without missing values.</returns>
    public T Apply<T>(IColumnAlgebra<T> algebra, T raw, Func<int, T> number)
        where T : class
    {
        var (value, missing) = Steps(algebra, raw, number);
        return missing is null ? value : algebra.Where(missing, algebra.Row([0]), value);
    }

    /// <summary>The reference for every other implementation, in single precision.</summary>
    /// <param name="rowMajor">Raw columns event by event, [N, F].</param>
    /// <returns>The inputs of the network, [N, G].</returns>
    /// <exception cref="ArgumentException">The length is no multiple of F.</exception>
    public float[] Apply(ReadOnlySpan<float> rowMajor)
    {
        if (rowMajor.Length % Inputs != 0)
            throw new ArgumentException(FormattableString.Invariant($"{rowMajor.Length} values are no rows of {Inputs} features"), nameof(rowMajor));
        var algebra = ArrayAlgebra<float>.Instance;
        var raw = new NumberMatrix<float>(rowMajor.Length / Inputs, Inputs, rowMajor.ToArray());
        return Apply(algebra, raw, Number).Values;
    }

    /// <summary>The columns that come out, one by one, with missing values as NaN instead of the 0 that a network sees: for figures.</summary>
    /// <param name="events">Events with the plan's columns as features.</param>
    /// <returns>G columns of [N], in the order of <see cref="Outputs"/>.</returns>
    public float[][] Columns(EventTable events)
    {
        float[][] columns = [.. Outputs.Select(_ => new float[events.Count])];
        var algebra = ArrayAlgebra<float>.Instance;
        for (var start = 0; start < events.Count; start += Chunk)
        {
            var raw = new float[Math.Min(Chunk, events.Count - start) * Inputs];
            for (var i = 0; i < raw.Length; i++)
                raw[i] = events.Features[i % Inputs].Values[start + (i / Inputs)];
            var (value, missing) = Steps(algebra, new(raw.Length / Inputs, Inputs, raw), Number);
            for (var i = 0; i < value.Values.Length; i++)
                columns[i % value.Columns][start + (i / value.Columns)] = missing is not null && missing.Values[i] != 0 ? float.NaN : value.Values[i];
        }

        return columns;
    }

    private NumberMatrix<float> Number(int index) => new(1, numbers[index].Length, numbers[index]);

    private ColumnValue<T> Steps<T>(IColumnAlgebra<T> algebra, T raw, Func<int, T> number)
        where T : class
    {
        var x = AddDerived(algebra, new(raw, Plan.Missing is { } missing ? algebra.Combine(ColumnOperation.Equal, raw, algebra.Row([missing])) : null));
        var next = 0;
        for (var i = 0; i < Plan.Steps.Count; i++)
        {
            var step = Plan.Steps[i];
            T[] fitted = [.. Enumerable.Range(next, step.Numbers.Count).Select(number)];
            x = step.Apply(algebra, x, names[i], fitted);
            next += fitted.Length;
        }

        return x;
    }

    private ColumnValue<T> AddDerived<T>(IColumnAlgebra<T> algebra, ColumnValue<T> raw)
        where T : class
    {
        if (Plan.Derived.Count == 0)
            return raw;
        var known = new Dictionary<string, ColumnValue<T>>(StringComparer.Ordinal);
        var parts = new List<ColumnValue<T>> { raw };
        foreach (var derived in Plan.Derived)
        {
            var column = derived.Formula.Evaluate(algebra, Find);
            known.Add(derived.Name, column);
            parts.Add(column);
        }

        T[] missing = parts.TrueForAll(part => part.Missing is null) ? [] : [.. parts.Select(part => part.Missing ?? algebra.Combine(ColumnOperation.Less, part.Value, part.Value))];
        return new(algebra.Join([.. parts.Select(part => part.Value)]), missing.Length == 0 ? null : algebra.Join(missing));

        ColumnValue<T> Find(string name)
        {
            if (!known.TryGetValue(name, out var column))
            {
                int[] index = [Array.FindIndex(names[0], 0, Inputs, known => known == name)];
                known.Add(name, column = new(algebra.Pick(raw.Value, index), raw.Missing is null ? null : algebra.Pick(raw.Missing, index)));
            }

            return column;
        }
    }

    private Preprocessing With(PreprocessingStep step, float[][] rows)
    {
        var longer = new Preprocessing(Plan with { Steps = [.. Plan.Steps, step] });
        longer.numbers.AddRange([.. numbers, .. rows]);
        longer.numberNames.AddRange(numberNames);
        var before = Plan.Steps.Count(earlier => earlier.Name == step.Name);
        var name = before == 0 ? step.Name : FormattableString.Invariant($"{step.Name}_{before + 1}");
        longer.numberNames.AddRange(step.Numbers.Select(number => $"{name}_{number}"));
        return longer;
    }

    // The raw columns themselves, without a copy, where nothing was done yet.
    private TrainingColumns TrainingColumns(EventTable train) => Plan.Steps.Count + Plan.Derived.Count == 0
        ? new(names[^1], [.. train.Features.Select(feature => feature.Values)], train.Missing)
        : new(names[^1], Columns(train), float.NaN);
}
