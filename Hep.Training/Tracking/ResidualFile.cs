using System.Text;
using Hep.Common;
using Hep.Data;
using Hep.Data.Tracking.Finding;
using Hep.Evaluation.Tracking;

namespace Hep.Training.Tracking;

/// <summary>The predictions on the true hits of the test split, as <c>predictions.csv</c>.</summary>
internal static class ResidualFile
{
    private const string Finder = "finder";
    private static readonly string[] Columns = ["layer", "residual_rphi", "residual_z", "variance_rphi", "covariance", "variance_z"];

    /// <summary>Writes them.</summary>
    public static void Save(string path, IEnumerable<(string Finder, ulong EventId, IReadOnlyList<HitResidual> Residuals)> all) => AtomicFile.Write(path, stream =>
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        writer.WriteLine($"event_id,split,{Finder},hit,{string.Join(',', Columns)}");
        foreach (var (finder, id, residuals) in all)
        {
            foreach (var r in residuals)
                writer.WriteLine(FormattableString.Invariant($"{id},test,{finder},{r.Hit},{r.Layer},{r.RPhi:G9},{r.Z:G9},{r.RPhiVariance:G9},{r.Covariance:G9},{r.ZVariance:G9}"));
        }
    });

    /// <summary>Reads them by finder, in the order in which finders come.</summary>
    public static IReadOnlyList<(string Finder, ResidualSample Residuals)> Load(string path)
    {
        var rows = CsvColumns.Read(path, Columns, [Finder], mayBeEmpty: true);
        var samples = new OrderedDictionary<string, ResidualSample>(StringComparer.Ordinal);
        var (finders, numbers) = (rows.Texts(Finder), Array.ConvertAll(Columns, rows.Numbers));
        for (var row = 0; row < rows.Count; row++)
        {
            if (!samples.TryGetValue(finders[row], out var sample))
                samples.Add(finders[row], sample = new ResidualSample());
            if (!(numbers[3][row] > 0 && (numbers[3][row] * numbers[5][row]) - (numbers[4][row] * numbers[4][row]) > 0))
                throw new InvalidDataException(FormattableString.Invariant($"{path}, data row {row + 1}: found the covariance ({numbers[3][row]}, {numbers[4][row]}; {numbers[4][row]}, {numbers[5][row]}), expected a positive definite one"));
            sample.Add((int)numbers[0][row], numbers[1][row], numbers[2][row], numbers[3][row], numbers[4][row], numbers[5][row]);
        }

        return [.. samples.Select(pair => (pair.Key, pair.Value))];
    }
}
