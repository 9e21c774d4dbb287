using System.Diagnostics;
using System.Globalization;
using Hep.Models;
using Hep.Onnx;
using static TorchSharp.torch;

/// <summary>A scan of 100 points over 100,000 events with 27 features and one parameter: seconds, and share of what one core's matrix product reaches.</summary>
internal static class Scan
{
    private const int Events = 100_000;
    private const int Points = 100;
    private const int Features = 27;

    public static void Race(int rounds)
    {
        var options = new MlpOptions { Hidden = [100, 100] };
        var film = options with { Conditioning = Conditioning.Film, Hidden = [64, 64] };
        (string Name, MlpOptions Options, nn.Module<Tensor, Tensor> Network)[] networks =
        [
            ("concatenate, 28-100-100-1", options, new Mlp(options, Features + 1, 1)),
            ("film, 27-64-64-1", film, new FilmMlp(film, Features + 1, [Features], 1)),
        ];
        var limit = Limit(rounds);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"product of 1024x100 and 100x100 on one thread: {limit / 1e9:F0} GFLOP/s"));
        Console.WriteLine($"{"network",-28}{"weights",9}{"threads",9}{"batch",8}{"fastest s",11}{"median s",10}{"of the product",16}");
        foreach (var (name, _, network) in networks)
        {
            var file = Path.GetTempFileName();
            File.WriteAllBytes(file, Graph(network).Build());
            var weights = network.parameters().Where(weight => weight.dim() == 2).Sum(weight => weight.numel());
            var count = network.parameters().Sum(weight => weight.numel());
            foreach (var threads in new[] { 1, 2 })
            {
                foreach (var batch in new[] { 256, 1024, 4096 })
                {
                    var seconds = Seconds(file, threads, batch, rounds);
                    var share = 2.0 * weights * Events * Points / seconds[0] / (limit * threads);
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-28}{count,9}{threads,9}{batch,8}{seconds[0],11:F2}{seconds[seconds.Length / 2],10:F2}{share,16:P0}"));
                }
            }

            File.Delete(file);
            network.Dispose();
        }
    }

    private static double[] Seconds(string file, int threads, int batch, int rounds)
    {
        using var scorer = new OnnxScorer(file, threads, batch);
        var random = new Random(1);
        float[] rows = [.. Enumerable.Range(0, Events * Features).Select(_ => (float)((2 * random.NextDouble()) - 1))];
        float[] points = [.. Enumerable.Range(0, Points).Select(i => i / (float)Points)];
        var scores = new float[Events * Points];
        var seconds = new double[rounds];
        for (var round = 0; round < rounds; round++)
        {
            var start = Stopwatch.GetTimestamp();
            scorer.Scan(rows, points, scores);
            seconds[round] = Stopwatch.GetElapsedTime(start).TotalSeconds;
        }

        Array.Sort(seconds);
        return seconds;
    }

    private static OnnxGraphBuilder Graph(nn.Module module)
    {
        var graph = new OnnxGraphBuilder("scan");
        var logit = OnnxExporter.Emit(module, graph, OnnxExporter.AddInputs(graph, Features, "mass"));
        graph.AddOutput("probability", graph.AddNode("Sigmoid", [logit]), 1);
        graph.SetMetadata(OnnxMetadata.Parameters, OnnxMetadata.WriteParameters([new("mass", "", 0, 1)]));
        return graph;
    }

    // The fastest product of a batch with one hidden layer's weights, in ONNX Runtime itself: what a network of nothing else could reach.
    private static double Limit(int rounds)
    {
        const int Width = 100;
        const int Layers = 20;
        var graph = new OnnxGraphBuilder("product");
        var value = graph.AddInput("x", Width);
        for (var layer = 0; layer < Layers; layer++)
            value = graph.AddNode("MatMul", [value, graph.AddInitializer("weight", new float[Width * Width], Width, Width)]);
        graph.AddOutput("y", value, Width);
        var file = Path.GetTempFileName();
        File.WriteAllBytes(file, graph.Build());
        using var scorer = new OnnxScorer(file, threads: 1, batchSize: 1024);
        var (rows, scores, fastest) = (new float[1024 * Width], new float[1024 * Width], double.PositiveInfinity);
        for (var call = 0; call < 100 * rounds; call++)
        {
            var start = Stopwatch.GetTimestamp();
            scorer.Score(rows, Width, scores);
            fastest = Math.Min(fastest, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        File.Delete(file);
        return 2.0 * 1024 * Width * Width * Layers / fastest;
    }
}
