using Hep.Data;
using Hep.Evaluation;
using Hep.Evaluation.Systematics;
using Hep.Models;
using Hep.Training.Cards;
using Hep.Training.Runs;

namespace Hep.Training.Systematics;

/// <summary>
/// Varies the events of a split as the card's sources of systematic uncertainty say: other weights, or other features that go through preprocessing and network
/// again. What comes of it is kept as columns of numbers, so that everything can be evaluated without the model.
/// </summary>
/// <param name="card">The run card.</param>
/// <param name="set">The events with their features.</param>
/// <param name="events">The same events with the columns that the formulas take among those kept.</param>
internal sealed class SystematicScoring(RunCard card, EventSet set, EventTable events)
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
        foreach (var (source, side, file) in FilesOf(card))
        {
            note($"systematics: reading {file} ({source.Name}, {side})");
            using var data = StudyData.Load(card.Data with { Source = file }, KeptColumns.Of(card));
            var shifted = Array.ConvertAll(Classifiers.Evaluate(classifier, data.Test).Scores, score => (float)score);
            Predictions.Of(("test", data.Test.Events, shifted)).Save(folder.Shifted(source.Name, side));
        }
    }

    /// <summary>The SHA-256 of every shifted file, by source and side; null: there are none.</summary>
    /// <param name="card">The run card.</param>
    public static IReadOnlyDictionary<string, string>? Fingerprints(RunCard card)
    {
        var hashes = FilesOf(card).ToDictionary(
            shifted => $"{shifted.Source.Name}, {shifted.Side}",
            shifted => string.Join(", ", InputFiles.Of(card.Data with { Source = shifted.File }).Fingerprints().Select(part => part.Sha256)),
            StringComparer.Ordinal);
        return hashes.Count > 0 ? hashes : null;
    }

    /// <summary>Checks, before a model is trained, what does not need one: that files are there with the columns of the study, that formulas have values, and that weights have a sum.</summary>
    /// <exception cref="FileNotFoundException">A file is not there.</exception>
    /// <exception cref="InvalidDataException">A file lacks a column, a formula has no value for an event, the weights of a class do not sum to more than 0, or there is no event of a process.</exception>
    public void Require()
    {
        foreach (var (_, _, file) in FilesOf(card))
        {
            var shifted = card.Data with { Source = file };
            InputFiles.Of(shifted).RequireColumns(new EventSelection(shifted).Extend(StudyData.Layout(shifted, KeptColumns.Of(card))));
        }

        var isSignal = Array.ConvertAll(events.Labels, label => label == 1);
        foreach (var source in card.Evaluation.Systematics.Where(source => source is not SystematicSource.Files))
        {
            BinarySample?[] sides = [.. SystematicColumns.SidesOf(source).Select(side => source is SystematicSource.Columns columns
                ? Checked(columns, side)
                : new BinarySample($"{source.Name}, {side}", new double[events.Count], isSignal, Reweighted(source, side).Values))];
            if (sides[0] is { } up)
                _ = new Variation(source.Name, up, sides.ElementAtOrDefault(1));
        }

        BinarySample? Checked(SystematicSource.Columns source, string side)
        {
            foreach (var (start, rows) in set.Pieces())
                _ = Shifted(source, side, start, rows);
            return null;
        }
    }

    /// <summary>The events of the test split with the columns of all sources, and without what only their formulas took.</summary>
    /// <param name="classifier">The trained classifier, calibrated.</param>
    /// <exception cref="InvalidDataException">As by <see cref="Require"/>.</exception>
    public EventTable Varied(Classifier classifier) => With((source, side) => source switch
    {
        SystematicSource.Files => [],
        SystematicSource.Columns columns => Rescored(classifier, columns, side),
        _ => [Reweighted(source, side)],
    });

    /// <summary>The events of another split, where the columns hold what is nominal.</summary>
    /// <param name="scores">The nominal scores, [N].</param>
    public EventTable Unvaried(float[] scores) => With((source, side) => Nominal(source, side, scores));

    private static IEnumerable<(SystematicSource Source, string Side, string File)> FilesOf(RunCard card) => card.Evaluation.Systematics.OfType<SystematicSource.Files>()
        .SelectMany(source => SystematicColumns.SidesOf(source).Select(side => ((SystematicSource)source, side, SystematicColumns.IsUp(side) ? source.Up : source.Down!)));

    private EventTable With(Func<SystematicSource, string, IEnumerable<NumberColumn>> columns)
    {
        if (card.Evaluation.Systematics.Count == 0)
            return events;
        string[] inputs = [.. SystematicColumns.Inputs(card).Except(KeptColumns.Of(card).Numbers, StringComparer.Ordinal)];
        Column[] extras =
        [
            .. events.Extras.Where(column => !inputs.Contains(column.Name)),
            .. card.Evaluation.Systematics.SelectMany(source => SystematicColumns.SidesOf(source).SelectMany(side => columns(source, side))),
        ];
        return events.With(extras: extras);
    }

    private IEnumerable<NumberColumn> Nominal(SystematicSource source, string side, float[] scores) => source switch
    {
        SystematicSource.Files => [],
        SystematicSource.Columns columns =>
        [
            new(SystematicColumns.Score(source, side), Array.ConvertAll(scores, ShortestDecimal.Of)),
            .. Drawn(columns).Select(column => new NumberColumn(SystematicColumns.Value(source, column, side), events.Numbers(column).Values)),
        ],
        _ => [new(SystematicColumns.Weight(source, side), events.Weights)],
    };

    private IEnumerable<string> Drawn(SystematicSource.Columns source) => source.Shifted.Select(shift => shift.Column).Where(card.Evaluation.Variables.Contains);

    private NumberColumn Reweighted(SystematicSource source, string side)
    {
        var (formula, isFactor) = source switch
        {
            SystematicSource.Weights given => (Chosen(given.Up, given.Down, side), false),
            SystematicSource.Scale given => (Chosen(given.Up, given.Down, side), true),
            _ => throw new ArgumentException($"no weights by a source of type {source.GetType()}", nameof(source)),
        };
        var isVaried = IsVaried(source);
        var weights = (double[])events.Weights.Clone();
        foreach (var (start, rows) in set.Pieces())
        {
            var values = Compute(formula, start, rows);
            for (var i = 0; i < values.Length; i++)
            {
                ref var weight = ref weights[start + i];
                if (!isVaried(start + i))
                    continue;
                weight = isFactor ? weight * values[i] : values[i];
                if (!double.IsFinite(weight))
                    throw NoValue(source, side, formula, start + i, "a weight");
            }
        }

        return new(SystematicColumns.Weight(source, side), weights);
    }

    private List<NumberColumn> Rescored(Classifier classifier, SystematicSource.Columns source, string side)
    {
        var rescored = new double[events.Count];
        var drawn = Drawn(source).Select(column => new NumberColumn(SystematicColumns.Value(source, column, side), new double[events.Count])).ToList();
        foreach (var (start, rows) in set.Pieces())
        {
            var shifted = Shifted(source, side, start, rows);
            for (var s = 0; s < shifted.Length; s++)
            {
                for (int i = 0, k = IndexOf(source.Shifted[s].Column); i < shifted[s].Length; i++, k += set.Width)
                    rows[k] = shifted[s][i];
                if (drawn.Find(column => column.Name == SystematicColumns.Value(source, source.Shifted[s].Column, side)) is { } values)
                    Array.ConvertAll(shifted[s], ShortestDecimal.Of).CopyTo(values.Values, start);
            }

            Array.ConvertAll(Classifiers.Evaluate(classifier, rows).Scores, score => ShortestDecimal.Of((float)score)).CopyTo(rescored, start);
        }

        return [new(SystematicColumns.Score(source, side), rescored), .. drawn];
    }

    /// <summary>The shifted values of all features of a source in a window, each from the nominal values.</summary>
    private float[][] Shifted(SystematicSource.Columns source, string side, int start, float[] rows)
    {
        var isVaried = IsVaried(source);
        return [.. source.Shifted.Select(shift => Shifted(source, side, shift, start, rows, isVaried))];
    }

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
        var count = rows.Length / set.Width;
        return formula.Compute(
            count,
            name => features.Contains(name)
                ? Feature(rows, name)
                : (name == card.Data.Weight ? events.Weights : events.Numbers(name).Values).AsSpan(start, count).ToArray(),
            events.Missing);
    }

    private double[] Feature(float[] rows, string name)
    {
        var values = new double[rows.Length / set.Width];
        for (int i = 0, k = IndexOf(name); i < values.Length; i++, k += set.Width)
            values[i] = rows[k];
        return values;
    }

    private int IndexOf(string name) => Array.IndexOf(features, name);

    private Func<int, bool> IsVaried(SystematicSource source)
    {
        var processes = source.OfProcess is null ? null : events.Text(card.Data.ProcessColumn!).Values;
        if (processes is not null && !processes.Contains(source.OfProcess))
            throw new InvalidDataException($"{events.Origin}: systematic '{source.Name}': no test event of the process '{source.OfProcess}' in column '{card.Data.ProcessColumn}'{NearestNames.Hint(source.OfProcess!, processes.Distinct(StringComparer.Ordinal))}");
        return row => (source.OfSignal is not { } signal || signal == (events.Labels[row] == 1)) && (processes is null || processes[row] == source.OfProcess);
    }

    private InvalidDataException NoValue(SystematicSource source, string side, ColumnExpression formula, int row, string expected) =>
        new(FormattableString.Invariant($"{events.Origin}: systematic '{source.Name}', {side}: '{formula}' has no finite value for the event {events.EventIds[row]}, expected {expected}"));

    private static ColumnExpression Chosen(ColumnExpression up, ColumnExpression? down, string side) => SystematicColumns.IsUp(side) ? up : down!;
}
