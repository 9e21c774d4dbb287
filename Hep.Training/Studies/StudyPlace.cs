using Hep.Evaluation;
using Hep.Training.Parameters;

namespace Hep.Training.Studies;

/// <summary>Where networks are compared: a point of the parameters, a value of the study's axis, or the whole test split.</summary>
/// <param name="Point">The point; null: the whole test split.</param>
/// <param name="Step">The value of the axis; null: there is none.</param>
/// <param name="Networks">The networks that have been tested there, in the order of the study.</param>
internal sealed record StudyPlace(PointFacts? Point, StudyStep? Step, IReadOnlyList<StudyPlace.Network> Networks)
{
    /// <summary>What one training gives there.</summary>
    /// <param name="Sample">The scored test events.</param>
    /// <param name="Significance">The expected significance; NaN where it was not computed.</param>
    public sealed record Tested(BinarySample Sample, Estimate Significance);

    /// <summary>What one network gives there.</summary>
    /// <param name="Name">The network.</param>
    /// <param name="IsTrained">Whether its training had signal of the point.</param>
    /// <param name="Seeds">Its trainings, seed by seed.</param>
    public sealed record Network(string Name, bool IsTrained, IReadOnlyList<Tested> Seeds)
    {
        /// <summary>The scored test events, seed by seed.</summary>
        public IReadOnlyList<BinarySample> Samples => [.. Seeds.Select(seed => seed.Sample)];
    }

    /// <summary>Its key in the figures of merit.</summary>
    public string Key => Name is { } name ? $"at.{name}" : "test";

    /// <summary>What files call it; null: the whole test split, without a value of an axis.</summary>
    public string? Name => Point is not null ? PointScoring.KeyOf(Point) : Step?.Key;

    /// <summary>Where it is on the axis of figures.</summary>
    public double Value => Step?.Value ?? Point?.Values.Values.First() ?? double.NaN;

    /// <summary>Whether some network was not trained on such signal.</summary>
    public bool IsHeldOut => Networks.Any(network => !network.IsTrained);

    /// <summary>What tables call it.</summary>
    public string InWords => Point is not null ? Point.InWords() + HeldOut : Step?.InWords ?? "test split";

    private string HeldOut => !IsHeldOut ? ""
        : Networks.All(network => !network.IsTrained) ? " (held out)"
        : $" (held out of {string.Join(", ", Networks.Where(network => !network.IsTrained).Select(network => network.Name))})";

    /// <summary>A network; null: it was not tested there.</summary>
    /// <param name="name">Its name.</param>
    public Network? Of(string name) => Networks.FirstOrDefault(network => network.Name == name);
}
