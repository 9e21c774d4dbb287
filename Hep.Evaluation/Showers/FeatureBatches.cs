using Hep.Evaluation.Anomaly;

namespace Hep.Evaluation.Showers;

/// <summary>What the distances of features have in common.</summary>
internal static class FeatureBatches
{
    /// <summary>Both samples as rows [N, K], divided by the largest absolute value of each feature in the reference where that is wanted.</summary>
    /// <exception cref="ArgumentException">Other features, or fewer than two events.</exception>
    public static (double[] Reference, double[] Generated) Scaled(FeatureMatrix reference, FeatureMatrix generated, bool isNormalized)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(generated);
        if (!reference.Names.SequenceEqual(generated.Names))
            throw new ArgumentException("the two samples have other features, expected the same ones in the same order", nameof(generated));
        if (reference.Count < 2 || generated.Count < 2)
            throw new ArgumentException(FormattableString.Invariant($"found {reference.Count} and {generated.Count} events, expected 2 or more of each"), nameof(generated));
        var scales = new double[reference.Width];
        for (var i = 0; i < reference.Count; i++)
        {
            for (var k = 0; k < scales.Length; k++)
                scales[k] = Math.Max(scales[k], Math.Abs(reference.Row(i)[k]));
        }

        scales = Array.ConvertAll(scales, scale => isNormalized && scale > 0 ? scale : 1);
        return (Rows(reference, scales), Rows(generated, scales));
    }

    /// <summary>Rows drawn with replacement, [size, K].</summary>
    public static double[] Draw(double[] rows, int width, int size, SeededStream random)
    {
        var drawn = new double[size * width];
        for (var i = 0; i < size; i++)
            rows.AsSpan(random.Below(rows.Length / width) * width, width).CopyTo(drawn.AsSpan(i * width));
        return drawn;
    }

    private static double[] Rows(FeatureMatrix events, double[] scales)
    {
        var rows = new double[events.Count * events.Width];
        for (var i = 0; i < events.Count; i++)
        {
            for (var k = 0; k < scales.Length; k++)
                rows[(i * scales.Length) + k] = events.Row(i)[k] / scales[k];
        }

        return rows;
    }
}
