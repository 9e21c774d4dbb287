using System.Text.RegularExpressions;
using Xunit;

namespace Hep.Tests.Architecture;

/// <summary>Habits that hold for every file of the project.</summary>
public class SourceTreeTests
{
    private const int LongestFile = 400;

    [Fact]
    public void NoFileIsTooLongToRead()
    {
        var tooLong = SourceTree.Texts
            .Where(f => f.Path.EndsWith(".cs", StringComparison.Ordinal) && (f.Path.StartsWith("Hep.", StringComparison.Ordinal) || f.Path.StartsWith("bindings/", StringComparison.Ordinal)))
            .Where(f => f.Lines.Length - 1 > LongestFile)
            .Select(f => $"{f.Path} has {f.Lines.Length - 1} lines; split it at {LongestFile} (a big type in dotted partial files)");

        Assert.Empty(tooLong);
    }

    [Fact]
    public void NoFileNamesAMachineOrARegistry()
    {
        // Written in pieces, so that this file does not find itself.
        var folder = $"(?<![\\w./}}\\])])/({string.Join('|', "home", "root", "work", "tmp", "Users")})/\\w";
        var host = $"https?://[\\w.-]*({string.Join('|', "npm", "nuget", "debian", "ubuntu", "pypi")})";
        var pattern = new Regex($"{folder}|{host}|localhost:\\d|\\d+\\.\\d+\\.\\d+\\.\\d+:\\d");

        Assert.Empty(LinesWith(pattern));
    }

    [Fact]
    public void TheProjectSpeaksOfItselfAlone()
    {
        var tools = string.Join('|', "chat" + "gpt", "co" + "pilot", "clau" + "de", "anthro" + "pic", "open" + "ai", "gem" + "ini", "language" + " model");
        var pattern = new Regex($"\\b({tools})\\b|\\bissue #?\\d", RegexOptions.IgnoreCase);

        Assert.Empty(LinesWith(pattern));
    }

    [Fact]
    public void NothingIsLeftForLater()
    {
        var pattern = new Regex($"\\b({string.Join('|', "TO" + "DO", "FIX" + "ME", "HA" + "CK", "NotImplemented" + "Exception")})\\b|Skip = \"");

        Assert.Empty(LinesWith(pattern));
    }

    [Fact]
    public void FormattingIsThatOfEditorConfig()
    {
        var (code, output) = Tool.Run("dotnet", "format", "Hep.sln", "--verify-no-changes", "--no-restore");

        Assert.True(code == 0, $"'dotnet format' would change the sources; run it and commit:\n{output}");
    }

    private static IEnumerable<string> LinesWith(Regex pattern) =>
        from file in SourceTree.Texts
        from line in file.Lines.Select((text, i) => (Text: text, Number: i + 1))
        where pattern.IsMatch(line.Text)
        select $"{file.Path}:{line.Number}: {line.Text.Trim()}";
}
