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

    // More of them nobody reads in a message.
    private const int MostListed = 20;

    private readonly DataSection card;
    private readonly ParameterPoints all;
    private readonly bool[] isWanted;
    private bool[] isTrained;
    private PointFacts[] facts = [];
    private ParameterPoints? train;
    private ParameterDraw? draw;

    private StudyParameters(DataSection card, ParameterPoints all)
    {
        this.card = card;
        this.all = all;
        isTrained = isWanted = [.. all.All.Select(point => IsWanted(card, point))];
    }

    private IEnumerable<string> Names => card.Parameters.Select(parameter => parameter.Name);

    /// <summary>What background is told in the training, instead of parameters that it has not; null: it has its own, or the network is told nothing.</summary>
    public ParameterDraw? Draw => card.Told is [{ IsDrawn: true }, ..] ? draw : null;

    /// <summary>The distinct points of the signal; empty where there are too many to be listed.</summary>
    public IReadOnlyList<PointFacts> Facts => facts;

    /// <summary>What a user should know; null: nothing.</summary>
    public string? Caveat => all.All.Count > PointScoring.MostPoints
        ? FormattableString.Invariant($"the signal has {all.All.Count:N0} different points of {string.Join(" and ", Names)}, more than the {PointScoring.MostPoints} that are evaluated one by one: figures of merit are of all points together (hep predict --parameter scores at any point)")
        : null;

    /// <summary>The parameters that the network is told, with the range in which it is trained; null: none.</summary>
    public IReadOnlyList<ParameterFacts>? Told => card.Told.Count == 0 ? null :
    [
        .. card.Told.Select(parameter =>
        {
            double[] trained = [.. Known(parameter.Name, onlyTrained: true)];
            double[] held = [.. HeldOut(parameter.Name)];
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
    public int[] Trained(int[] rows) => Array.TrueForAll(isWanted, wanted => wanted) ? rows : [.. rows.Where(row => all[row] < 0 || isWanted[all[row]])];

    /// <summary>Settles, from the signal of the training split, what is trained on and what background is told.</summary>
    /// <param name="events">The training split.</param>
    /// <param name="rows">The rows of all splits, with the signal that is held out: what the yields of the points are summed over.</param>
    /// <param name="table">All events.</param>
    /// <exception cref="InvalidDataException">The values that are trained on do not differ, or points cannot be weighted.</exception>
    public void Settle(EventTable events, IEnumerable<int> rows, EventTable table)
    {
        train = ParameterPoints.Of(events, all.Names);

        // Points of the split are points of the sample, and in the same order.
        var next = 0;
        isTrained = new bool[all.All.Count];
        for (var i = 0; i < isTrained.Length && next < train.All.Count; i++)
        {
            isTrained[i] = train.All[next].Values.SequenceEqual(all.All[i].Values);
            next += isTrained[i] ? 1 : 0;
        }

        RequireDifferent(table.Origin);
        RequireShares(table.Origin);
        draw = new(train.All, [.. Shares(train)]);
        var (counts, sums) = (new int[all.All.Count], new double[all.All.Count]);
        foreach (var row in rows)
        {
            if (all[row] < 0)
                continue;
            counts[all[row]]++;
            sums[all[row]] += table.Weights[row];
        }

        if (all.All.Count <= MostPoints)
            facts = [.. all.All.Select((point, i) => new PointFacts(all.Names.Zip(point.Values).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal), counts[i], sums[i], isTrained[i]))];
    }

    /// <summary>A split with the parameters as further features, of which background is told what is drawn once and for all.</summary>
    /// <param name="set">The split; the parameters are among its kept columns.</param>
    /// <param name="isTest">Whether background is told points as they are in the split's own signal, that which is held out among them; false: those that are trained on.</param>
    /// <exception cref="InvalidDataException">A background event has no value where those of the file are taken.</exception>
    public EventSet Tell(EventSet set, bool isTest)
    {
        if (card.Told.Count == 0)
            return set;
        var drawn = Draw is null || !isTest ? Draw : OfSample(ParameterPoints.Of(set.Events, all.Names));
        float[][] columns = [.. card.Told.Select(parameter => Array.ConvertAll(set.Events.Numbers(parameter.Name).Values, value => (float)value))];
        (double Low, double High)[] ranges = [.. card.Told.Select(parameter => Known(parameter.Name).ToArray()).Select(known => (known[0], known[^1]))];
        Span<float> told = stackalloc float[columns.Length];
        for (var row = 0; row < set.Count; row++)
        {
            if (set.Events.Labels[row] == 1)
                continue;
            if (drawn is null)
                RequireGiven(set.Events, row, columns, ranges);
            else
                drawn.Draw(card.Seed, 0, set.Events.EventIds[row], told);
            for (var p = 0; p < columns.Length && drawn is not null; p++)
                columns[p][row] = told[p];
        }

        return set.WithFeatures([.. card.Told.Select((parameter, p) => new Data.FeatureColumn(parameter.Name, parameter.Unit, columns[p]))]);
    }

    /// <summary>A split with weights under which the points of its signal count as the card wants; those of training and validation get the same factors, under which the sum over the training split stays.</summary>
    /// <param name="set">A split without the signal that is not trained on.</param>
    public EventSet Balanced(EventSet set)
    {
        if (IsOfSample)
            return set;
        var shares = Shares(train!).ToArray();
        var (sum, wanted) = (train!.All.Sum(point => point.SumOfWeights), shares.Sum());
        var points = ParameterPoints.Of(set.Events, all.Names);
        double[] factors =
        [
            .. points.All.Select(point => Enumerable.Range(0, shares.Length).FirstOrDefault(i => train.All[i].Values.SequenceEqual(point.Values), -1) is >= 0 and var i
                ? shares[i] / wanted * sum / train.All[i].SumOfWeights
                : 1),
        ];
        return set.WithWeights([.. set.Events.Weights.Select((weight, row) => points[row] < 0 ? weight : weight * factors[points[row]])]);
    }

    /// <summary>What the card keeps out of the training, in words; null: nothing.</summary>
    public string? HeldOutInWords() => Facts.Where((_, i) => !isWanted[i]).ToList() is { Count: > 0 } held
        ? FormattableString.Invariant($"signal of {string.Join("; ", held.Take(MostListed).Select(point => point.InWords()))}{(held.Count > MostListed ? "; ..." : "")} is kept out of training and validation ({held.Sum(point => point.Events):N0} events), and tested on")
        : null;

    private bool IsOfSample => card.Parameters.Any(parameter => parameter.Spectrum == ParameterSpectrum.Sample);

    // As often as they are there; where weights cancel, as often as each other.
    private static ParameterDraw OfSample(ParameterPoints points) => new(
        points.All, [.. points.All.Select(point => points.All.Any(other => other.SumOfWeights > 0) ? Math.Max(0, point.SumOfWeights) : 1)]);

    private void RequireGiven(EventTable events, int row, float[][] columns, (double Low, double High)[] ranges)
    {
        var p = Array.FindIndex(columns, column => !float.IsFinite(column[row]) || column[row] == events.Missing);
        if (p >= 0)
            throw new InvalidDataException(FormattableString.Invariant($"{events.Origin}: the background event {events.EventIds[row]} has no value of the parameter '{card.Told[p].Name}', expected one with data.parameters.{card.Told[p].Name}.background: given (or let it be drawn)"));
        for (p = 0; p < columns.Length; p++)
        {
            var (low, high) = ranges[p];
            if (columns[p][row] < (float)low || columns[p][row] > (float)high)
                throw new InvalidDataException(FormattableString.Invariant($"{events.Origin}: the background event {events.EventIds[row]} has {card.Told[p].Name} = {columns[p][row]}, outside of the signal's {low} to {high}: that would tell the network the class; expected values like those of signal with data.parameters.{card.Told[p].Name}.background: given (or let it be drawn)"));
        }
    }

    private static bool IsWanted(DataSection card, ParameterPoint point)
    {
        string[] names = [.. card.Parameters.Select(parameter => parameter.Name)];
        return !card.HoldOut.Any(values => values.Contains(Of(values))) && card.TrainOn.All(values => values.Contains(Of(values)));

        double Of(ParameterValues values) => point.Values[Array.IndexOf(names, values.Parameter)];
    }

    // How much the points of a sample count, relative to each other. Of those of a spectrum that is that of the sample, weights may cancel.
    private IEnumerable<double> Shares(ParameterPoints points) => points.All.Select(point => IsOfSample
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

        if (!isWanted.Contains(true))
            throw new InvalidDataException($"{table.Origin}: data.hold_out and data.train_on leave no signal to train on, of {all.Names[0]} {List(Known(all.Names[0]))}");
    }

    private void RequireDifferent(string origin)
    {
        foreach (var parameter in card.Told)
        {
            if (Known(parameter.Name, onlyTrained: true).ToArray() is [var only])
                throw new InvalidDataException(FormattableString.Invariant($"{origin}: data.parameters.{parameter.Name}: found {only} for all signal that is trained on, expected two values or more; take the parameter out, or set model.conditioning to none"));
        }
    }

    private void RequireShares(string origin)
    {
        if (IsOfSample)
        {
            if (!train!.All.Any(point => point.SumOfWeights > 0))
                throw new InvalidDataException($"{origin}: data.parameters: the weights of the signal that is trained on sum to 0 or less at every point, expected more at some");
            return;
        }

        if (train!.All.Count > MostPoints)
            throw new InvalidDataException(FormattableString.Invariant($"{origin}: data.parameters: found {train.All.Count:N0} different points, more than the {MostPoints:N0} that can be weighted one by one; set spectrum: sample"));
        foreach (var parameter in card.Parameters.Where(parameter => parameter.Spectrum == ParameterSpectrum.Listed))
        {
            foreach (var value in Known(parameter.Name, onlyTrained: true).Where(value => !parameter.Shares.Any(share => ParameterValues.AreSame(share.Value, value))))
                throw new InvalidDataException(FormattableString.Invariant($"{origin}: data.parameters.{parameter.Name}.spectrum: found no share of {value}, expected one for each value that is trained on: {List(Known(parameter.Name, onlyTrained: true))}"));
        }

        if (train.All.FirstOrDefault(point => !(point.SumOfWeights > 0)) is { } negative)
            throw new InvalidDataException(FormattableString.Invariant($"{origin}: data.parameters: the weights of the training signal at {string.Join(", ", all.Names.Zip(negative.Values, (name, value) => FormattableString.Invariant($"{name} = {value}")))} sum to {negative.SumOfWeights:G4}, expected more than 0; set spectrum: sample"));
    }

    private IEnumerable<double> Known(string parameter, bool onlyTrained = false)
    {
        var p = all.Names.ToList().IndexOf(parameter);
        return all.All.Where((_, i) => !onlyTrained || isTrained[i]).Select(point => point.Values[p]).Distinct().Order();
    }

    // Values that the card keeps out, not those that happen to be in another split alone.
    private IEnumerable<double> HeldOut(string parameter)
    {
        var p = all.Names.ToList().IndexOf(parameter);
        return all.All.GroupBy(point => point.Values[p]).Where(group => group.All(point => !IsWanted(card, point))).Select(group => group.Key).Order();
    }

    private static string List(IEnumerable<double> values) =>
        string.Join(", ", values.Take(MostListed).Select(value => FormattableString.Invariant($"{value:R}"))) + (values.Skip(MostListed).Any() ? ", ..." : "");
}
