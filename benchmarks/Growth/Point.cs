using System.Globalization;

namespace Hep.Benchmarks.Growth;

/// <summary>What one study took: seconds of its stages, and the largest resident memory in 10^6 bytes.</summary>
internal sealed record Point(
    string Memory, int Events, double Seconds, double Reading, double Training, double Scoring, double Evaluation, double UntilScored, double Peak, int WindowRows, double Auc)
{
    public const string Header = "| events | data.memory | whole study, s | reading, s | training, s | scoring and export, s | evaluation, s | peak until all is scored, MB | peak of all, MB | events a window | test AUC |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |";

    /// <summary>A row of the table.</summary>
    public string InWords => string.Create(
        CultureInfo.InvariantCulture,
        $"| {Events:N0} | {(Memory == Growth.NoLimit ? "no limit" : Memory)} | {Seconds:F1} | {Reading:F1} | {Training:F1} | {Scoring:F1} | {Evaluation:F1} | {UntilScored:F0} | {Peak:F0} | {(WindowRows == 0 ? "all" : WindowRows.ToString("N0", CultureInfo.InvariantCulture))} | {Auc:F4} |");

    /// <summary>From the line that a study prints.</summary>
    public static Point Parse(string memory, int events, string line)
    {
        var n = Array.ConvertAll(line.Split(' '), word => double.Parse(word, CultureInfo.InvariantCulture));
        return new(memory, events, n[0], n[1], n[2], n[3], n[4], n[5], n[6], (int)n[7], n[8]);
    }
}
