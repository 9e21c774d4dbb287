namespace Hep.Training.Cards;

/// <summary>
/// The leaderboards of a challenge: subsets of the test split, each with weights that were normalised within it. On them the significance is computed
/// with these weights as they are, at the threshold that was chosen on the validation split.
/// </summary>
public sealed record ChallengeOptions
{
    /// <summary>The column that says which subset an event is in.</summary>
    public required string Set { get; init; }

    /// <summary>The column of weights that are normalised within each subset.</summary>
    public required string Weight { get; init; }

    /// <summary>The value of the public leaderboard's events; it is one of the split's test values.</summary>
    public required string Public { get; init; }

    /// <summary>The value of the private leaderboard's events; it is one of the split's test values.</summary>
    public required string Private { get; init; }

    internal static ChallengeOptions Read(CardReader reader) => new()
    {
        Set = reader.Text("set", expected: "the name of the column that says which subset an event is in"),
        Weight = reader.Text("weight", expected: "the name of the column of weights that are normalised within each subset"),
        Public = reader.Text("public", expected: "the value of the public leaderboard's events"),
        Private = reader.Text("private", expected: "the value of the private leaderboard's events"),
    };

    internal void Write(CardWriter writer)
    {
        writer.Text("set", Set);
        writer.Text("weight", Weight);
        writer.Text("public", Public);
        writer.Text("private", Private);
    }

    /// <summary>Notes what does not fit the card's other sections.</summary>
    internal void Check(CardReader card, DataSection data)
    {
        void Refuse(string text) => card.RefuseBelow("evaluation", "challenge", text);
        if (Public == Private)
            Refuse($"found '{Public}' for the public and the private leaderboard, expected two subsets");
        foreach (var column in new[] { Set, Weight }.Where(column => data.Features.Any(feature => feature.Name == column)))
            Refuse($"found the column {column}, which is also a feature, expected a column that is no input of the network");

        // The weights of a subset add up to the yields only if all of its events are there, and none of them was trained on.
        if (data.Split is SplitOptions.Column split && split.Name == Set && split.Test.Contains(Public) && split.Test.Contains(Private))
            return;
        Refuse($"found a data.split that does not test on all of the leaderboards, expected by: column, column: {Set}, with {Public} and {Private} in test");
    }
}
