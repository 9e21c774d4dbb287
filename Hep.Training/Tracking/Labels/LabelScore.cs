using Hep.Evaluation;
using Hep.Evaluation.Tracking;

namespace Hep.Training.Tracking;

/// <summary>How many hits have the right label. Seeds' own hits count nowhere; hits of an event are right or wrong together, see <see cref="GroupedShare"/>.</summary>
/// <param name="rows">The labels.</param>
internal sealed class LabelScore(LabelRows rows)
{
    /// <summary>The layers that hits lie on.</summary>
    public IReadOnlyList<int> Layers { get; } = [.. rows.Layers.Distinct().Order()];

    /// <summary>The name of the method.</summary>
    public string Finder => rows.Finder;

    /// <summary>The share of hits with the right label.</summary>
    public Estimate Accuracy => Share(IsRight, All);

    /// <summary>The share on one layer.</summary>
    public Estimate AccuracyOn(int layer) => Share(IsRight, row => rows.Layers[row] == layer);

    /// <summary>By how much more hits are right than with another method, on the same hits.</summary>
    /// <param name="other">The other method.</param>
    /// <exception cref="InvalidDataException">It has not labelled the same hits.</exception>
    public Estimate Gain(LabelScore other)
    {
        if (!rows.Truths.AsSpan().SequenceEqual(other.Rows.Truths))
            throw new InvalidDataException($"found labels of {rows.Finder} and {other.Finder} for different hits, expected both for those of the test split");
        return Share(row => (IsRight(row) ? 1 : 0) - (other.IsRight(row) ? 1 : 0), All);
    }

    /// <summary>True and said classes of the hits: 0 a track, 1 none.</summary>
    public ConfusionMatrix None
    {
        get
        {
            int[] open = [.. Enumerable.Range(0, rows.Labels.Length).Where(row => rows.IsOpen[row])];
            return ConfusionMatrix.FromClasses(
                ["track", "none"], Array.ConvertAll(open, row => rows.Truths[row] == LabelRows.None ? 1 : 0), Array.ConvertAll(open, row => rows.Labels[row] == LabelRows.None ? 1 : 0));
        }
    }

    private LabelRows Rows => rows;

    /// <summary>Writes the figures.</summary>
    /// <param name="metrics">Where to.</param>
    /// <param name="path">The key above them.</param>
    public void Write(MetricsTree metrics, string path)
    {
        metrics.Set($"{path}.accuracy", Accuracy);
        metrics.Set($"{path}.wrong_track", Share(row => !IsRight(row) && rows.Labels[row] != LabelRows.None, All));
        metrics.Set($"{path}.lost", Share(row => !IsRight(row) && rows.Labels[row] == LabelRows.None, All));
        metrics.Set($"{path}.none_efficiency", Share(IsRight, row => rows.Truths[row] == LabelRows.None));
        metrics.Set($"{path}.none_purity", Share(IsRight, row => rows.Labels[row] == LabelRows.None));
        metrics.Set($"{path}.hits", (long)rows.IsOpen.Count(isOpen => isOpen));
        foreach (var layer in Layers)
            metrics.Set(FormattableString.Invariant($"{path}.layers.{layer}.accuracy"), AccuracyOn(layer));
    }

    private static bool All(int row) => true;

    private bool IsRight(int row) => rows.Truths[row] == rows.Labels[row];

    private Estimate Share(Func<int, bool> isRight, Func<int, bool> isCounted) => Share(row => isRight(row) ? 1 : 0, isCounted);

    private Estimate Share(Func<int, int> right, Func<int, bool> isCounted)
    {
        var sums = new (double Right, double All)[rows.Events.Max() + 1];
        for (var row = 0; row < rows.Labels.Length; row++)
        {
            if (!rows.IsOpen[row] || !isCounted(row))
                continue;
            ref var sum = ref sums[rows.Events[row]];
            sum = (sum.Right + right(row), sum.All + 1);
        }

        var share = new GroupedShare();
        foreach (var (sum, all) in sums)
            share.Add(sum, all);
        return share.Share;
    }
}
