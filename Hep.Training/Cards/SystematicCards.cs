using Hep.Data;
using Hep.Models;
using Hep.Training.Systematics;

namespace Hep.Training.Cards;

/// <summary>The key <c>systematics</c> of the <c>evaluation</c> section: a mapping of names to what each source varies.</summary>
internal static class SystematicCards
{
    private const int MostSources = 200;
    private const string Class = "class";
    private const string Process = "process";
    private const string Kinds = "one of weight_up, scale_up, file_up, column with up, or columns, each with its counterpart down";

    private static NameTable<bool?> Classes { get; } = new() { { "signal", true }, { "background", false } };

    public static ValueList<SystematicSource> Read(CardReader reader)
    {
        var sources = new List<SystematicSource>();
        foreach (var name in reader.Keys)
        {
            // Null where a formula was refused, as where there is no mapping.
            var source = reader.Section(name, "a mapping such as {weight_up: pdf_up, weight_down: pdf_down}", inner => ReadOne(inner, name)!);
            if (!name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-') || name.Length == 0)
                reader.Refuse(name, "found a name with other characters than letters, digits, _ and -, expected one that can stand in names of files and columns");
            else if (source is not null)
                sources.Add(source);
        }

        if (sources.Count > MostSources)
            reader.RefuseAll(FormattableString.Invariant($"found {sources.Count} sources, expected at most {MostSources}"));
        return [.. sources];
    }

    public static void Write(CardWriter writer, string key, ValueList<SystematicSource> sources) => writer.Section(key, section =>
    {
        foreach (var source in sources)
            section.Section(source.Name, inner => Write(inner, source));
    });

    /// <summary>Notes what does not fit the card's other values.</summary>
    public static void Check(CardNode.Mapping root, CardProblems problems, DataSection data, EvaluationSection evaluation)
    {
        foreach (var source in evaluation.Systematics)
        {
            foreach (var problem in Problems(source, data, evaluation))
                problems.Add(RunCard.PlaceOf(root, "evaluation", "systematics", source.Name), $"evaluation.systematics.{source.Name}", problem);
        }
    }

    private static IEnumerable<string> Problems(SystematicSource source, DataSection data, EvaluationSection evaluation)
    {
        string[] features = [.. data.Features.Select(feature => feature.Name)];
        if (source is SystematicSource.Columns { Shifted: var shifted })
        {
            foreach (var column in shifted.Select(shift => shift.Column).Where(column => !features.Contains(column)))
                yield return $"found the column {column}, which is no feature, expected an input of the network{(NearestNames.Meant(column, features) is { } nearest ? $"; did you mean {nearest}?" : "")}";
        }

        if (source.OfProcess is { } process && data.ProcessColumn is null)
            yield return $"found the process {process}, but no column that names processes in data.process";
        if (source is SystematicSource.Files && data.Split is SplitOptions.Fraction)
            yield return "found files with a data.split by fraction, expected a split by hash or by column (which tell a test event by itself)";
        if (data.Files.Count > 0 && source is (SystematicSource.Weights or SystematicSource.Files))
            yield return "found other weights or files with data.files, whose weights may be scaled process by process, expected factors (scale_up) or shifted columns";
        foreach (var variable in evaluation.Variables.Where(SystematicColumns.Of(source, evaluation.Variables).Contains))
            yield return $"found the variable {variable}, which is what predictions.csv calls a column of this source, expected another name";
    }

    private static SystematicSource? ReadOne(CardReader reader, string name)
    {
        string[] kinds = [.. reader.Keys.Select(KindOf).OfType<string>().Distinct(StringComparer.Ordinal)];
        if (kinds.Length != 1)
        {
            reader.RefuseAll($"found the keys {string.Join(", ", reader.Keys)}, expected {Kinds}");

            // Which keys are right depends on the kind, so nothing is said of them one by one.
            foreach (var key in reader.Keys)
                reader.Has(key);
            return null;
        }

        if (kinds[0] == "file")
            return ReadFiles(reader, name);
        var (signal, process) = (reader.Choice(Class, Classes, null), reader.OptionalText(Process, "a value of the column data.process"));
        SystematicSource? source = kinds[0] switch
        {
            "weight" => Both(reader, "weight_", "a column of weights, or a formula", (up, down) => new SystematicSource.Weights(name, up, down)),
            "scale" => Both(reader, "scale_", "a factor: a number, a column, or a formula", (up, down) => new SystematicSource.Scale(name, up, down), allowConstant: true),
            _ => ReadColumns(reader, name, kinds[0] == "columns"),
        };
        return source is null ? null : source with { OfSignal = signal, OfProcess = process };
    }

    private static string? KindOf(string key) => key switch
    {
        "weight_up" or "weight_down" => "weight",
        "scale_up" or "scale_down" => "scale",
        "file_up" or "file_down" => "file",
        "column" or "up" or "down" => "column",
        "columns" => "columns",
        _ => null,
    };

    // A formula up, and one down unless there is none.
    private static T? Both<T>(CardReader reader, string prefix, string expected, Func<ColumnExpression, ColumnExpression?, T> make, bool allowConstant = false)
        where T : class
    {
        var up = PreprocessingCards.Formula(reader, $"{prefix}up", expected, allowConstant);
        var down = reader.IsAbsent($"{prefix}down") ? null : PreprocessingCards.Formula(reader, $"{prefix}down", expected, allowConstant);
        return up is null ? null : make(up, down);
    }

    private static SystematicSource.Files ReadFiles(CardReader reader, string name) => new(
        name,
        reader.PathOf("file_up", reader.Text("file_up", expected: $"a file ({EventFiles.Endings})")),
        reader.IsAbsent("file_down") ? null : reader.PathOf("file_down", reader.Text("file_down", expected: $"a file ({EventFiles.Endings})")));

    private static SystematicSource.Columns? ReadColumns(CardReader reader, string name, bool several)
    {
        const string expected = "a column of the file, or a formula";
        var one = several ? "" : reader.Text("column", expected: "the name of a feature");
        ShiftedColumn?[] shifted = several
            ? [.. reader.Section("columns", "features with their values, such as PRI_tau_pt: {up: PRI_tau_pt * 1.03, down: PRI_tau_pt * 0.97}", inner => inner.Keys
                .Select(column => inner.Section(column, "a mapping with the keys up and down", of => Both(of, "", expected, (up, down) => new ShiftedColumn(column, up, down))!)).ToList()) ?? []]
            : [Both(reader, "", expected, (up, down) => one.Length == 0 ? null! : new ShiftedColumn(one, up, down))];
        if (shifted.Length == 0 || shifted.Contains(null))
            return null;
        if (shifted.Select(shift => shift!.Down is null).Distinct().Count() > 1)
            reader.Refuse("columns", "found features with and without a variation down, expected all of them with one, or none");
        return new SystematicSource.Columns(name, [.. shifted.OfType<ShiftedColumn>()]);
    }

    private static void Write(CardWriter writer, SystematicSource source)
    {
        switch (source)
        {
            case SystematicSource.Weights weights:
                WriteBoth(writer, "weight_", weights.Up, weights.Down);
                break;
            case SystematicSource.Scale scale:
                WriteBoth(writer, "scale_", scale.Up, scale.Down);
                break;
            case SystematicSource.Columns columns:
                writer.Section("columns", section =>
                {
                    foreach (var shift in columns.Shifted)
                        section.Section(shift.Column, inner => WriteBoth(inner, "", shift.Up, shift.Down));
                });
                break;
            case SystematicSource.Files files:
                writer.Text("file_up", files.Up);
                writer.Text("file_down", files.Down);
                return;
            default:
                throw new ArgumentException($"no run card for a source of type {source.GetType()}", nameof(source));
        }

        if (source.OfSignal is not null)
            writer.Choice(Class, Classes, source.OfSignal);
        writer.Text(Process, source.OfProcess);
    }

    private static void WriteBoth(CardWriter writer, string prefix, ColumnExpression up, ColumnExpression? down)
    {
        writer.Text($"{prefix}up", up.Text);
        writer.Text($"{prefix}down", down?.Text);
    }
}
