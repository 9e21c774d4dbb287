using Hep.Training.Cards;

namespace Hep.Cli;

/// <summary>Train what a card says. Overrides hold <c>--set</c>, <c>--data</c> and <c>--seed</c>, the last one of a key counting; Out null: a folder below runs/.</summary>
internal sealed record TrainRequest(string Card, IReadOnlyList<CardOverride> Overrides, string? Out);
