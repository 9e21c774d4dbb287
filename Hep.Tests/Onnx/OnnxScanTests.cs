using Hep.Onnx;
using Hep.Tests.Support;
using Xunit;

namespace Hep.Tests.Onnx;

/// <summary>Models with several inputs, and scans over the parameters of one.</summary>
public sealed class OnnxScanTests
{
    [Theory]
    [InlineData(1, 1, 64, 1)]
    [InlineData(1, 3000, 64, 1)]
    [InlineData(100, 7, 64, 1)]
    [InlineData(100, 7, 64, 2)]
    [InlineData(64, 33, 64, 1)]
    [InlineData(130, 70, 64, 3)]
    [InlineData(5, 200, 64, 2)]
    [InlineData(300, 5, 1, 1)]
    [InlineData(50, 0, 64, 2)]
    [InlineData(0, 50, 64, 1)]
    public void A_scan_gives_every_event_at_every_point(int events, int points, int batchSize, int threads)
    {
        using var file = new TemporaryModel(SmallModels.Scanned());
        using var scorer = new OnnxScorer(file.File, threads, batchSize);
        var rows = SmallModels.Events(events);
        var grid = SmallModels.Points(points);
        var scores = new float[events * points * 2];
        Array.Fill(scores, float.NaN);
        scorer.Scan(rows, grid, scores);
        for (var e = 0; e < events; e++)
        {
            for (var m = 0; m < points; m++)
                Assert.Equal(SmallModels.ScannedOf(rows.AsSpan(3 * e, 3), grid.AsSpan(2 * m, 2)), scores.AsSpan(2 * ((e * points) + m), 2).ToArray());
        }
    }

    [Fact]
    public void A_scan_is_what_scoring_row_by_row_gives()
    {
        using var file = new TemporaryModel(SmallModels.Scanned());
        using var scorer = new OnnxScorer(file.File, threads: 2, batchSize: 16);
        var (rows, grid) = (SmallModels.Events(40), SmallModels.Points(9));
        var scores = new float[40 * 9 * 2];
        scorer.Scan(rows, grid, scores);
        float[] complete = [.. from e in Enumerable.Range(0, 40) from m in Enumerable.Range(0, 9) from x in rows[(3 * e)..((3 * e) + 3)].Concat(grid[(2 * m)..((2 * m) + 2)]) select x];
        Assert.Equal(["x", "y", "z", "mass", "width"], scorer.FeatureNames);
        Assert.Equal(5, scorer.FeatureCount);
        Assert.Equal(scores, scorer.Score(complete, 5));
    }

    [Fact]
    public void Scanning_and_scoring_again_allocate_nothing()
    {
        using var file = new TemporaryModel(SmallModels.Scanned());
        using var scorer = new OnnxScorer(file.File, batchSize: 16);
        var (rows, grid, complete) = (SmallModels.Events(50), SmallModels.Points(40), new float[500]);
        var (scanned, scored) = (new float[50 * 40 * 2], new float[200]);
        for (var warmUp = 0; warmUp < 2; warmUp++)
        {
            scorer.Scan(rows, grid, scanned);
            scorer.Score(complete, 5, scored);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 20; i++)
            scorer.Scan(rows, grid, scanned);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 20; i++)
            scorer.Score(complete.AsSpan(0, 80), 5, scored.AsSpan(0, 32));
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_long_scan_takes_the_memory_of_a_few_batches()
    {
        using var file = new TemporaryModel(SmallModels.Scanned());
        using var scorer = new OnnxScorer(file.File, batchSize: 64);
        var (rows, grid, scores) = (SmallModels.Events(300), SmallModels.Points(3000), new float[300 * 3000 * 2]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        scorer.Scan(rows, grid, scores);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 64_000);
    }

    [Fact]
    public void What_does_not_fit_a_scan_is_refused()
    {
        using var file = new TemporaryModel(SmallModels.Scanned());
        using var scorer = new OnnxScorer(file.File);
        Assert.StartsWith("4 numbers are not a whole number of events of 3 features.", Assert.Throws<ArgumentException>(() => scorer.Scan(new float[4], new float[2], new float[2])).Message);
        Assert.StartsWith("3 numbers are not a whole number of points of 2 parameters.", Assert.Throws<ArgumentException>(() => scorer.Scan(new float[3], new float[3], new float[2])).Message);
        Assert.StartsWith("2 events at 3 points give 12 scores, but there is room for 6.", Assert.Throws<ArgumentException>(() => scorer.Scan(new float[6], new float[6], new float[6])).Message);
        Assert.Equal($"{file.File} takes 5 features an event (x, y, z, mass, width), but 3 were given", Assert.Throws<InvalidDataException>(() => scorer.Score(new float[3], 3)).Message);
        using var plain = new TemporaryModel(SmallModels.Perceptron());
        using var other = new OnnxScorer(plain.File);
        Assert.Equal(
            $"{plain.File} takes no parameters that could be scanned; expected a model that was exported with 'hep.parameters' in its metadata",
            Assert.Throws<InvalidDataException>(() => other.Scan(new float[3], new float[1], new float[1])).Message);
    }

    [Fact]
    public void A_foreign_model_with_several_inputs_takes_the_columns_in_the_order_of_the_file()
    {
        var graph = new OnnxGraphBuilder("pairs");
        var left = graph.AddInput("left", 2);
        var right = graph.AddInput("right", 1);
        graph.AddOutput("y", graph.AddNode("Sub", [left, right]), 2);
        using var file = new TemporaryModel(graph);
        using var scorer = new OnnxScorer(file.File, batchSize: 2);
        Assert.Equal(3, scorer.FeatureCount);
        Assert.Equal([0, 1, 37, 46, -7, -8], scorer.Score(new float[] { 1, 2, 1, 40, 49, 3, 1, 0, 8 }, 3));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(4, 1)]
    [InlineData(11, 1)]
    [InlineData(11, 2)]
    public void A_foreign_model_with_a_fixed_batch_gets_full_ones(int events, int threads)
    {
        using var scorer = new OnnxScorer(Repository.PathOf("Hep.Tests/Onnx/foreign_fixed.onnx"), threads, batchSize: 100);
        Assert.Equal((3, 2), (scorer.FeatureCount, scorer.OutputCount));
        var rows = SmallModels.Events(events);
        Assert.Equal(Enumerable.Range(0, events).SelectMany(e => new[] { rows[3 * e] * rows[(3 * e) + 2], rows[(3 * e) + 1] * rows[(3 * e) + 2] }), scorer.Score(rows, 3));
    }

    [Fact]
    public void Metadata_that_name_other_inputs_are_refused()
    {
        var graph = SmallModels.Scanned();
        graph.SetMetadata(OnnxMetadata.Parameters, OnnxMetadata.WriteParameters([new("width", "", 0, 1)]));
        using (var file = new TemporaryModel(graph))
        {
            var error = Assert.Throws<InvalidDataException>(() => new OnnxScorer(file.File));
            Assert.Equal($"{file.File} takes 4 features an event, but its metadata 'hep.features' name 3; export the model again", error.Message);
        }

        graph.SetMetadata(OnnxMetadata.Parameters, OnnxMetadata.WriteParameters([new("width", "", 0, 1), new("mass", "", 0, 1)]));
        using (var file = new TemporaryModel(graph))
        {
            var error = Assert.Throws<InvalidDataException>(() => new OnnxScorer(file.File));
            Assert.Equal(
                $"{file.File} takes features: float[batch, 3]; mass: float[batch, 1]; width: float[batch, 1], but its metadata 'hep.parameters' say that the last are width, mass, of one column each; export the model again",
                error.Message);
        }
    }
}
