using System.Globalization;
using System.Text;
using Hep.Common;
using Hep.Data;

namespace Hep.Training.Tracking;

/// <summary>The labels of the hits of the test split, as <c>predictions.csv</c>.</summary>
internal static class LabelFile
{
    private const string Finder = "finder", Id = "event_id";
    private static readonly string[] Columns = ["layer", "seed_hit", "truth", "label"];

    /// <summary>Writes them.</summary>
    /// <param name="path">The file.</param>
    /// <param name="events">The events.</param>
    /// <param name="all">The labels of every method.</param>
    public static void Save(string path, SeededEvents events, IReadOnlyList<LabelledHits> all) => AtomicFile.Write(path, stream =>
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        writer.WriteLine($"{Id},split,{Finder},hit,{string.Join(',', Columns)},probability");
        foreach (var found in all)
        {
            for (var one = 0; one < events.Events.Count; one++)
            {
                for (var hit = 0; hit < events.Events[one].Count; hit++)
                {
                    var probability = found.Probabilities?[one][hit].ToString("R", CultureInfo.InvariantCulture) ?? "";
                    writer.WriteLine(FormattableString.Invariant(
                        $"{events.Events[one].EventId},test,{found.Finder},{hit},{events.Events[one].Layers[hit]},{(events.IsOpen(one, hit) ? 0 : 1)},{Slot(events.LabelOf(one, hit))},{Slot(found.Labels[one][hit])},{probability}"));
                }
            }
        }

        int Slot(int label) => label == events.Tracks ? LabelRows.None : label;
    });

    /// <summary>Reads them by method, in the order in which methods come.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FileNotFoundException">The file is not there.</exception>
    /// <exception cref="InvalidDataException">The file is broken, or has no hits.</exception>
    public static IReadOnlyList<LabelRows> Load(string path)
    {
        var rows = CsvColumns.Read(path, Columns, [Finder, Id]);
        var (finders, ids) = (rows.Texts(Finder), rows.Texts(Id));
        var numbers = Array.ConvertAll(Columns, rows.Numbers);
        if (rows.Count == 0)
            throw new InvalidDataException($"{path}: found no hits, expected those of the test split");
        var places = ids.Distinct(StringComparer.Ordinal).Index().ToDictionary(entry => entry.Item, entry => entry.Index, StringComparer.Ordinal);
        return
        [
            .. Enumerable.Range(0, rows.Count).GroupBy(row => finders[row], StringComparer.Ordinal).Select(group =>
            {
                int[] own = [.. group];
                int[] Column(int i) => Array.ConvertAll(own, row => (int)numbers[i][row]);
                return new LabelRows(group.Key, Array.ConvertAll(own, row => places[ids[row]]), Column(0), Array.ConvertAll(own, row => numbers[1][row] == 0), Column(2), Column(3));
            }),
        ];
    }
}
