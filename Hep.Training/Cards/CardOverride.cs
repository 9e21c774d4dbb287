namespace Hep.Training.Cards;

/// <summary>One value of a run card that is set from outside, for instance by <c>--set training.epochs=3</c>.</summary>
public sealed record CardOverride
{
    private CardOverride(string key, string value, bool isText, string origin, bool isInCard = false) =>
        (Key, Value, IsText, Origin, IsInCard) = (key, value, isText, origin, isInCard);

    /// <summary>The path of the key, for instance <c>training.epochs</c>; empty if the assignment has none, which is reported when the card is read.</summary>
    public string Key { get; }

    /// <summary>The value: YAML, or text as it stands.</summary>
    public string Value { get; }

    /// <summary>True if the value is text as it stands, false if it is read as YAML.</summary>
    public bool IsText { get; }

    /// <summary>What the user typed, for messages: <c>--set training.epochs=3</c>.</summary>
    public string Origin { get; }

    /// <summary>Whether it stands in the card itself, as what a study sets does: its paths are relative to the card.</summary>
    internal bool IsInCard { get; }

    /// <summary>An assignment <c>KEY=VALUE</c>, the value in YAML: <c>model.hidden=[64, 64]</c>.</summary>
    public static CardOverride Set(string assignment) => Set(assignment, "--set " + (assignment.Length <= 80 ? assignment : assignment[..80] + "..."));

    /// <summary>An assignment <c>KEY=VALUE</c> that some other option stands for.</summary>
    /// <param name="assignment">The assignment, the value in YAML.</param>
    /// <param name="origin">What the user typed, for messages: <c>--seed 3</c>.</param>
    public static CardOverride Set(string assignment, string origin)
    {
        var split = assignment.IndexOf('=', StringComparison.Ordinal);
        return split < 0 ? new("", "", false, origin) : new(assignment[..split].Trim(), assignment[(split + 1)..], false, origin);
    }

    /// <summary>A value that a study of the same card sets.</summary>
    internal static CardOverride Setting(string key, string value, string origin) => new(key.Trim(), value, false, origin, isInCard: true);

    /// <summary>A text value that some other option sets.</summary>
    /// <param name="key">The path of the key.</param>
    /// <param name="text">The value as it stands.</param>
    /// <param name="origin">What the user typed, for messages: <c>--data FILE</c>.</param>
    public static CardOverride Text(string key, string text, string origin) => new(key, text, true, origin);

    /// <summary>An assignment <c>KEY=VALUE</c>, as by <see cref="Set(string)"/>.</summary>
    public static implicit operator CardOverride(string assignment) => Set(assignment);
}
