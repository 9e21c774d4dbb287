using Hep.Data;
using Hep.Training.Cards;

namespace Hep.Training.Parameters;

/// <summary>
/// The parameters of a study's signal: which points are trained on, what background is told in their place, and how much each point counts in the
/// loss.
/// </summary>
internal sealed class StudyParameters
{
    // More distinct values than that are a continuous distribution, whose events cannot be counted value by value.
    private const int MostPoints = 1000;

    private readonly DataSection card;
    private readonly ParameterPoints all;
    private readonly bool[] isTrained;
    private ParameterDraw? draw;

    private StudyParameters(DataSection card, ParameterPoints all)
    {
        this.card = card;
        this.all = all;
        isTrained = [.. all.All.Select(point => IsTrained(card, point))];
    }

    /// <summary>What background is told in the training, instead of parameters that it has not; null: it has its own, or the network is told nothing.</summary>
    public ParameterDraw? Draw => card.Told is [{ IsDrawn: true }, ..] ? draw : null;

    /// <summary>The distinct points of the signal; empty where there are too many to be listed.</summary>
    public IReadOnlyList<PointFacts> Facts => all.All.Count > MostPoints
        ? []
        : [.. all.All.Select((point, i) => new PointFacts(all.Names.Zip(point.Values).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal), point.Events, point.SumOfWeights, isTrained[i]))];

    /// <summary>The parameters that the network is told, with the range in which it is trained; null: none.</summary>
    public IReadOnlyList<ParameterFacts>? Told => card.Told.Count == 0 ? null :
    [
        .. card.Told.Select(parameter =>
        {
            double[] trained = [.. Known(parameter.Name, onlyTrained: true)];
            double[] held = [.. Known(parameter.Name).Except(trained)];
            return new ParameterFacts(parameter.Name, parameter.Unit, trained[0], trained[^1], trained.Length > MostPoints ? null : trained, held.Length is 0 or > MostPoints ? null : held);
        }),
    ];

    /// <summary>Finds the points of a sample; null: the card has no parameters.</summary>
    /// <param name="card">The run card's section.</param>
    /// <param name="table">All events, with the parameters as kept columns.</param>
    /// <exception cref="InvalidDataException">A signal event has no value, the values do not differ, or one that is named is not there.</exception>
    public static StudyParameters? Of(DataSection card, EventTable table)
    {
        if (card.Parameters.Count == 0)
            return null;
        var parameters = new StudyParameters(card, ParameterPoints.Of(table, [.. card.Parameters.Select(parameter => parameter.Name)]));
        parameters.Require(table);
        return parameters;
    }

    /// <summary>The rows of a split without the signal that is not trained on.</summary>
    /// <param name="rows">Rows of the table.</param>
    public int[] Trained(int[] rows) => Array.TrueForAll(isTrained, trained => trained) ? rows : [.. rows.Where(row => all[row] < 0 || isTrained[all[row]])];

    /// <summary>Settles what background is told, from the signal of the training split.</summary>
    /// <param name="train">The training split.</param>
    public void Settle(EventTable train)
    {
        var points = ParameterPoints.Of(train, all.Names);
        draw = new(points.All, [.. Shares(points)]);
    }

    /// <summary>A split with the parameters as further features, of which background is told what is drawn once and for all.</summary>
    /// <param name="set">The split; the parameters are among its kept columns.</param>
    /// <exception cref="InvalidDataException">A background event has no value where those of the file are taken.</exception>
    public EventSet Tell(EventSet set)
    {
        if (card.Told.Count == 0)
            return set;
        float[][] columns = [.. card.Told.Select(parameter => Array.ConvertAll(set.Events.Numbers(parameter.Name).Values, value => (float)value))];
        Span<float> told = stackalloc float[columns.Length];
        for (var row = 0; row < set.Count; row++)
        {
            if (set.Events.Labels[row] == 1)
                continue;
            if (Draw is null)
                RequireGiven(set.Events, row, columns);
            else
                Draw.Draw(card.Seed, 0, set.Events.EventIds[row], told);
            for (var p = 0; p < columns.Length && Draw is not null; p++)
                columns[p][row] = told[p];
        }

        return set.WithFeatures([.. card.Told.Select((parameter, p) => new Data.FeatureColumn(parameter.Name, parameter.Unit, columns[p]))]);
    }

    /// <summary>A split with weights under which the points of its signal count as the card wants; the sum over all points stays.</summary>
    /// <param name="set">A split without the signal that is not trained on.</param>
    public EventSet Balanced(EventSet set)
    {
        if (card.Parameters.Any(parameter => parameter.Spectrum == ParameterSpectrum.Sample))
            return set;
        var points = ParameterPoints.Of(set.Events, all.Names);
        var shares = Shares(points).ToArray();
        var (sum, wanted) = (points.All.Sum(point => point.SumOfWeights), shares.Sum());
        double[] factors = [.. points.All.Select((point, i) => shares[i] / wanted * sum / point.SumOfWeights)];
        return set.WithWeights([.. set.Events.Weights.Select((weight, row) => points[row] < 0 ? weight : weight * factors[points[row]])]);
    }

    /// <summary>What is not trained on, in words; null: everything is.</summary>
    public string? HeldOutInWords() => Facts.Where(point => !point.IsTrained).ToList() is { Count: > 0 } held
        ? FormattableString.Invariant($"signal of {string.Join("; ", held.Select(point => point.InWords()))} is kept out of training and validation ({held.Sum(point => point.Events):N0} events), and tested on")
        : null;

    private void RequireGiven(EventTable events, int row, float[][] columns)
    {
        var p = Array.FindIndex(columns, column => !float.IsFinite(column[row]) || column[row] == events.Missing);
        if (p >= 0)
            throw new InvalidDataException(FormattableString.Invariant($"{events.Origin}: the background event {events.EventIds[row]} has no value of the parameter '{card.Told[p].Name}', expected one with data.parameters.{card.Told[p].Name}.background: given (or let it be drawn)"));
    }

    private static bool IsTrained(DataSection card, ParameterPoint point)
    {
        string[] names = [.. card.Parameters.Select(parameter => parameter.Name)];
        return !card.HoldOut.Any(values => values.Contains(Of(values))) && card.TrainOn.All(values => values.Contains(Of(values)));

        double Of(ParameterValues values) => point.Values[Array.IndexOf(names, values.Parameter)];
    }

    // How much the points of a sample count, relative to each other. Of those of a spectrum that is that of the sample, weights may cancel.
    private IEnumerable<double> Shares(ParameterPoints points) => points.All.Select(point => card.Parameters.Any(parameter => parameter.Spectrum == ParameterSpectrum.Sample)
        ? Math.Max(0, point.SumOfWeights)
        : card.Parameters.Select((parameter, p) => parameter.Spectrum == ParameterSpectrum.Flat ? 1 : parameter.Shares.First(share => ParameterValues.AreSame(share.Value, point.Values[p])).Share).Aggregate(1.0, (a, b) => a * b));

    private void Require(EventTable table)
    {
        foreach (var (key, values) in card.HoldOut.Select(values => ("hold_out", values)).Concat(card.TrainOn.Select(values => ("train_on", values))))
        {
            double[] known = [.. Known(values.Parameter)];
            foreach (var absent in values.Values.Where(value => !known.Any(other => ParameterValues.AreSame(value, other))))
                throw new InvalidDataException(FormattableString.Invariant($"{table.Origin}: data.{key}.{values.Parameter}: found {absent}, which no signal event has, expected one of {List(known)}"));
        }

        if (!isTrained.Contains(true))
            throw new InvalidDataException($"{table.Origin}: data.hold_out and data.train_on leave no signal to train on, of {all.Names[0]} {List(Known(all.Names[0]))}");
        foreach (var parameter in card.Told)
        {
            double[] trained = [.. Known(parameter.Name, onlyTrained: true)];
            if (trained.Length == 1)
                throw new InvalidDataException(FormattableString.Invariant($"{table.Origin}: data.parameters.{parameter.Name}: found {trained[0]} for all signal that is trained on, expected two values or more; take the parameter out, or set model.conditioning to none"));
        }

        if (card.Parameters.Any(parameter => parameter.Spectrum == ParameterSpectrum.Sample))
            return;
        if (all.All.Count > MostPoints)
            throw new InvalidDataException(FormattableString.Invariant($"{table.Origin}: data.parameters: found {all.All.Count:N0} different points, more than the {MostPoints:N0} that can be weighted one by one; set spectrum: sample"));
        foreach (var (parameter, p) in card.Parameters.Select((parameter, p) => (parameter, p)).Where(pair => pair.parameter.Spectrum == ParameterSpectrum.Listed))
        {
            foreach (var value in Known(parameter.Name, onlyTrained: true).Where(value => !parameter.Shares.Any(share => ParameterValues.AreSame(share.Value, value))))
                throw new InvalidDataException(FormattableString.Invariant($"{table.Origin}: data.parameters.{parameter.Name}.spectrum: found no share of {value}, expected one for each value that is trained on: {List(Known(parameter.Name, onlyTrained: true))}"));
        }

        if (all.All.Where((point, i) => isTrained[i] && !(point.SumOfWeights > 0)).FirstOrDefault() is { } negative)
            throw new InvalidDataException(FormattableString.Invariant($"{table.Origin}: data.parameters: the weights of the signal at {string.Join(", ", all.Names.Zip(negative.Values, (name, value) => FormattableString.Invariant($"{name} = {value}")))} sum to {negative.SumOfWeights:G4}, expected more than 0; set spectrum: sample"));
    }

    private IEnumerable<double> Known(string parameter, bool onlyTrained = false)
    {
        var p = all.Names.ToList().IndexOf(parameter);
        return all.All.Where((_, i) => !onlyTrained || isTrained[i]).Select(point => point.Values[p]).Distinct().Order();
    }

    private static string List(IEnumerable<double> values) =>
        string.Join(", ", values.Take(20).Select(value => FormattableString.Invariant($"{value:R}"))) + (values.Skip(20).Any() ? ", ..." : "");
}
