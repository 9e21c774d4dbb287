using Hep.Data;
using Hep.Models;
using Hep.Training.Cards;
using Hep.Training.Runs;

namespace Hep.Training.Systematics;

/// <summary>
/// Varies the events of a split as the card's sources of systematic uncertainty say: other weights, or other features that go through preprocessing and network
/// again. What comes of it is kept as columns of numbers, so that everything can be evaluated without the model.
/// </summary>
/// <param name="card">The run card.</param>
/// <param name="classifier">The trained classifier, calibrated.</param>
/// <param name="set">The events with their features.</param>
/// <param name="events">The same events with the columns that the formulas take among those kept.</param>
/// <param name="scores">Their nominal scores, [N].</param>
internal sealed class SystematicScoring(RunCard card, Classifier classifier, EventSet set, EventTable events, float[] scores)
{
    private readonly string[] features = [.. set.Features.Select(feature => feature.Name)];

    /// <summary>Scores the test events of the shifted files, and writes them into the run folder.</summary>
    /// <param name="card">The run card.</param>
    /// <param name="classifier">The trained classifier, calibrated.</param>
    /// <param name="folder">The run folder.</param>
    /// <param name="note">Is told what is read.</param>
    /// <exception cref="FileNotFoundException">A file is not there.</exception>
    /// <exception cref="InvalidDataException">A file cannot be used as the nominal one is.</exception>
    public static void OfFiles(RunCard card, Classifier classifier, RunFolder folder, Action<string> note)
    {
        foreach (var source in card.Evaluation.Systematics.OfType<SystematicSource.Files>())
        {
            foreach (var side in SystematicColumns.SidesOf(source))
            {
                var file = SystematicColumns.IsUp(side) ? source.Up : source.Down!;
                note($"systematics: reading {file} ({source.Name}, {side})");
                using var data = StudyData.Load(card.Data with { Source = file }, KeptColumns.Of(card));
                var shifted = Array.ConvertAll(Classifiers.Evaluate(classifier, data.Test).Scores, score => (float)score);
                Predictions.Of(("test", data.Test.Events, shifted)).Save(folder.Shifted(source.Name, side));
            }
        }
    }

    /// <summary>The events with the columns of all sources, and without what only their formulas took.</summary>
    /// <param name="isTest">Whether these are the events on which figures are quoted; of others the columns hold what is nominal.</param>
    /// <exception cref="InvalidDataException">A formula has no value for an event, or there is no event of a process.</exception>
    public EventTable Varied(bool isTest)
    {
        if (card.Evaluation.Systematics.Count == 0)
            return events;
        string[] inputs = [.. SystematicColumns.Inputs(card).Except(KeptColumns.Of(card).Numbers, StringComparer.Ordinal)];
        var varied = card.Evaluation.Systematics.SelectMany(source => SystematicColumns.SidesOf(source).SelectMany(side => isTest ? Varied(source, side) : Nominal(source, side)));
        Column[] extras = [.. events.Extras.Where(column => !inputs.Contains(column.Name)), .. varied];
        return new EventTable(events.Origin, events.Features, events.Labels, events.Classes, events.Weights, events.EventIds, extras, events.Missing);
    }

    private IEnumerable<NumberColumn> Varied(SystematicSource source, string side) => source switch
    {
        SystematicSource.Files => [],
        SystematicSource.Columns columns => Rescored(columns, side),
        SystematicSource.Weights weights => [Reweighted(source, side, Chosen(weights.Up, weights.Down, side), isFactor: false)],
        SystematicSource.Scale scale => [Reweighted(source, side, Chosen(scale.Up, scale.Down, side), isFactor: true)],
        _ => throw new ArgumentException($"no variation by a source of type {source.GetType()}", nameof(source)),
    };

    private IEnumerable<NumberColumn> Nominal(SystematicSource source, string side) => source switch
    {
        SystematicSource.Files => [],
        SystematicSource.Columns columns =>
        [
            new(SystematicColumns.Score(source, side), Array.ConvertAll(scores, KeptColumns.AsWritten)),
            .. Drawn(columns).Select(column => new NumberColumn(SystematicColumns.Value(source, column, side), events.Numbers(column).Values)),
        ],
        _ => [new(SystematicColumns.Weight(source, side), events.Weights)],
    };

    private IEnumerable<string> Drawn(SystematicSource.Columns source) => source.Shifted.Select(shift => shift.Column).Where(card.Evaluation.Variables.Contains);

