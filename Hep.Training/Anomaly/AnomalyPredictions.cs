using System.Globalization;
using System.Text;
using Hep.Common;
using Hep.Data;

namespace Hep.Training.Anomaly;

/// <summary>What all detectors say of the events of validation and test split, as <c>predictions.csv</c>.</summary>
/// <param name="EventIds">Event ids, [N].</param>
/// <param name="Splits">The names of the splits, [N].</param>
/// <param name="IsSignal">The truth, [N].</param>
/// <param name="Weights">Weights, [N].</param>
/// <param name="Mass">The mass, [N]; null: the card has none.</param>
/// <param name="Scores">Scores by detector, [N] each; that of the decision first.</param>
/// <param name="Costs">What the reconstruction of each input costs, [N] each.</param>
internal sealed record AnomalyPredictions(
    string[] EventIds, string[] Splits, bool[] IsSignal, double[] Weights, double[]? Mass, IReadOnlyList<(string Name, double[] Values)> Scores, IReadOnlyList<(string Name, double[] Values)> Costs)
{
    private const string Id = "event_id", Split = "split", Label = "label", Weight = "weight", MassName = "mass", ScorePrefix = "score_", CostPrefix = "cost_";

    /// <summary>Writes them.</summary>
    public void Save(string path) => AtomicFile.Write(path, stream =>
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        IEnumerable<string> names = [.. Scores.Select(score => ScorePrefix + score.Name), .. Costs.Select(cost => CostPrefix + cost.Name)];
        writer.WriteLine(string.Join(',', new[] { Id, Split, Label, Weight }.Concat(Mass is null ? [] : [MassName]).Concat(names)));
        double[][] columns = [.. Mass is null ? Array.Empty<double[]>() : [Mass], .. Scores.Select(score => score.Values), .. Costs.Select(cost => cost.Values)];
        for (var row = 0; row < EventIds.Length; row++)
        {
            var i = row;
            writer.WriteLine(FormattableString.Invariant($"{EventIds[i]},{Splits[i]},{(IsSignal[i] ? 1 : 0)},{Weights[i]:R},{string.Join(',', columns.Select(column => column[i].ToString("R", CultureInfo.InvariantCulture)))}"));
        }
    });

    /// <summary>Reads them.</summary>
    /// <exception cref="FileNotFoundException">There are none.</exception>
    /// <exception cref="InvalidDataException">The file is broken.</exception>
    public static AnomalyPredictions Load(string path)
    {
        var header = CsvColumns.Header(path);
        var rows = CsvColumns.Read(path, header.Where(name => name is not (Id or Split)), [Id, Split]);
        IReadOnlyList<(string, double[])> Of(string prefix) => [.. header.Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).Select(name => (name[prefix.Length..], rows.Numbers(name)))];
        if (Of(ScorePrefix).Count == 0)
            throw new InvalidDataException($"{path}: found no column {ScorePrefix}NAME, expected scores");
        return new AnomalyPredictions(rows.Texts(Id), rows.Texts(Split), [.. rows.Numbers(Label).Select(label => label == 1)], rows.Numbers(Weight), header.Contains(MassName) ? rows.Numbers(MassName) : null, Of(ScorePrefix), Of(CostPrefix));
    }

    /// <summary>Those of one split.</summary>
    /// <exception cref="InvalidDataException">It has none.</exception>
    public AnomalyPredictions Of(string split)
    {
        int[] rows = [.. Enumerable.Range(0, Splits.Length).Where(row => Splits[row] == split)];
        if (rows.Length == 0)
            throw new InvalidDataException($"predictions.csv: found no events of the {split} split, expected some");
        T[] Pick<T>(T[] values) => Array.ConvertAll(rows, row => values[row]);
        return new AnomalyPredictions(
            Pick(EventIds), Pick(Splits), Pick(IsSignal), Pick(Weights), Mass is null ? null : Pick(Mass), [.. Scores.Select(score => (score.Name, Pick(score.Values)))], [.. Costs.Select(cost => (cost.Name, Pick(cost.Values)))]);
    }
}
