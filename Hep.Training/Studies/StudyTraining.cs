using Hep.Training.Cards;
using Hep.Training.Parameters;

namespace Hep.Training.Studies;

/// <summary>One training of a study.</summary>
/// <param name="Network">The network.</param>
/// <param name="Value">The value that it is dedicated to, or that of the axis; null: none.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Axis">The axis of the study; null: it has none.</param>
internal sealed record StudyTraining(StudyNetwork Network, double? Value, int Seed, StudyAxis? Axis = null)
{
    private string? ValueText => Value is { } value ? FormattableString.Invariant($"{value:R}") : null;

    private string? ValueName => Axis?.Name ?? Network.ForEach;

    /// <summary>The value as the name of a folder; null: none.</summary>
    public string? Point => ValueText is null ? null : PointScoring.KeyOf($"{ValueName}_{ValueText}");

    /// <summary>What the training is called in progress and messages.</summary>
    public string InWords => FormattableString.Invariant($"{Network.Name}{(ValueText is null ? "" : $", {ValueName} = {ValueText}")}, seed {Seed}");

    /// <summary>What is set otherwise than in the card.</summary>
    public IEnumerable<CardOverride> Overrides =>
    [
        CardOverride.Setting("study", "none", "the study's own setting"),
        .. Network.Settings.Select(setting => CardOverride.Setting(
            setting.Key, ValueText is null ? setting.Value : setting.Value.Replace(StudyNetwork.Placeholder, ValueText, StringComparison.Ordinal), $"study.networks.{Network.Name}.set.{setting.Key}")),
        .. Axis is null ? Array.Empty<CardOverride>() : [CardOverride.Setting(Axis.Key, ValueText!, $"study.against.{Axis.Key}")],
        CardOverride.Setting("training.seed", FormattableString.Invariant($"{Seed}"), "study.seeds"),
    ];
}
