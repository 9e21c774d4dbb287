using Hep.Data;
using Hep.Models;

namespace Hep.Training.Cards;

/// <summary>A cut of the selection: events that do not fulfil its condition are left out of the study.</summary>
/// <param name="Name">Its name in the cut-flow table.</param>
/// <param name="Condition">The condition, such as <c>PRI_jet_num >= 1 &amp;&amp; PRI_tau_pt > 25</c>; see docs/data.md.</param>
public sealed record SelectionCut(string Name, string Condition)
{
    private const string Key = "select";
    private const string Expected = "a condition such as PRI_tau_pt > 25, or a mapping of names to conditions";

    /// <summary>The condition, read.</summary>
    internal RowSelection Rows => RowSelection.Parse(Condition);

    internal static ValueList<SelectionCut> Read(CardReader reader)
    {
        if (reader.IsAbsent(Key))
            return [];
        return reader.HasMapping(Key)
            ? reader.Section(Key, Expected, inner => (ValueList<SelectionCut>)[.. inner.Keys.SelectMany(name => ReadOne(inner, name, name))]) ?? []
            : ReadOne(reader, Key, null);
    }

    internal static void Write(CardWriter writer, ValueList<SelectionCut> cuts)
    {
        if (cuts is [var only] && only.Name == only.Condition)
            writer.Text(Key, only.Condition);
        else
            writer.Section(Key, cuts.Count == 0 ? null : section => cuts.ToList().ForEach(cut => section.Text(cut.Name, cut.Condition)));
    }

    // One cut, or none where the condition has been refused. Without a name it is called by its condition.
    private static ValueList<SelectionCut> ReadOne(CardReader reader, string key, string? name)
    {
        var condition = reader.Text(key, expected: Expected);
        if (condition.Length == 0)
            return [];
        try
        {
            _ = RowSelection.Parse(condition);
            return [new(name ?? condition, condition)];
        }
        catch (InvalidDataException error)
        {
            reader.Refuse(key, error.Message);
            return [];
        }
    }
}
