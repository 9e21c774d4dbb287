using Hep.Models;

namespace Hep.Training.Cards;

/// <summary>One network of a study: the card with some values set otherwise.</summary>
/// <param name="Name">What it is called in figures and folders.</param>
/// <param name="Settings">What is set otherwise; empty: the card as it is.</param>
public sealed record StudyNetwork(string Name, ValueList<StudySetting> Settings)
{
    /// <summary>What stands in a setting for the value of <see cref="ForEach"/>.</summary>
    public const string Placeholder = "{value}";

    private const string ForEachKey = "for_each";
    private const string SetKey = "set";

    /// <summary>A parameter of <c>data.parameters</c>: there is a network for each of its values; null: there is one.</summary>
    public string? ForEach { get; init; }

    internal static StudyNetwork Read(CardReader reader, string name) => new(
        name,
        [.. reader.OptionalSection(SetKey, "paths of keys with their values, such as model.conditioning: none", inner => inner.OwnKeys("a value as text; of a list or a mapping in quotes").Select(pair => new StudySetting(pair.Key, pair.Value)).ToList()) ?? []])
    {
        ForEach = reader.OptionalText(ForEachKey, "a parameter of data.parameters"),
    };

    internal void Write(CardWriter writer)
    {
        writer.Text(ForEachKey, ForEach);
        writer.Section(SetKey, Settings.Count == 0 ? null : inner => Settings.ToList().ForEach(setting => inner.Text(setting.Key, setting.Value)));
    }
}
