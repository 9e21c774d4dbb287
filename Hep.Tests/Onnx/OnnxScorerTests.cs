using Hep.Onnx;
using Hep.Tests.Support;
using Xunit;

namespace Hep.Tests.Onnx;

public sealed class OnnxScorerTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(64)]
    [InlineData(1000)]
    public void Scores_do_not_depend_on_how_events_are_batched(int batchSize)
    {
        using var file = new TemporaryModel(SmallModels.Perceptron());
        using var scorer = new OnnxScorer(file.File, batchSize: batchSize);
        var events = SmallModels.Events(100);
        var scores = scorer.Score(events, 3);
        Assert.Equal(100, scores.Length);
        for (var i = 0; i < 100; i++)
            Assert.Equal(SmallModels.PerceptronOf(events.AsSpan(3 * i, 3)), scores[i], 2e-7);
    }

    [Fact]
    public void Two_threads_give_what_one_gives()
    {
        using var file = new TemporaryModel(SmallModels.Perceptron());
        using var one = new OnnxScorer(file.File);
        using var two = new OnnxScorer(file.File, threads: 2);
        var events = SmallModels.Events(3000);
        Assert.Equal(one.Score(events, 3), two.Score(events, 3));
    }

    [Fact]
    public void No_events_give_no_scores()
    {
        using var file = new TemporaryModel(SmallModels.Perceptron());
        using var scorer = new OnnxScorer(file.File);
        Assert.Empty(scorer.Score(Array.Empty<float>(), 3));
    }

    [Fact]
    public void A_foreign_model_is_scored_by_its_first_output_of_floats()
    {
        using var scorer = new OnnxScorer(Repository.PathOf("Hep.Tests/Onnx/foreign.onnx"));
        Assert.Equal((2, 3), (scorer.FeatureCount, scorer.OutputCount));
        Assert.Empty(scorer.FeatureNames);
        var scores = scorer.Score(new float[] { 1, 0.5f }, 2);
        double[] logits = [2, -1, 0.5];
        var sum = logits.Sum(Math.Exp);
        for (var c = 0; c < 3; c++)
            Assert.Equal(Math.Exp(logits[c]) / sum, scores[c], 2e-7);
    }

    [Fact]
    public void Scoring_again_allocates_nothing()
    {
        using var file = new TemporaryModel(SmallModels.Perceptron());
        using var scorer = new OnnxScorer(file.File, batchSize: 16);
        var events = SmallModels.Events(100);
        var scores = new float[100];
        scorer.Score(events, 3, scores);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            scorer.Score(events, 3, scores);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Another_number_of_features_is_refused_with_the_names_that_the_model_takes()
    {
        using var file = new TemporaryModel(SmallModels.Perceptron());
        using var scorer = new OnnxScorer(file.File);
        Assert.Equal(["pt", "eta", "Δφ"], scorer.FeatureNames);
        var error = Assert.Throws<InvalidDataException>(() => scorer.Score(new float[8], 4));
        Assert.Equal($"{file.File} takes 3 features an event (pt, eta, Δφ), but 4 were given", error.Message);
        Assert.StartsWith("8 numbers are not a whole number of events of 3 features.", Assert.Throws<ArgumentException>(() => scorer.Score(new float[8], 3)).Message);
        Assert.StartsWith("2 events give 2 scores, but there is room for 3.", Assert.Throws<ArgumentException>(() => scorer.Score(new float[6], 3, new float[3])).Message);
    }

    [Fact]
    public void A_model_of_another_kind_is_refused_with_what_it_takes()
    {
        var graph = new OnnxGraphBuilder("numbers");
        graph.AddOutput("same", graph.AddNode("Neg", [graph.AddInput("x")]));
        using var file = new TemporaryModel(graph);
        var error = Assert.Throws<InvalidDataException>(() => new OnnxScorer(file.File));
        Assert.Equal($"{file.File} takes x: float[batch]; only models whose inputs are floats, shape [batch, columns] or [batch, rows, columns] of fixed sizes, can be scored here", error.Message);
    }

    [Fact]
    public void A_model_of_images_takes_their_cells_row_by_row()
    {
        var graph = new OnnxGraphBuilder("images");
        graph.AddOutput("mean", graph.AddNode("ReduceMean", [graph.AddInput("image", 2, 3)], OnnxAttribute.Of("axes", 1L, 2L), OnnxAttribute.Of("keepdims", 0L)));
        using var file = new TemporaryModel(graph);
        using var scorer = new OnnxScorer(file.File, batchSize: 2);
        Assert.Equal(6, scorer.FeatureCount);
        Assert.Equal([3.5f, 10, 0], scorer.Score(new float[] { 1, 2, 3, 4, 5, 6, 10, 10, 10, 10, 10, 10, 0, 0, 0, 0, 0, 0 }, 6));
    }

    [Fact]
    public void A_model_whose_output_is_no_score_an_event_is_refused_with_what_it_gives()
    {
        var graph = new OnnxGraphBuilder("shape");
        graph.AddOutput("mean", graph.AddNode("ReduceMean", [graph.AddInput("x", 2)], OnnxAttribute.Of("keepdims", 0)));
        using var file = new TemporaryModel(graph);
        var error = Assert.Throws<InvalidDataException>(() => new OnnxScorer(file.File));
        Assert.Equal($"{file.File} gives mean: float[batch]; only models with an output of floats, shape [batch, classes], can be scored here", error.Message);
    }

    [Fact]
    public void A_model_that_the_runtime_refuses_is_refused_with_its_reason()
    {
        var graph = new OnnxGraphBuilder("unknown");
        graph.AddOutput("y", graph.AddNode("NoSuchOperator", [graph.AddInput("x", 2)]), 2);
        using var file = new TemporaryModel(graph);
        var error = Assert.Throws<InvalidDataException>(() => new OnnxScorer(file.File));
        Assert.StartsWith($"{file.File}: ONNX Runtime ", error.Message);
        Assert.Contains("cannot run this model: [ErrorCode:", error.Message);
        Assert.Contains("NoSuchOperator", error.Message);
    }

    [Fact]
    public void A_model_cut_short_anywhere_is_refused_or_scored_but_ends_nothing()
    {
        var bytes = SmallModels.Perceptron().Build();
        var refused = 0;
        for (var length = 0; length < bytes.Length; length += 3)
        {
            using var file = new TemporaryModel(bytes[..length]);
            try
            {
                using var scorer = new OnnxScorer(file.File);
            }
            catch (InvalidDataException error)
            {
                Assert.Contains(file.File, error.Message);
                refused++;
            }
        }

        // Only the trailing metadata can be missing without harm.
        Assert.InRange(refused, bytes.Length / 6, (bytes.Length + 2) / 3);
    }

    [Fact]
    public void A_model_whose_metadata_name_other_columns_is_refused()
    {
        var graph = SmallModels.Perceptron();
        graph.SetMetadata(OnnxMetadata.Features, OnnxMetadata.WriteFeatures([new("pt", "GeV")]));
        using var file = new TemporaryModel(graph);
        var error = Assert.Throws<InvalidDataException>(() => new OnnxScorer(file.File));
        Assert.Equal($"{file.File} takes 3 features an event, but its metadata 'hep.features' name 1; export the model again", error.Message);
    }

    [Fact]
    public void After_Dispose_scoring_is_an_exception()
    {
        using var file = new TemporaryModel(SmallModels.Perceptron());
        var scorer = new OnnxScorer(file.File);
        scorer.Dispose();
        scorer.Dispose();
        Assert.Throws<ObjectDisposedException>(() => scorer.Score(new float[3], 3));
    }

    [Fact]
    public void The_latency_probe_times_single_events()
    {
        using var file = new TemporaryModel(SmallModels.Perceptron());
        var result = LatencyProbe.Measure(file.File, SmallModels.Events(5), calls: 500, warmUp: 50);
        Assert.Equal(500, result.Calls);
        Assert.InRange(result.P50, 0.1, result.P99);
        Assert.StartsWith("Expected one or more whole events of 3 features.", Assert.Throws<ArgumentException>(() => LatencyProbe.Measure(file.File, new float[4])).Message);
    }
}
