using System.Globalization;
using System.Text;
using Hep.Data;
using Xunit;

namespace Hep.Tests.Data;

/// <summary>Files in the layout of HEPMASS (UCI Machine Learning Repository, arXiv:1601.07913): a comment sign in the header, every number in 18 decimals, labels too.</summary>
public sealed class HepmassFileTests
{
    private static readonly CsvLayout Layout = new()
    {
        Features = [.. Enumerable.Range(0, 27).Select(f => new CsvLayout.Feature(FormattableString.Invariant($"f{f}")))],
        Label = "# label",
        Classes = ["0", "1"],
        Numbers = ["mass"],
    };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_file_is_read_as_it_is_published(bool isCompressed)
    {
        using var folder = new TemporaryFolder();
        var text = File((1, 1000), (0, 500), (0, 1500), (1, 1250));
        var path = isCompressed ? folder.Write("all_train.csv.gz", TemporaryFolder.Gzip(text)) : folder.Write("all_train.csv", text);
        var table = CsvReader.Read(path, Layout);
        Assert.Equal([1, 0, 0, 1], table.Labels);
        Assert.Equal([1000, 500, 1500, 1250], table.Numbers("mass").Values);
        Assert.Equal([0UL, 1UL, 2UL, 3UL], table.EventIds);
        Assert.Equal([1.0, 1.0, 1.0, 1.0], table.Weights);
        for (var row = 0; row < 4; row++)
        {
            for (var f = 0; f < 27; f++)
                Assert.Equal((float)Value(row, f), table.Features[f].Values[row]);
        }
    }

    [Fact]
    public void A_label_that_is_no_class_is_said_with_its_line()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("all_train.csv", File((1, 1000), (2, 1000)));
        var error = Assert.Throws<InvalidDataException>(() => CsvReader.Read(path, Layout));
        Assert.Equal($"{path}, line 3, column '# label': '2.000000000000000000e+00' is none of the classes '0', '1'", error.Message);
    }

    [Fact]
    public void The_comment_sign_is_part_of_the_name_and_the_message_says_so()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("all_train.csv", File((1, 1000)));
        var error = Assert.Throws<InvalidDataException>(() => CsvReader.Read(path, Layout with { Label = "label" }));
        Assert.Equal($"{path}, line 1: no column 'label' (nearest: '# label'); the header names 29 columns", error.Message);
    }

    private static double Value(int row, int feature) => Math.Sin((27 * row) + feature) * (feature == 0 ? 1e-3 : 2.5);

    // As numpy.savetxt writes it, with header and format by default.
    private static string File(params (int Label, double Mass)[] events)
    {
        var text = new StringBuilder("# label," + string.Join(',', Enumerable.Range(0, 27).Select(f => FormattableString.Invariant($"f{f}"))) + ",mass\n");
        for (var i = 0; i < events.Length; i++)
            text.AppendJoin(',', [Text(events[i].Label), .. Enumerable.Range(0, 27).Select(f => Text(Value(i, f))), Text(events[i].Mass)]).Append('\n');
        return text.ToString();

        static string Text(double number) => number.ToString("0.000000000000000000e+00", CultureInfo.InvariantCulture);
    }
}
