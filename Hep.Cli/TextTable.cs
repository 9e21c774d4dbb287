using Spectre.Console;

namespace Hep.Cli;

/// <summary>Tables on standard output: with lines on a terminal, plain columns in a pipe or a file.</summary>
internal static class TextTable
{
    // Wider than any table: a pipe has no margin at which to break lines.
    private const int Endless = 10_000;

    /// <summary>Writes a table; numbers stand right if only the first column is text.</summary>
    public static void Write(Shell shell, IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows, bool alignRight = true)
    {
        var table = new Table { Border = shell.CanDrawResults ? TableBorder.Rounded : TableBorder.None, ShowHeaders = header.Count > 0 };
        var all = rows.ToList();
        for (var i = 0; i < (header.Count > 0 ? header.Count : all.FirstOrDefault()?.Count ?? 0); i++)
        {
            var column = new TableColumn(new Text(header.Count > 0 ? header[i] : "")) { Alignment = i > 0 && alignRight ? Justify.Right : Justify.Left };
            table.AddColumn(shell.CanDrawResults ? column : column.Padding(0, 0, 2, 0));
        }

        foreach (var row in all)
            table.AddRow(row.Select(cell => new Text(cell)));
        if (table.Columns.Count == 0)
            return;
        if (shell.CanDrawResults)
        {
            AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(shell.Out) }).Write(table);
            return;
        }

        using var text = new StringWriter();
        var plain = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(text) });
        plain.Profile.Width = Endless;
        plain.Write(table);
        foreach (var line in text.ToString().ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'))
            shell.Out.WriteLine(line.TrimEnd());
    }

    /// <summary>Writes names and values.</summary>
    public static void Write(Shell shell, IEnumerable<(string Name, string Value)> facts) =>
        Write(shell, [], facts.Select(fact => new[] { fact.Name, fact.Value }), alignRight: false);
}
