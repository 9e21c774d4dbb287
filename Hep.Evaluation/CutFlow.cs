namespace Hep.Evaluation;

/// <summary>
/// How many events, and which yield, a sequence of cuts leaves of each process: filled event by event, with <c>S + 1</c> steps for S cuts, the first
/// of which is all events.
/// </summary>
public sealed class CutFlow
{
    private readonly Dictionary<(string Process, string Label), WeightSum[]> sums = [];
    private readonly List<(string Process, string Label)> order = [];

    /// <summary>An empty table.</summary>
    /// <param name="cuts">The names of the cuts, [S], in their order.</param>
    public CutFlow(IReadOnlyList<string> cuts) => Steps = ["all events", .. cuts];

    /// <summary>The names of the steps, [S + 1]: all events, then what is left after each cut.</summary>
    public IReadOnlyList<string> Steps { get; }

    /// <summary>The processes with the classes of their events, in the order in which they came.</summary>
    public IReadOnlyList<(string Process, string Label)> Processes => order;

    /// <summary>Counts an event.</summary>
    /// <param name="process">Its process.</param>
    /// <param name="label">Its class.</param>
    /// <param name="passed">How many cuts it passes, one after the other: 0 to S.</param>
    /// <param name="weight">Its weight.</param>
    public void Fill(string process, string label, int passed, double weight)
    {
        var steps = Of(process, label);
        for (var step = 0; step <= passed; step++)
            steps[step] = steps[step].Add(weight);
    }

    /// <summary>Sets what a process has left at a step, as it was written before.</summary>
    /// <param name="process">The process.</param>
    /// <param name="label">The class of its events.</param>
    /// <param name="step">The step, from 0.</param>
    /// <param name="sum">The events, and their weights.</param>
    public void Set(string process, string label, int step, WeightSum sum) => Of(process, label)[step] = sum;

    /// <summary>Multiplies the weights of a process.</summary>
    /// <param name="process">The process.</param>
    /// <param name="factor">The factor.</param>
    public void Scale(string process, double factor)
    {
        foreach (var (_, steps) in sums.Where(pair => pair.Key.Process == process))
        {
            for (var step = 0; step < steps.Length; step++)
                steps[step] = steps[step] with { Sum = steps[step].Sum * factor, SumOfSquares = steps[step].SumOfSquares * factor * factor };
        }
    }

    /// <summary>What a process has left after each step, [S + 1].</summary>
    /// <param name="process">The process.</param>
    /// <param name="label">The class of its events.</param>
    /// <exception cref="KeyNotFoundException">No such event was counted.</exception>
    public IReadOnlyList<WeightSum> this[string process, string label] => sums[(process, label)];

    /// <summary>What a class has left after each step, [S + 1]: the sum of its processes.</summary>
    /// <param name="label">The class.</param>
    public IReadOnlyList<WeightSum> Total(string label) =>
        [.. Steps.Select((_, step) => sums.Where(pair => pair.Key.Label == label).Aggregate(default(WeightSum), (sum, pair) => sum + pair.Value[step]))];

    /// <summary>How many events are left after a step, of all processes.</summary>
    /// <param name="step">The step, from 0, all events.</param>
    public long Events(int step) => sums.Values.Sum(steps => steps[step].Count);

    /// <summary>The sum of weights of a process over all classes at the first step.</summary>
    /// <param name="process">The process.</param>
    public double Before(string process) => sums.Where(pair => pair.Key.Process == process).Sum(pair => pair.Value[0].Sum);

    /// <summary>
    /// The fraction of the weight of one step that is left at another, with its binomial error (<see cref="WeightSum.Fraction"/>); not a number where the
    /// weights before cancel or there are none.
    /// </summary>
    /// <param name="after">The sums at the later step.</param>
    /// <param name="before">The sums at the earlier step.</param>
    public static Estimate Efficiency(WeightSum after, WeightSum before) =>
        before.IsZero ? new Estimate(double.NaN, double.NaN) : WeightSum.Fraction(after, before);

    private WeightSum[] Of(string process, string label)
    {
        if (sums.TryGetValue((process, label), out var steps))
            return steps;
        order.Add((process, label));
        return sums[(process, label)] = new WeightSum[Steps.Count];
    }
}
