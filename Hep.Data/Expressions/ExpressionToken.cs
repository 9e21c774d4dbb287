namespace Hep.Data;

/// <summary>A word of an expression.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">A sign or name as it stands, a quoted name or text without its quotes.</param>
/// <param name="Start">Where it begins, from 0.</param>
/// <param name="Value">The value of a number.</param>
internal readonly record struct ExpressionToken(ExpressionTokenKind Kind, string Text, int Start, double Value = 0)
{
    private const int LongestShown = 60;

    /// <summary>As a message shows it.</summary>
    public string Found => Kind switch
    {
        ExpressionTokenKind.End => "the end",
        ExpressionTokenKind.Text => $"the text '{Shorten(Text)}'",
        ExpressionTokenKind.Number => $"the number {Shorten(Text)}",
        _ => $"'{Shorten(Text)}'",
    };

    public static string Shorten(string text) => text.Length <= LongestShown ? text : text[..LongestShown] + "...";

    public bool Is(string sign) => Kind == ExpressionTokenKind.Sign && Text == sign;
}
