using Hep.Evaluation;
using Hep.Training.Parameters;

namespace Hep.Training.Studies;

/// <summary>Where networks are compared: a point of the parameters, or the whole test split.</summary>
/// <param name="Point">The point, as the first network has it; null: the whole test split.</param>
/// <param name="Networks">Of each network that has been tested there its scored events, seed by seed, in the order of the study.</param>
internal sealed record StudyPlace(PointFacts? Point, IReadOnlyList<(string Name, IReadOnlyList<StudyPlace.Tested> Seeds)> Networks)
{
    /// <summary>What one training gives there.</summary>
    /// <param name="Sample">The scored test events.</param>
    /// <param name="Significance">The expected significance; NaN where it was not computed.</param>
    public sealed record Tested(BinarySample Sample, Estimate Significance);

    /// <summary>Its key in the figures of merit.</summary>
    public string Key => Point is null ? "test" : $"at.{PointScoring.KeyOf(Point)}";

    /// <summary>What tables call it.</summary>
    public string InWords => Point is null ? "test split" : Point.InWords() + (Point.IsTrained ? "" : " (held out)");

    /// <summary>The scored events of a network, seed by seed; null: it was not tested there.</summary>
    public IReadOnlyList<BinarySample>? SamplesOf(string network) => Networks.FirstOrDefault(one => one.Name == network).Seeds is { } seeds ? [.. seeds.Select(seed => seed.Sample)] : null;
}
