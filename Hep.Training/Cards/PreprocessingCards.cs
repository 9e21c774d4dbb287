using Hep.Data;
using Hep.Models;

namespace Hep.Training.Cards;

/// <summary>The keys <c>derived</c> and <c>preprocessing</c> of the <c>data</c> section: one reader and one writer a step.</summary>
internal static class PreprocessingCards
{
    private const string DerivedKey = "derived";
    private const string StepsKey = "preprocessing";
    private const int MostSteps = 100;
    private const int MostColumns = 100_000;

    private static NameTable<Func<CardReader, IEnumerable<PreprocessingStep>>> Steps { get; } = new()
    {
        { "standardize", reader => [Scaling.Standard(ReadColumns(reader, "standardize"))] },
        { "robust", reader => [Scaling.Robust(ReadColumns(reader, "robust"))] },
        { "log", reader => [new LogarithmOfTails(reader.Texts("log", MostColumns))] },
        { "rotate_phi", reader => ReadOne(reader, "rotate_phi", "to", (to, columns) => new AzimuthRotation(to, columns)) },
        { "reflect_eta", reader => ReadOne(reader, "reflect_eta", "by", (by, columns) => new EtaReflection(by, columns)) },
        { "indicate_missing", reader => [new MissingIndicators(reader.Texts("indicate_missing", MostColumns))] },
        { "one_hot", ReadOneHot },
    };

    /// <summary>Reads both keys.</summary>
    /// <returns>The derived columns, the steps, and whether nothing was wrong: only then can it be checked that they fit together.</returns>
    public static (ValueList<DerivedColumn> Derived, ValueList<PreprocessingStep> Steps, bool AreGood) Read(CardReader reader)
    {
        var before = reader.Problems;
        var derived = reader.SectionOrDefault(DerivedKey, "names with their formulas, such as m_ratio: DER_mass_vis / DER_mass_MMC", ReadFormulas, []);
        var steps = reader.Items(StepsKey, Steps, [Scaling.Standard()], MostSteps);
        return (derived, steps, reader.Problems == before);
    }

    /// <summary>Notes what does not fit together: names, and the columns that are there at each step.</summary>
    public static void Check(CardReader reader, PreprocessingPlan plan)
    {
        var known = plan.Columns.Select(column => column.Name).ToList();
        foreach (var derived in plan.Derived)
        {
            if (known.Contains(derived.Name))
                reader.Refuse(DerivedKey, $"found the column {derived.Name}, which is also a feature, expected another name");
            reader.Check(DerivedKey, () => derived.Formula.RequireColumns(known), $".{derived.Name}");
            known.Add(derived.Name);
        }

        if (known.Count != known.Distinct(StringComparer.Ordinal).Count())
            return;
        for (var step = 1; step <= plan.Steps.Count; step++)
        {
            if (!reader.Check(StepsKey, () => plan.NamesBefore(step), FormattableString.Invariant($"[{step - 1}].{plan.Steps[step - 1].Name}")))
                return;
        }

        if (plan.Steps.OfType<MissingIndicators>().SelectMany(step => step.Columns).FirstOrDefault(column => plan.Missing is null && plan.Columns.Any(raw => raw.Name == column)) is { } never)
            reader.Refuse(StepsKey, $"indicate_missing: found the column {never}, which is never missing without data.missing (the number that stands for a missing value)");
        if (!plan.Steps.Any(step => step.IsOpen) && plan.Outputs.Count == 0)
            reader.Refuse(StepsKey, "found steps that leave no column, expected inputs for the network");
    }

    /// <summary>Reads a formula of columns of numbers; null where it has been refused.</summary>
    public static ColumnExpression? Formula(CardReader reader, string key, string expected, bool allowConstant = false)
    {
        var text = reader.Text(key, expected: expected);
        ColumnExpression? formula = null;
        if (text.Length > 0)
        {
            reader.Check(key, () =>
            {
                var expression = ColumnExpression.Parse(text, allowConstant);
                expression.RequireNumber();
                formula = expression;
            });
        }

        return formula;
    }

