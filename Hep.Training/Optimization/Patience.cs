using Hep.Training.Cards;
using Hep.Training.Checkpoints;

namespace Hep.Training.Optimization;

/// <summary>
/// Follows the validation loss: which epoch is the best one, and whether it is time to stop. The best is the smallest, by however little;
/// an improvement that buys more epochs is one by more than <see cref="EarlyStopping.MinDelta"/> over the last such improvement.
/// </summary>
internal sealed class Patience(EarlyStopping? options) : IStateful
{
    private double best = double.PositiveInfinity;
    private double mark = double.PositiveInfinity;

    /// <summary>Epochs since the last improvement.</summary>
    public int Waited { get; private set; }

    /// <summary>Whether the card allows no more epochs without an improvement.</summary>
    public bool IsOver => options is not null && Waited >= options.Patience;

    /// <summary>Forgets what came before: other weights are validated from here on.</summary>
    public void Restart() => (best, mark, Waited) = (double.PositiveInfinity, double.PositiveInfinity, 0);

    /// <summary>Takes the loss of one more epoch.</summary>
    /// <returns>Whether it is the best so far.</returns>
    public bool Add(double loss)
    {
        var improved = loss < mark - (options?.MinDelta ?? 0);
        (mark, Waited) = improved ? (loss, 0) : (mark, Waited + 1);
        var isBest = loss < best;
        best = Math.Min(best, loss);
        return isBest;
    }

    /// <inheritdoc/>
    public void Save(TrainingState state)
    {
        state.Put("best", best);
        state.Put("mark", mark);
        state.Put("waited", Waited);
    }

    /// <inheritdoc/>
    public void Load(TrainingState state)
    {
        best = state.Number("best");
        mark = state.Number("mark");
        Waited = (int)state.Integer("waited");
    }
}
