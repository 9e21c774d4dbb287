using Hep.Training.Parameters;

namespace Hep.Training.Studies;

/// <summary>One value of a study's axis.</summary>
/// <param name="Name">What the axis is called.</param>
/// <param name="Value">The value.</param>
internal sealed record StudyStep(string Name, double Value)
{
    /// <summary>Its key in the figures of merit: <c>train_events_500</c>.</summary>
    public string Key => PointScoring.KeyOf(FormattableString.Invariant($"{Name}_{Value:R}"));

    /// <summary>What tables call it.</summary>
    public string InWords => FormattableString.Invariant($"{Name} = {Value:R}");
}
