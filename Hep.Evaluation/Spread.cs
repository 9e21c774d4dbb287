namespace Hep.Evaluation;

/// <summary>One figure of several trainings: the mean, and how well it is known.</summary>
public static class Spread
{
    /// <summary>The mean over trainings that differ in their seed, with their standard deviation: what one more training may come to.</summary>
    /// <param name="values">The figure of each training; two or more.</param>
    /// <exception cref="ArgumentException">Fewer than two values.</exception>
    public static Estimate OfSeeds(params ReadOnlySpan<double> values) => Around(values, 1);

    /// <summary>
    /// The mean over the folds of a cross-validation with the error of that mean. Trainings on folds share most of their events; so the
    /// variance of J folds is (1 / J + n_test / n_train) S^2 with the variance S^2 of the values, as Nadeau and Bengio (Machine Learning 52 (2003) 239) correct
    /// it, and n_test / n_train = 1 / (J - 1).
    /// </summary>
    /// <param name="values">The figure of each fold; two or more.</param>
    /// <exception cref="ArgumentException">Fewer than two values.</exception>
    public static Estimate OfFolds(params ReadOnlySpan<double> values) =>
        Around(values, (1.0 / values.Length) + (1.0 / (values.Length - 1)));

    private static Estimate Around(ReadOnlySpan<double> values, double factor)
    {
        if (values.Length < 2)
            throw new ArgumentException(FormattableString.Invariant($"found {values.Length} values, expected two or more for a spread"), nameof(values));
        double mean = 0, squares = 0;
        foreach (var value in values)
            mean += value / values.Length;
        foreach (var value in values)
            squares += (value - mean) * (value - mean);
        return new Estimate(mean, Math.Sqrt(factor * squares / (values.Length - 1)));
    }
}
