using Hep.Training.Cards;
using Hep.Training.Parameters;

namespace Hep.Training.Studies;

/// <summary>One training of a study.</summary>
/// <param name="Network">The network.</param>
/// <param name="Value">The value that it is dedicated to; null: none.</param>
/// <param name="Seed">The seed.</param>
internal sealed record StudyTraining(StudyNetwork Network, double? Value, int Seed)
{
    private string? ValueText => Value is { } value ? FormattableString.Invariant($"{value:R}") : null;

    /// <summary>The value as the name of a folder; null: none.</summary>
    public string? Point => ValueText is null ? null : PointScoring.KeyOf($"{Network.ForEach}_{ValueText}");

    /// <summary>What the training is called in progress and messages.</summary>
    public string InWords => FormattableString.Invariant($"{Network.Name}{(ValueText is null ? "" : $", {Network.ForEach} = {ValueText}")}, seed {Seed}");

    /// <summary>What is set otherwise than in the card.</summary>
    public IEnumerable<CardOverride> Overrides =>
    [
        CardOverride.Set("study=none", "the study's own setting"),
        .. Network.Settings.Select(setting => CardOverride.Set(
            $"{setting.Key}={(ValueText is null ? setting.Value : setting.Value.Replace(StudyNetwork.Placeholder, ValueText, StringComparison.Ordinal))}", $"study.networks.{Network.Name}.set.{setting.Key}")),
        CardOverride.Set(FormattableString.Invariant($"training.seed={Seed}"), "study.seeds"),
    ];
}
