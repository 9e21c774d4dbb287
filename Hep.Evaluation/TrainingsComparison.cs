namespace Hep.Evaluation;

/// <summary>
/// The mean areas under the ROC curves of two networks, each trained with several seeds and tested on the same events. The errors hold both what the test events leave
/// open (a paired bootstrap of the means) and what the seeds do (the spread of the values, or of their differences seed by seed, over the root of the number of seeds), in quadrature. One
/// seed has no spread: with it the errors are those of the test events alone.
/// </summary>
/// <param name="First">The mean area of the first network.</param>
/// <param name="Second">The mean area of the second.</param>
/// <param name="Difference">First less second.</param>
public sealed record TrainingsComparison(Estimate First, Estimate Second, Estimate Difference)
{
    /// <summary>The difference in standard deviations.</summary>
    public double Deviations => Difference.Value / Difference.Error;

    /// <summary>Compares two networks.</summary>
    /// <param name="first">The scores of each training of the first, of the same events in the same order.</param>
    /// <param name="second">The scores of each training of the second, with the same seeds in the same order.</param>
    /// <param name="replicas">Bootstrap replicas, 2 or more.</param>
    /// <param name="seed">The seed of the replicas.</param>
    /// <exception cref="ArgumentException">No trainings, or another number of the second than of the first.</exception>
    /// <exception cref="InvalidDataException">The samples differ in their events.</exception>
    public static TrainingsComparison Of(IReadOnlyList<BinarySample> first, IReadOnlyList<BinarySample> second, int replicas, ulong seed)
    {
        var difference = DifferenceOf(first, second, replicas, seed);
        return new(MeanOf(first, replicas, seed), MeanOf(second, replicas, seed), difference);
    }

    /// <summary>The difference of the mean areas alone, first less second, with its paired error.</summary>
    /// <param name="first">The scores of each training of the first, of the same events in the same order.</param>
    /// <param name="second">The scores of each training of the second, with the same seeds in the same order.</param>
    /// <param name="replicas">Bootstrap replicas, 2 or more.</param>
    /// <param name="seed">The seed of the replicas.</param>
    /// <exception cref="ArgumentException">No trainings, or another number of the second than of the first.</exception>
    /// <exception cref="InvalidDataException">The samples differ in their events.</exception>
    public static Estimate DifferenceOf(IReadOnlyList<BinarySample> first, IReadOnlyList<BinarySample> second, int replicas, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        if (first.Count == 0 || first.Count != second.Count)
            throw new ArgumentException(FormattableString.Invariant($"found {first.Count} and {second.Count} trainings, expected as many of both, and one or more"), nameof(second));
        return With(Bootstrap.MeanAucDifference(first, second, replicas, seed), [.. first.Zip(second, (a, b) => a.Roc.Auc.Value - b.Roc.Auc.Value)]);
    }

    /// <summary>The mean area of one network, with the same kind of error.</summary>
    /// <param name="trainings">The scores of each training, of the same events in the same order; one or more.</param>
    /// <param name="replicas">Bootstrap replicas, 2 or more.</param>
    /// <param name="seed">The seed of the replicas.</param>
    /// <exception cref="ArgumentException">No trainings.</exception>
    /// <exception cref="InvalidDataException">The samples differ in their events.</exception>
    public static Estimate MeanOf(IReadOnlyList<BinarySample> trainings, int replicas, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(trainings);
        if (trainings.Count == 0)
            throw new ArgumentException("found no trainings, expected one or more", nameof(trainings));
        return With(Bootstrap.MeanAuc(trainings, replicas, seed), [.. trainings.Select(sample => sample.Roc.Auc.Value)]);
    }

    private static Estimate With(Replicas events, double[] seeds)
    {
        var ofSeeds = seeds.Length < 2 ? 0 : Spread.OfSeeds(seeds).Error / Math.Sqrt(seeds.Length);
        return new(events.Value, Math.Sqrt((events.Estimate.Error * events.Estimate.Error) + (ofSeeds * ofSeeds)));
    }
}
