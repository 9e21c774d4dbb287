using Hep.Data;
using Xunit;

namespace Hep.Tests.Data;

/// <summary>The rows of the LHC Olympics, good and bad.</summary>
public sealed class LhcOlympicsReaderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Masses_are_in_GeV_and_the_difference_becomes_the_heavier_jet()
    {
        var events = LhcOlympicsReader.Read(Rows([3.5, 0.1, 0.4, 0.3, 0.2, 1, 3.4, 0.05, 0.02, 0.7, 0.6, 0]));
        Assert.Equal([3500f, 3400], events.Features[0].Values);
        Assert.Equal([100f, 50], events.Features[1].Values);
        Assert.Equal([500f, 70], events.Features[2].Values);
        Assert.Equal([0.3f, 0.7f], events.Features[3].Values);
        Assert.Equal([0.2f, 0.6f], events.Features[4].Values);
        Assert.Equal([1, 0], events.Labels);
        Assert.Equal(["mjj", "mj1", "mj2", "tau21_1", "tau21_2"], events.Features.Select(feature => feature.Name));
        Assert.Equal(["GeV", "GeV", "GeV", "", ""], events.Features.Select(feature => feature.Unit));
    }

    [Fact]
    public void What_is_no_such_file_is_refused_with_its_place()
    {
        var nan = Rows([3.5, 0.1, 0.4, 0.3, 0.2, 1, 3.4, double.NaN, 0.02, 0.7, 0.6, 0]);
        Assert.Equal($"{nan}, row 1, column 1: found NaN, expected a finite number", Refusal(nan));
        var label = Rows([3.5, 0.1, 0.4, 0.3, 0.2, 2]);
        Assert.Equal($"{label}, row 0: found the label 2 in column 5, expected 0 for background or 1 for signal", Refusal(label));
        var narrow = folder.File("narrow.npy");
        NpyWriter.Write<double>(narrow, new double[] { 1, 2, 3, 4 }, 2, 2);
        Assert.Equal($"{narrow}: has shape [2, 2], expected [N, 6]", Refusal(narrow));
        var none = folder.File("none.npy");
        NpyWriter.Write<double>(none, Array.Empty<double>(), 0, 6);
        Assert.Equal($"{none}: found no rows, expected one an event", Refusal(none));
        Assert.Throws<FileNotFoundException>(() => LhcOlympicsReader.Read(folder.File("absent.npy")));
    }

    private string Rows(double[] values)
    {
        var path = folder.File($"rows{Directory.GetFiles(folder.Path).Length}.npy");
        NpyWriter.Write<double>(path, values, values.Length / 6, 6);
        return path;
    }

    private static string Refusal(string path) => Assert.Throws<InvalidDataException>(() => LhcOlympicsReader.Read(path)).Message;
}
