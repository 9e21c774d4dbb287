namespace Hep.Data;

/// <summary>
/// A formula of columns, such as <c>DER_mass_vis / DER_mass_MMC</c> or <c>PRI_jet_num >= 2 &amp;&amp; DER_mass_jet_jet > 500</c>; see docs/preprocessing.md for the language.
/// It is checked when it is read and can be computed with any arithmetic on columns. Missing values make missing values, and so does an
/// operation without a finite value: nothing is thrown for a single event.
/// </summary>
public sealed class ColumnExpression : IEquatable<ColumnExpression>
{
    private readonly ExpressionText source;
    private readonly ExpressionNode root;
    private readonly ExpressionParser names;

    private ColumnExpression(string text, ExpressionText source, bool allowConstant)
    {
        Text = text;
        this.source = source;
        (root, names) = ExpressionParser.Parse(source, allowConstant);
    }

    /// <summary>The text as it was given.</summary>
    public string Text { get; }

    /// <summary>The columns of numbers that it takes, in the order in which they are first named.</summary>
    public IReadOnlyList<string> Columns => Ordered(names.Numbers);

    /// <summary>The columns that it compares with texts, in the order in which they are first named.</summary>
    public IReadOnlyList<string> TextColumns => Ordered(names.Texts);

    /// <summary>True if it gives a truth, false if it gives a number.</summary>
    public bool IsTruth => root.IsTruth;

    /// <summary>Reads an expression.</summary>
    /// <param name="text">The formula; at most 10,000 characters.</param>
    /// <param name="allowConstant">Whether it may do without any column, such as <c>1.1</c>.</param>
    /// <exception cref="InvalidDataException">It is none. The message gives the place: <c>column 14: found ')', expected a number, a column or '('</c>, the text, and a mark below it.</exception>
    public static ColumnExpression Parse(string text, bool allowConstant = false) => new(text, new ExpressionText(text), allowConstant);

    /// <summary>Checks that every column is there.</summary>
    /// <param name="known">The names of the columns.</param>
    /// <exception cref="InvalidDataException">One is not; the message gives the place and the nearest name.</exception>
    public void RequireColumns(IReadOnlyCollection<string> known)
    {
        foreach (var (name, place) in names.Numbers.Concat(names.Texts).OrderBy(pair => pair.Value))
        {
            if (!known.Contains(name))
                throw source.Error(place, $"found the unknown column '{ExpressionToken.Shorten(name)}'{(NearestNames.Meant(name, known) is { } nearest ? $"; did you mean '{nearest}'?" : NearestNames.Hint(name, known))}");
        }
    }

    /// <summary>Checks that the expression gives a number of columns of numbers, as a derived column has to.</summary>
    /// <exception cref="InvalidDataException">It gives a truth, or compares with a text; the message says what to do.</exception>
    public void RequireNumber()
    {
        if (names.Texts.Count > 0)
            throw source.Error(names.Texts.Values.Min(), $"found the column '{ExpressionToken.Shorten(TextColumns[0])}' compared with a text, expected columns of numbers (texts are for the selection of events)");
        if (IsTruth)
            throw source.Error(0, "found a truth, expected a number; if(truth, 1, 0) makes one of it");
    }

    /// <summary>Checks that the expression gives a truth, as a selection has to.</summary>
    /// <exception cref="InvalidDataException">It gives a number.</exception>
    public void RequireTruth()
    {
        if (!IsTruth)
            throw source.Error(0, "found a number, expected a truth, such as x > 1");
    }

    /// <summary>Computes the expression.</summary>
    /// <param name="algebra">The arithmetic.</param>
    /// <param name="column">A column of numbers by its name, [N, 1]; asked once for each of <see cref="Columns"/>.</param>
    /// <param name="textEquals">The truth, [N, 1], that a column (first argument) holds a text (second argument), false where the text is missing; not asked without <see cref="TextColumns"/>.</param>
    /// <typeparam name="T">The matrix of the arithmetic.</typeparam>
    /// <returns>Numbers or truths, [N, 1], with where they are missing.</returns>
    public ColumnValue<T> Evaluate<T>(IColumnAlgebra<T> algebra, Func<string, ColumnValue<T>> column, Func<string, string, ColumnValue<T>>? textEquals = null)
        where T : class =>
        new ExpressionEvaluator<T>(algebra, column, textEquals ?? ((name, _) => throw new ArgumentException($"the column '{name}' is compared with a text", nameof(textEquals)))).Evaluate(root);

    /// <summary>Computes the expression in double precision for events whose columns are plain arrays.</summary>
    /// <param name="count">The number of events N.</param>
    /// <param name="column">A column of numbers by its name, [N].</param>
    /// <param name="missing">The number that stands for a missing value in all columns; null: none.</param>
    /// <returns>Numbers, or truths as 1 and 0, [N]; NaN where they are missing.</returns>
    public double[] Compute(int count, Func<string, double[]> column, float? missing)
    {
        var (value, undefined) = Evaluate(ArrayAlgebra<double>.Instance, name => Column(column(name), missing));
        var numbers = new double[count];
        for (var i = 0; i < count; i++)
            numbers[i] = undefined is not null && At(undefined, i) != 0 ? double.NaN : At(value, i);
        return numbers;

        // What needs no column is the same for all events.
        double At(NumberMatrix<double> matrix, int row) => matrix.Values[matrix.Rows == 1 ? 0 : row];
    }

    /// <summary>A column of numbers in double precision, with where it is missing.</summary>
    /// <param name="values">The numbers, [N].</param>
    /// <param name="missing">The number that stands for a missing value; null: none.</param>
    internal static ColumnValue<NumberMatrix<double>> Column(double[] values, float? missing) => new(
        new(values.Length, 1, values),
        missing is { } sentinel ? new(values.Length, 1, Array.ConvertAll(values, number => (float)number == sentinel ? 1.0 : 0)) : null);

    /// <summary>True if the text is the same.</summary>
    public bool Equals(ColumnExpression? other) => other is not null && Text == other.Text;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ColumnExpression);

    /// <inheritdoc/>
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static IReadOnlyList<string> Ordered(Dictionary<string, int> places) => [.. places.OrderBy(pair => pair.Value).Select(pair => pair.Key)];
}
