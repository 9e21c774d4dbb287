using ScottPlot;

namespace Hep.Evaluation.Plots;

/// <summary>Training and validation loss against the epoch.</summary>
public static class LossFigure
{
    /// <summary>Draws the losses.</summary>
    /// <param name="epochs">The history, in order.</param>
    /// <param name="bestEpoch">The epoch whose weights were kept, marked; null marks none.</param>
    /// <param name="lossName">What is minimised, for the axis, such as <c>Weighted cross-entropy</c>.</param>
    /// <exception cref="ArgumentException">No epochs.</exception>
    public static Figure Create(IReadOnlyList<EpochLosses> epochs, int? bestEpoch = null, string lossName = "Loss")
    {
        ArgumentNullException.ThrowIfNull(epochs);
        ArgumentOutOfRangeException.ThrowIfZero(epochs.Count, nameof(epochs));
        var plot = PaperStyle.NewPlot("Epoch", lossName);
        var numbers = new NumberTable("epoch", "training_loss", "validation_loss", "learning_rate");
        foreach (var epoch in epochs)
            numbers.Add(epoch.Epoch, epoch.Training, epoch.Validation, epoch.LearningRate);

        Draw.Line(plot, epochs.Select(e => ((double)e.Epoch, e.Training)), Draw.ColourOf(0), "Training");
        Draw.Line(plot, epochs.Select(e => ((double)e.Epoch, e.Validation)), Draw.ColourOf(1), "Validation", LinePattern.DenselyDashed);
        var losses = epochs.SelectMany(e => new[] { e.Training, e.Validation }).Where(double.IsFinite).DefaultIfEmpty(0).ToArray();
        var (low, high) = (losses.Min(), losses.Max());
        var margin = high > low ? 0.06 * (high - low) : 0.5;
        var (first, last) = (epochs[0].Epoch, epochs[^1].Epoch);
        if (bestEpoch is { } best)
        {
            var loss = epochs.Where(e => e.Epoch == best).Select(e => double.IsFinite(e.Validation) ? e.Validation : e.Training).DefaultIfEmpty(double.NaN).First();
            Draw.Mark(plot, best, low - margin, loss, FormattableString.Invariant($"Best epoch ({best})"));
        }

        var side = last > first ? 0.02 * (last - first) : 0.5;
        plot.Axes.SetLimits(first - side, last + side, low - margin, high + margin);
        PaperStyle.SetWholeNumbersX(plot, first, last);
        plot.ShowLegend(Alignment.UpperRight);
        return new Figure(plot) { Numbers = numbers };
    }
}
