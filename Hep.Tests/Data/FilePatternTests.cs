using Hep.Data;
using Xunit;

namespace Hep.Tests.Data;

public sealed class FilePatternTests : IDisposable
{
    private readonly Support.TemporaryFolder folder = new();

    public FilePatternTests()
    {
        foreach (var name in new[] { "mc16a/ztt_2.csv", "mc16a/ztt_10.csv", "mc16a/Ztt_3.csv", "mc16a/.ztt_4.csv", "mc16a/ztt_1.csv.gz", "mc16d/ztt_1.csv", "mc16d/ggh.csv", ".old/ztt_1.csv" })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(folder.File(name))!);
            File.WriteAllText(folder.File(name), "");
        }
    }

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("mc16a/ztt_*.csv", "mc16a/ztt_10.csv", "mc16a/ztt_2.csv")]
    [InlineData("mc16a/ztt_?.csv", "mc16a/ztt_2.csv")]
    [InlineData("mc16a/*.csv*", "mc16a/Ztt_3.csv", "mc16a/ztt_1.csv.gz", "mc16a/ztt_10.csv", "mc16a/ztt_2.csv")]
    [InlineData("mc16a/.*", "mc16a/.ztt_4.csv")]
    [InlineData("mc16?/ztt_1*.csv", "mc16a/ztt_10.csv", "mc16d/ztt_1.csv")]
    [InlineData("*/ggh.csv", "mc16d/ggh.csv")]
    [InlineData("mc16a/../mc16d/g*", "mc16d/ggh.csv")]
    public void What_a_shell_finds_in_ordinal_order(string pattern, params string[] found) =>
        Assert.Equal(found.Select(folder.File), FilePattern.Expand(folder.File(pattern)));

    [Fact]
    public void A_path_without_wildcards_means_itself_as_does_a_file_of_that_name()
    {
        Assert.Equal(["nowhere.csv"], FilePattern.Expand("nowhere.csv"));
        File.WriteAllText(folder.File("z*.csv"), "");
        File.WriteAllText(folder.File("zz.csv"), "");
        Assert.Equal([folder.File("z*.csv")], FilePattern.Expand(folder.File("z*.csv")));
        Assert.Equal([folder.File("z*.csv"), folder.File("zz.csv")], FilePattern.Expand(folder.File("z?*.csv")));
    }

    [Fact]
    public void Nothing_found_says_what_lies_there()
    {
        Refused("mc16d/tt*.csv", "{0}: no file matches; {1}/mc16d holds the files ggh.csv, ztt_1.csv");
        Refused("mc17?/ztt.csv", "{0}: no file matches; {1} holds the folders .old, mc16a, mc16d");
        Refused("mc17/*.csv", "{0}: no file matches; {1} holds the folders .old, mc16a, mc16d");
        Directory.CreateDirectory(folder.File("empty"));
        Refused("empty/*.csv", "{0}: no file matches; {1}/empty holds none");
        for (var i = 0; i < 9; i++)
            File.WriteAllText(folder.File(FormattableString.Invariant($"empty/{i}.txt")), "");
        Refused("empty/*.csv", "{0}: no file matches; {1}/empty holds the files 0.txt, 1.txt, 2.txt, 3.txt, 4.txt, 5.txt, 6.txt, 7.txt, ...");

        void Refused(string pattern, string message) => Assert.Equal(
            message.Replace("{0}", folder.File(pattern), StringComparison.Ordinal).Replace("{1}", folder.Path, StringComparison.Ordinal),
            Assert.Throws<InvalidDataException>(() => FilePattern.Expand(folder.File(pattern))).Message);
    }
}