    public static void Write(CardWriter writer, ValueList<DerivedColumn> derived, ValueList<PreprocessingStep> steps)
    {
        writer.Section(DerivedKey, section =>
        {
            foreach (var column in derived)
            {
                section.Section(column.Name, inner =>
                {
                    inner.Text("formula", column.Formula.Text);
                    inner.Text("unit", column.Unit);
                });
            }
        });
        writer.Items(StepsKey, steps, step => step is Scaling { Columns: null } ? step.Name : null, Write);
    }

    private static void Write(CardWriter writer, PreprocessingStep step)
    {
        switch (step)
        {
            case Scaling { Columns: { } columns }:
                writer.Texts(step.Name, columns);
                break;
            case LogarithmOfTails log:
                writer.Texts(step.Name, log.Columns);
                break;
            case MissingIndicators indicators:
                writer.Texts(step.Name, indicators.Columns);
                break;
            case AzimuthRotation rotation:
                WriteOne(writer, step.Name, "to", rotation.To, rotation.Columns);
                break;
            case EtaReflection reflection:
                WriteOne(writer, step.Name, "by", reflection.By, reflection.Columns);
                break;
            case OneHot { IsOpen: true } open:
                writer.Texts(step.Name, [open.Column]);
                break;
            case OneHot hot:
                writer.Section(step.Name, section => section.Ints(hot.Column, hot.Values));
                break;
            default:
                throw new ArgumentException($"no run card for a step of type {step.GetType()}", nameof(step));
        }
    }

    private static void WriteOne(CardWriter writer, string name, string referenceKey, string reference, IReadOnlyList<string> columns) => writer.Section(name, section =>
    {
        section.Text(referenceKey, reference);
        section.Texts("columns", columns);
    });

    private static ValueList<DerivedColumn> ReadFormulas(CardReader reader)
    {
        var columns = new List<DerivedColumn>();
        foreach (var name in reader.Keys)
        {
            columns.AddRange(reader.HasMapping(name)
                ? reader.Section(name, "a mapping with the keys formula and unit", inner => Derive(inner, "formula", name, inner.Text("unit", "1", "a unit such as GeV, or 1 for none"))) ?? []
                : Derive(reader, name, name, "1"));
        }

        return [.. columns];
    }

    // One column, or none where the formula has been refused.
    private static DerivedColumn[] Derive(CardReader reader, string key, string name, string unit) =>
        Formula(reader, key, "a formula such as DER_mass_vis / DER_mass_MMC") is { } formula ? [new(name, formula, unit)] : [];

    // Nothing after the name: all columns.
    private static ValueList<string>? ReadColumns(CardReader reader, string key) => reader.IsAbsent(key) ? null : reader.Texts(key, MostColumns);

    private static IEnumerable<PreprocessingStep> ReadOne(CardReader reader, string key, string referenceKey, Func<string, ValueList<string>, PreprocessingStep> make)
    {
        var step = reader.Section(key, $"a mapping with the keys {referenceKey} and columns", inner =>
            make(inner.Text(referenceKey, expected: "the column of the reference"), inner.Texts("columns", MostColumns)));
        return step is null ? [] : [step];
    }

    private static IEnumerable<PreprocessingStep> ReadOneHot(CardReader reader)
    {
        const string key = "one_hot";
        if (!reader.HasMapping(key))
            return [.. reader.Texts(key, MostColumns).Select(column => new OneHot(column, []))];
        return reader.Section<IReadOnlyList<PreprocessingStep>>(key, "columns with lists of values", inner =>
            [.. inner.Keys.Select(column => new OneHot(column, inner.Ints(column, [], -OneHot.LargestValue, OneHot.LargestValue, 1, OneHot.MostValues)))]) ?? [];
    }
}