    private NumberColumn Reweighted(SystematicSource source, string side, ColumnExpression formula, bool isFactor)
    {
        var isVaried = IsVaried(source);
        var weights = (double[])events.Weights.Clone();
        foreach (var (start, rows) in set.Windows())
        {
            var given = Compute(formula, start, rows);
            for (var i = 0; i < given.Length; i++)
            {
                ref var weight = ref weights[start + i];
                if (!isVaried(start + i))
                    continue;
                weight = isFactor ? weight * given[i] : given[i];
                if (!double.IsFinite(weight))
                    throw NoValue(source, side, formula, start + i, "a weight");
            }
        }

        return new(SystematicColumns.Weight(source, side), weights);
    }

    private List<NumberColumn> Rescored(SystematicSource.Columns source, string side)
    {
        var isVaried = IsVaried(source);
        var rescored = new double[events.Count];
        var drawn = Drawn(source).Select(column => new NumberColumn(SystematicColumns.Value(source, column, side), new double[events.Count])).ToList();
        foreach (var (start, rows) in set.Windows())
        {
            var shifted = source.Shifted.Select(shift => Shifted(source, side, shift, start, rows, isVaried)).ToList();
            for (var s = 0; s < shifted.Count; s++)
            {
                for (int i = 0, k = IndexOf(source.Shifted[s].Column); i < shifted[s].Length; i++, k += features.Length)
                    rows[k] = shifted[s][i];
                if (drawn.Find(column => column.Name == SystematicColumns.Value(source, source.Shifted[s].Column, side)) is { } values)
                    Array.ConvertAll(shifted[s], KeptColumns.AsWritten).CopyTo(values.Values, start);
            }

            Array.ConvertAll(Classifiers.Evaluate(classifier, rows).Scores, score => KeptColumns.AsWritten((float)score)).CopyTo(rescored, start);
        }

        return [new(SystematicColumns.Score(source, side), rescored), .. drawn];
    }

    /// <summary>The shifted values of a feature in a window.</summary>
    private float[] Shifted(SystematicSource source, string side, ShiftedColumn shift, int start, float[] rows, Func<int, bool> isVaried)
    {
        var formula = Chosen(shift.Up, shift.Down, side);
        var given = Compute(formula, start, rows);
        var shifted = Array.ConvertAll(Feature(rows, shift.Column), value => (float)value);
        for (var i = 0; i < shifted.Length; i++)
        {
            if (!isVaried(start + i))
                continue;

            // What is missing becomes what stands for it, as a jet may fall below the threshold.
            var value = double.IsNaN(given[i]) && events.Missing is { } missing ? missing : (float)given[i];
            shifted[i] = float.IsFinite(value) ? value : throw NoValue(source, side, formula, start + i, $"a value of {shift.Column}");
        }

        return shifted;
    }

    /// <summary>A formula for the events of a window.</summary>
    private double[] Compute(ColumnExpression formula, int start, float[] rows)
    {
        var count = rows.Length / features.Length;
        return formula.Compute(
            count,
            name => features.Contains(name)
                ? Feature(rows, name)
                : (name == card.Data.Weight ? events.Weights : events.Numbers(name).Values).AsSpan(start, count).ToArray(),
            events.Missing);
    }

    private double[] Feature(float[] rows, string name)
    {
        var values = new double[rows.Length / features.Length];
        for (int i = 0, k = IndexOf(name); i < values.Length; i++, k += features.Length)
            values[i] = rows[k];
        return values;
    }

    private int IndexOf(string name) => Array.IndexOf(features, name);

    private Func<int, bool> IsVaried(SystematicSource source)
    {
        var processes = source.OfProcess is null ? null : events.Text(card.Data.Process!).Values;
        if (processes is not null && !processes.Contains(source.OfProcess))
            throw new InvalidDataException($"{events.Origin}: systematic '{source.Name}': no test event of the process '{source.OfProcess}' in column '{card.Data.Process}'{NearestNames.Hint(source.OfProcess!, processes.Distinct(StringComparer.Ordinal))}");
        return row => (source.OfSignal is not { } signal || signal == (events.Labels[row] == 1)) && (processes is null || processes[row] == source.OfProcess);
    }

    private InvalidDataException NoValue(SystematicSource source, string side, ColumnExpression formula, int row, string expected) =>
        new(FormattableString.Invariant($"{events.Origin}: systematic '{source.Name}', {side}: '{formula}' has no finite value for the event {events.EventIds[row]}, expected {expected}"));

    private static ColumnExpression Chosen(ColumnExpression up, ColumnExpression? down, string side) => SystematicColumns.IsUp(side) ? up : down!;
}
