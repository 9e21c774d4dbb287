namespace Hep.Training.Cards;

/// <summary>A value of the card that a network of a study has otherwise.</summary>
/// <param name="Key">The path of the key, such as <c>model.conditioning</c>.</param>
/// <param name="Value">The value in YAML.</param>
public sealed record StudySetting(string Key, string Value);
