using System.Diagnostics;
using System.Globalization;
using Hep.Data;

namespace Hep.Benchmarks.Csv;

/// <summary>Readings of a file of the challenge's format by this toolkit.</summary>
internal static class Reading
{
    public static void Time(string file, string columns, int repeats)
    {
        var layout = Layout(file, columns);
        for (var i = 0; i < repeats; i++)
        {
            var clock = Stopwatch.StartNew();
            var table = CsvReader.Read(file, layout);
            Console.WriteLine(clock.Elapsed.TotalSeconds.ToString("F4", CultureInfo.InvariantCulture));
            GC.KeepAlive(table);
        }
    }

    public static void Memory(string file, string way)
    {
        var layout = Layout(file, "all");
        var before = PeakKilobytes();
        double bytes;
        if (way == "read")
        {
            var table = CsvReader.Read(file, layout);
            bytes = Bytes(table);
            GC.KeepAlive(table);
        }
        else
        {
            bytes = CsvReader.Stream(file, layout, 10_000).Max(Bytes);
        }

        var peak = (PeakKilobytes() - before) * 1024.0;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{way}: arrays of the largest table {bytes / 1e6:F1} MB, peak resident memory over that at the start {peak / 1e6:F1} MB, ratio {peak / bytes:F2}"));
    }

    private static double Bytes(EventTable table) => table.Count * (double)(
        (4 * table.Features.Count) + 4 + 8 + 8 + (8 * table.Extras.Count));

    private static CsvLayout Layout(string file, string columns)
    {
        var header = CsvColumns.Header(file);
        var features = header.Where(name => name.StartsWith("DER_", StringComparison.Ordinal) || name.StartsWith("PRI_", StringComparison.Ordinal));
        var layout = new CsvLayout
        {
            Features = [.. (columns == "few" ? features.Take(3) : features).Select(name => new CsvLayout.Feature(name))],
            Label = "Label",
            Classes = ["b", "s"],
            Weight = "Weight",
            EventId = columns == "few" ? null : "EventId",
            Missing = -999,
        };
        return columns == "all" ? layout with { Extras = ["KaggleSet"], Numbers = ["KaggleWeight"] } : layout;
    }

    private static long PeakKilobytes() => long.Parse(
        File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2],
        CultureInfo.InvariantCulture);
}
