namespace Hep.Evaluation.Flavour;

/// <summary>A working point of a tagger: a cut that keeps a share of the signal, and what it makes of each background.</summary>
/// <param name="Efficiency">The signal efficiency.</param>
/// <param name="Threshold">The cut: jets with a discriminant at or above it are tagged.</param>
/// <param name="Rejections">1 / efficiency of each background with its error, in the order of <see cref="TaggedSample.Backgrounds"/>.</param>
/// <param name="Ratios">The rejections divided by those of a baseline at the same signal efficiency, with errors that know that the jets are the same; empty without a baseline.</param>
public sealed record TaggingWorkingPoint(double Efficiency, double Threshold, IReadOnlyList<(string Flavour, Estimate Rejection)> Rejections, IReadOnlyList<(string Flavour, Estimate Ratio)> Ratios)
{
    /// <summary>The usual efficiencies: 60, 70, 77 and 85%.</summary>
    public static IReadOnlyList<double> UsualEfficiencies { get; } = [0.60, 0.70, 0.77, 0.85];

    /// <summary>The working points of a tagger.</summary>
    /// <param name="sample">The tagged jets.</param>
    /// <param name="efficiencies">Signal efficiencies, rising, in (0, 1].</param>
    /// <param name="baseline">Another tagger, by which the rejections are divided; null: none.</param>
    /// <exception cref="ArgumentException">Efficiencies that do not rise within (0, 1].</exception>
    /// <exception cref="InvalidDataException">A flavour without jets.</exception>
    public static IReadOnlyList<TaggingWorkingPoint> Of(TaggedSample sample, IReadOnlyList<double> efficiencies, TaggedSample? baseline = null)
    {
        ArgumentNullException.ThrowIfNull(sample);
        ArgumentNullException.ThrowIfNull(efficiencies);
        int[] backgrounds = [.. sample.Backgrounds];
        Estimate[][] ratios = baseline is null ? [] : [.. backgrounds.Select(background => CurveRatio.OfRejections(sample.Against(background), baseline.Against(background), efficiencies))];
        return
        [
            .. efficiencies.Select((efficiency, i) => new TaggingWorkingPoint(
                efficiency,
                sample.Against(backgrounds[0]).Roc.AtSignalEfficiency(efficiency).Threshold,
                [.. backgrounds.Select(background => (sample.Classes[background], sample.Against(background).Roc.AtSignalEfficiency(efficiency).BackgroundRejection))],
                [.. ratios.Select((ratio, k) => (sample.Classes[backgrounds[k]], ratio[i]))])),
        ];
    }
}
