using System.Globalization;

namespace Hep.Data;

/// <summary>
/// Standardisation, z = (x - mean) / scale per feature, fitted on the training split alone. A missing value becomes
/// 0 after scaling, which is the mean of what is there. Mean and scale are floats: the numbers that are stored are the
/// numbers that are used, here, in training and in an exported graph.
/// </summary>
public sealed record FeatureScaling
{
    /// <summary>Feature names, [F]: the order of the network's inputs.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>Units, [F].</summary>
    public required IReadOnlyList<string> Units { get; init; }

    /// <summary>The mean of the values that are there, [F], in the feature's unit; 0 where there are none.</summary>
    public required float[] Mean { get; init; }

    /// <summary>
    /// Their population standard deviation (divided by N, not N - 1), [F], in the feature's unit; 1 for a constant feature.
    /// </summary>
    public required float[] Scale { get; init; }

    /// <summary>The number which stands for a missing value in the input; null: none.</summary>
    public float? Missing { get; init; }

    /// <summary>What a user should know about the features, one sentence each; empty: nothing.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>
    /// Fits mean and scale on the training events. Event weights are not used: what matters to the network is the range of its
    /// inputs, weights may be negative, and a class with a tiny cross section must not lose its say. Sums are taken in double precision, in two
    /// passes with the correction of Chan, Golub and LeVeque, The American Statistician 37 (1983) 242.
    /// </summary>
    /// <param name="train">The training events, missing values as the table's sentinel.</param>
    /// <exception cref="InvalidDataException">There are no events.</exception>
    public static FeatureScaling Fit(EventTable train)
    {
        if (train.Count == 0)
            throw new InvalidDataException($"{train.Origin}: no events to fit the scaling of the features on");
        var mean = new float[train.Features.Count];
        var scale = new float[train.Features.Count];
        var warnings = new List<string>();
        for (var f = 0; f < mean.Length; f++)
            (mean[f], scale[f]) = Fit(train.Features[f], train.Missing, warnings);
        return new FeatureScaling
        {
            Names = [.. train.Features.Select(f => f.Name)],
            Units = [.. train.Features.Select(f => f.Unit)],
            Mean = mean,
            Scale = scale,
            Missing = train.Missing,
            Warnings = warnings,
        };
    }

    /// <summary>The reference for every other implementation: (x - mean) / scale in single precision, missing values to 0.</summary>
    /// <param name="rowMajor">Features event by event, [N, F].</param>
    /// <returns>Scaled features, [N, F].</returns>
    /// <exception cref="ArgumentException">The length is no multiple of F.</exception>
    public float[] Apply(ReadOnlySpan<float> rowMajor)
    {
        var width = Mean.Length;
        if (rowMajor.Length % width != 0)
            throw new ArgumentException(FormattableString.Invariant($"{rowMajor.Length} values are no rows of {width} features"), nameof(rowMajor));
        var scaled = new float[rowMajor.Length];
        for (int i = 0, f = 0; i < scaled.Length; i++, f = f + 1 == width ? 0 : f + 1)
            scaled[i] = rowMajor[i] == Missing ? 0f : (rowMajor[i] - Mean[f]) / Scale[f];
        return scaled;
    }

    private static (float Mean, float Scale) Fit(FeatureColumn feature, float? missing, List<string> warnings)
    {
        var count = 0;
        var sum = 0.0;
        var (low, high) = (float.PositiveInfinity, float.NegativeInfinity);
        foreach (var value in feature.Values)
        {
            if (value == missing)
                continue;
            count++;
            sum += value;
            low = Math.Min(low, value);
            high = Math.Max(high, value);
        }

        if (count == 0)
        {
            warnings.Add($"feature '{feature.Name}' is missing in every training event; it becomes 0 and cannot help");
            return (0, 1);
        }

        if (low == high)
        {
            warnings.Add(string.Create(
                CultureInfo.InvariantCulture, $"feature '{feature.Name}' is {low} in every training event; it becomes 0 and cannot help"));
            return (low, 1);
        }

        var mean = sum / count;
        var (squares, rest) = (0.0, 0.0);
        foreach (var value in feature.Values)
        {
            if (value == missing)
                continue;
            squares += (value - mean) * (value - mean);
            rest += value - mean;
        }

        return ((float)mean, (float)Math.Sqrt((squares - (rest * rest / count)) / count));
    }
}
