using Hep.Evaluation;
using Xunit;

namespace Hep.Tests.Evaluation;

public sealed class MetricsTreeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hep-metrics").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void IntervalStandsBesideValueAndError()
    {
        var metrics = new MetricsTree();
        metrics.Set("test.auc", new Estimate(0.9, 0.01), new Interval(0.9, 0.889, double.PositiveInfinity, Interval.OneSigma));
        Assert.Equal(new Estimate(0.9, 0.01), metrics.Figure("test.auc"));
        Assert.Equal(["value", "error", "low", "high"], metrics.Keys("test.auc"));
        Assert.Equal(0.889, metrics.Number("test.auc.low"));
        Assert.True(double.IsNaN(metrics.Number("test.auc.high")));
    }

    [Fact]
    public void JsonIsTheContract()
    {
        var tree = new MetricsTree();
        tree.Set("validation.auc", new Estimate(0.9, 0.01));
        tree.Set("test.auc", new Estimate(0.912345678901234, 0.002));
        tree.Set("test.rejection_30", new Estimate(double.PositiveInfinity, double.NaN));
        tree.Set("test.threshold", 0.75);
        tree.Set("test.events", 4500L);
        tree.Set("run.name", "H → ττ");
        tree.Set("validation.auc", new Estimate(0.5, 0.25));
        const string json = """
            {
              "validation": {
                "auc": {
                  "value": 0.5,
                  "error": 0.25
                }
              },
              "test": {
                "auc": {
                  "value": 0.912345678901234,
                  "error": 0.002
                },
                "rejection_30": {
                  "value": null,
                  "error": null
                },
                "threshold": 0.75,
                "events": 4500
              },
              "run": {
                "name": "H → ττ"
              }
            }

            """;
        Assert.Equal(json.ReplaceLineEndings("\n"), tree.ToJson());
    }

    [Fact]
    public void SavedTreeIsReadBack()
    {
        var tree = new MetricsTree();
        tree.Set("test.auc", new Estimate(1.0 / 3, 1e-300));
        tree.Set("test.rejection", new Estimate(double.NaN, 2));
        tree.Set("test.events", 7L);
        tree.Set("run.commit", "abc");
        var path = Path.Combine(_folder, "new", "metrics.json");
        tree.Save(path);
        tree.Save(path);
        Assert.Equal(["metrics.json"], Directory.GetFiles(Path.GetDirectoryName(path)!).Select(Path.GetFileName));

        var read = MetricsTree.Load(path);
        Assert.Equal(tree.ToJson(), read.ToJson());
        Assert.Equal(new Estimate(1.0 / 3, 1e-300), read.Figure("test.auc"));
        Assert.Equal(1.0 / 3, read.Number("test.auc.value"));
        Assert.True(double.IsNaN(read.Figure("test.rejection").Value));
        Assert.Equal(7, read.Number("test.events"));
        Assert.Equal(7, read.Figure("test.events").Value);
        Assert.Equal("abc", read.Text("run.commit"));
        Assert.Equal(["test", "run"], read.Keys());
        Assert.Equal(["auc", "rejection", "events"], read.Keys("test"));
        Assert.True(read.Contains("test.auc.error"));
        Assert.False(read.Contains("test.auc.error.more"));
    }

    [Fact]
    public void UnknownPathNamesWhatIsThere()
    {
        var tree = MetricsTree.Parse("""{ "test": { "auc": 0.9, "ams": 3.1 } }""");
        Assert.Equal("metrics: no 'test.acu'; found auc, ams", Assert.Throws<KeyNotFoundException>(() => tree.Figure("test.acu")).Message);
        Assert.Equal("metrics: no 'train'; found test", Assert.Throws<KeyNotFoundException>(() => tree.Keys("train")).Message);
        Assert.Equal("metrics: 'test' is not a number", Assert.Throws<KeyNotFoundException>(() => tree.Number("test")).Message);
        Assert.Equal("metrics: 'test.auc' is not a text", Assert.Throws<KeyNotFoundException>(() => tree.Text("test.auc")).Message);
        Assert.Throws<ArgumentException>(() => tree.Set("test.auc.value", 1.0));
        Assert.Throws<ArgumentException>(() => tree.Set("test..auc", 1.0));
    }

    [Theory]
    [InlineData("{\n \"test\": }", "'m.json', line 2: not valid JSON; expected metrics as split, figure, value and error")]
    [InlineData("{ \"a\": 1, \"a\": 2 }", "'m.json', line 1: not valid JSON; expected metrics as split, figure, value and error")]
    [InlineData("", "'m.json', line 1: not valid JSON; expected metrics as split, figure, value and error")]
    [InlineData("[1]", "'m.json' holds no JSON object; expected metrics as split, figure, value and error")]
    [InlineData("null", "'m.json' holds no JSON object; expected metrics as split, figure, value and error")]
    public void HostileFileIsRefused(string json, string message) =>
        Assert.Equal(message, Assert.Throws<InvalidDataException>(() => MetricsTree.Parse(json, "m.json")).Message);

    [Fact]
    public void FileThatCannotBeWrittenIsNamedAndNothingIsLeftBehind()
    {
        var taken = Path.Combine(_folder, "metrics.json");
        Directory.CreateDirectory(taken);
        var error = Record.Exception(() => new MetricsTree().Save(taken));
        Assert.True(error is IOException or UnauthorizedAccessException, error?.GetType().Name);
        Assert.Equal($"cannot write the metrics '{taken}': {error!.InnerException!.Message.Split(" : ")[0].TrimEnd('.')}. Choose a folder that can be written to.", error.Message);
        Assert.Equal([taken], Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void MissingFileIsNamed() => Assert.Equal(
        "no metrics file 'nowhere.json'; expected the metrics.json of a run folder",
        Assert.Throws<FileNotFoundException>(() => MetricsTree.Load("nowhere.json")).Message);
}
