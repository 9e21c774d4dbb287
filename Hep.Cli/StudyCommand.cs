using Hep.Training.Cards;
using Hep.Training.Studies;

namespace Hep.Cli;

/// <summary>Writes down the command that asks for a study, as a user can paste it into a shell.</summary>
internal static class StudyCommand
{
    private const string Plain = "+-_./,:=@%";

    /// <summary>The command.</summary>
    /// <param name="request">What it asks for.</param>
    public static string Of(StudyRequest request) =>
        string.Join(' ', ["hep", "study", Quoted(request.Card), .. request.Overrides.SelectMany(Words), .. request.Out is { } folder ? new[] { "--out", Quoted(folder) } : []]);

    // The only text that an option sets is the file of --data.
    private static IEnumerable<string> Words(CardOverride one) => one.IsText ? ["--data", Quoted(one.Value)] : ["--set", Quoted($"{one.Key}={one.Value}")];

    private static string Quoted(string word) =>
        word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || Plain.Contains(c)) ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
