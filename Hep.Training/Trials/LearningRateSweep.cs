using Hep.Training.Cards;
using Hep.Training.Objectives;
using Hep.Training.Optimization;
using Hep.Training.Progress;
using TorchSharp;
using static TorchSharp.torch;

namespace Hep.Training.Trials;

/// <summary>
/// A training in which the learning rate grows by the same factor after every batch until the loss explodes (arXiv:1506.01186, section 3.3), and what
/// it says of the rate to take. The weights are put back.
/// </summary>
internal sealed class LearningRateSweep(TrainingSection options, IObjective objective)
{
    private const double Lowest = 1e-7;
    private const double Highest = 10;
    private const int Steps = 400;

    // Batches before the first that can be taken for an explosion.
    private const int Settling = 20;
    private const double Exploded = 4;
    private const double Memory = 0.9;

    // The loss of one batch scatters: a point is the mean of so many to both sides of it, and a slope is that of so many.
    private const int HalfWidth = 12;

    // What falls by fewer standard deviations may fall by chance: it is the smallest of hundreds.
    private const double Significant = 5;

    /// <summary>The rate of a step.</summary>
    /// <param name="step">The step, counted from zero.</param>
    public static double RateOf(int step) => Lowest * Math.Pow(Highest / Lowest, step / (Steps - 1.0));

    /// <summary>Goes up.</summary>
    /// <param name="progress">Is told how far it is.</param>
    /// <param name="stop">Ends it after the batch at hand.</param>
    /// <returns>Rate and loss of every step.</returns>
    public IReadOnlyList<(double Rate, double Loss)> Run(ITrainingProgress progress, CancellationToken stop)
    {
        var network = objective.Network;
        var points = new List<(double Rate, double Loss)>();
        using var kept = new WeightExchange(network);
        kept.Take([]);
        var layers = new TrainedLayers(network);
        layers.Train();
        using var optimizer = Optimizers.Create(options.Optimizer, Lowest, layers.Groups(headApart: options.HeadLearningRate is not null));
        var penalty = new WeightPenalty(options.Penalty, network);
        progress.Begin(1, (long)Steps * objective.EventsOf(0));
        var (running, smallest) = (0.0, double.PositiveInfinity);
        for (var step = 0; step < Steps; step++)
        {
            stop.ThrowIfCancellationRequested();
            var batch = step % objective.Batches;
            if (batch == 0)
                objective.Shuffle((step / objective.Batches) + 1);
            var (rate, loss) = (RateOf(step), Step(optimizer, layers, penalty, batch, RateOf(step)));
            if (!double.IsFinite(loss))
                break;
            points.Add((rate, loss));
            progress.Batch(1, objective.EventsOf(batch), loss);
            running = (Memory * running) + ((1 - Memory) * loss);
            var smooth = running / (1 - Math.Pow(Memory, step + 1));
            smallest = Math.Min(smallest, smooth);
            if (step > Settling && smooth > Exploded * smallest)
                break;
        }

        progress.End("the sweep is done");
        return points;
    }

    /// <summary>What the curve says.</summary>
    /// <param name="points">Rate and loss of every step, the rates in equal ratios.</param>
    /// <returns>
    /// The smoothed losses; the rate at which they are smallest; and the one to take, where they fall most steeply with the logarithm of the rate, but
    /// at most a third of that. Null: there are too few steps, or the loss does not fall.
    /// </returns>
    public static (double[] Smooth, double? Smallest, double? Suggested) Read(IReadOnlyList<(double Rate, double Loss)> points)
    {
        double[] smooth = [.. Enumerable.Range(0, points.Count).Select(i => Around(i, points.Count).Average(j => points[j].Loss))];
        if (points.Count <= 4 * HalfWidth)
            return (smooth, null, null);
        var least = Array.IndexOf(smooth, smooth.Min());
        var (steepest, at) = (0.0, -1);
        for (var i = HalfWidth; i < least; i++)
        {
            var slope = Slope(smooth, i);
            if (slope < steepest)
                (steepest, at) = (slope, i);
        }

        // The scatter of a mean over so many of the first points, where nothing is learned yet.
        var scatter = Math.Sqrt(points.Take(2 * HalfWidth).Average(point => Math.Pow(point.Loss - smooth[HalfWidth], 2)) / (2 * HalfWidth));
        return at < 0 || smooth[HalfWidth] - smooth[least] <= Significant * scatter
            ? (smooth, null, null)
            : (smooth, points[least].Rate, Math.Min(points[at].Rate, points[least].Rate / 3));
    }

    private static IEnumerable<int> Around(int i, int count)
    {
        var width = Math.Min(HalfWidth, Math.Min(i, count - 1 - i));
        return Enumerable.Range(i - width, (2 * width) + 1);
    }

    // Of the straight line with the least squares through the points around.
    private static double Slope(double[] values, int i) => Around(i, values.Length).Sum(j => (j - i) * values[j]) / Around(i, values.Length).Sum(j => (j - i) * (j - i));

    private double Step(optim.Optimizer optimizer, TrainedLayers layers, WeightPenalty penalty, int batch, double rate)
    {
        using var scope = NewDisposeScope();
        LearningRate.Set(options, optimizer, rate);
        optimizer.zero_grad();
        var loss = objective.Loss(batch);
        var value = loss.ToDouble();
        penalty.AddTo(loss).backward();
        GradientLimit.Apply(options, layers.Parameters);
        optimizer.step();
        return value;
    }
}
