using System.Globalization;
using System.Text.RegularExpressions;

namespace Hep.Data;

/// <summary>
/// The names in a list that Python has pickled with protocol 0, the text protocol that PyTables keeps in attributes. Nothing is executed: only the lines that push
/// texts and whole numbers are looked at, and a pickle that holds anything else gives no names.
/// </summary>
internal static partial class PickledNames
{
    /// <summary>The names, or none where this is no such list.</summary>
    public static IReadOnlyList<string> Read(string pickle)
    {
        var names = new List<string>();
        foreach (var line in pickle.Split('\n'))
        {
            if (Pushed().Match(line) is { Success: true } push)
                names.Add(Unescape(push.Groups["text"].Success ? push.Groups["text"].Value : push.Groups["number"].Value));
            else if (!Frame().IsMatch(line))
                return [];
        }

        return names;
    }

    private static string Unescape(string text) =>
        Escape().Replace(text, e => ((char)ushort.Parse(e.Groups["code"].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString());

    // An element, perhaps after the code that appends the one before it.
    [GeneratedRegex(@"^a?(V(?<text>.*)|[IL](?<number>-?\d+)L?)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Pushed();

    // The beginning of the list, what remembers an object by a number, the last element's appending, and the end.
    [GeneratedRegex(@"^a?(\(lp\d+|p\d+|a?\.|)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Frame();

    [GeneratedRegex(@"\\u(?<code>[0-9a-fA-F]{4})", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Escape();
}
