// Time and managed bytes of one call of ONNX Runtime from C#: a one-layer model (MatMul 16x8, Add, Sigmoid), batch 1, one thread,
// so that nearly all of it is the way there and back. Median of 15 rounds of 10,000 calls, and the fastest 1,000 calls in a row, which
// other work on the machine disturbs less. The official package's medians, measured on two quiet cores, stand beside.
//
//   dotnet run -c Release --project benchmarks/OnnxRuntime
//   dotnet run -c Release --project benchmarks/OnnxRuntime -- scan 5     # scans over parameters, five rounds
using System.Diagnostics;
using System.Globalization;
using Hep.Onnx;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

const int Rounds = 15;
const int Calls = 10_000;
const int Slice = 1_000;

if (args is ["scan", var rounds])
{
    Scan.Race(int.Parse(rounds, CultureInfo.InvariantCulture));
    return;
}

using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1 };
using var session = new InferenceSession(OneLayer().Build(), options);
using var run = new RunOptions();

string[] inputNames = ["x"], outputNames = ["y"];
var data = Enumerable.Range(0, 16).Select(i => i / 16f).ToArray();
using var input = OrtValue.CreateTensorValueFromMemory(data, [1, 16]);
using var output = OrtValue.CreateTensorValueFromMemory(new float[8], [1, 8]);
OrtValue[] inputs = [input], outputs = [output];
var byName = new Dictionary<string, OrtValue>(StringComparer.Ordinal) { ["x"] = input };
NamedOnnxValue[] named = [NamedOnnxValue.CreateFromTensor("x", new DenseTensor<float>(data, [1, 16]))];
using var binding = session.CreateIoBinding();
binding.BindInput("x", input);
binding.BindOutput("y", output);

var file = Path.GetTempFileName();
File.WriteAllBytes(file, OneLayer().Build());
using var scorer = new OnnxScorer(file, threads: 1, batchSize: 1);
var scores = new float[8];

Console.WriteLine($"ONNX Runtime {OrtEnv.Instance().GetVersionString()}, {typeof(InferenceSession).Assembly.GetName().Name}, .NET {Environment.Version}");
Console.WriteLine($"{"path",-36}{"median us",11}{"fastest us",12}{"bytes",8}   {"official: us",-16}{"bytes",-10}");
Report("IoBinding, bound once", "2.3 to 3.8", "0", () => session.RunWithBinding(run, binding));
Report("OrtValue, given outputs", "4.6 to 6.1", "224", () => session.Run(run, inputNames, inputs, outputNames, outputs));
Report("OrtValue, new input, made outputs", "6 to 13", "424", () =>
{
    using var fresh = OrtValue.CreateTensorValueFromMemory(data, [1, 16]);
    using var made = session.Run(run, inputNames, [fresh], outputNames);
});
Report("OrtValue by name, made outputs", "6 to 14", "616", () => session.Run(run, byName, outputNames).Dispose());
Report("NamedOnnxValue, DenseTensor", "8 to 13", "1096", () => session.Run(named).Dispose());
Report("OnnxScorer (copies in and out)", "-", "-", () => scorer.Score(data, 16, scores));
var latency = LatencyProbe.Measure(file, data, calls: 100_000);
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"LatencyProbe: p50 {latency.P50:F2} us, p99 {latency.P99:F2} us over {latency.Calls} calls"));
File.Delete(file);

static OnnxGraphBuilder OneLayer()
{
    var random = new Random(1);
    float[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)((2 * random.NextDouble()) - 1))];
    var graph = new OnnxGraphBuilder("one-layer");
    var product = graph.AddNode("MatMul", [graph.AddInput("x", 16), graph.AddInitializer("weight", Numbers(16 * 8), 16, 8)]);
    graph.AddOutput("y", graph.AddNode("Sigmoid", [graph.AddNode("Add", [product, graph.AddInitializer("bias", Numbers(8), 8)])]), 8);
    return graph;
}

static void Report(string path, string officialTime, string officialBytes, Action call)
{
    for (var i = 0; i < Calls; i++)
        call();
    var rounds = new double[Rounds];
    var fastest = double.PositiveInfinity;
    var before = GC.GetAllocatedBytesForCurrentThread();
    for (var round = 0; round < Rounds; round++)
    {
        for (var slice = 0; slice < Calls; slice += Slice)
        {
            var start = Stopwatch.GetTimestamp();
            for (var i = 0; i < Slice; i++)
                call();
            var elapsed = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
            rounds[round] += elapsed / Calls;
            fastest = Math.Min(fastest, elapsed / Slice);
        }
    }

    var bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / (double)(Rounds * Calls);
    Array.Sort(rounds);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{path,-36}{rounds[Rounds / 2],11:F2}{fastest,12:F2}{bytes,8:F0}   {officialTime,-16}{officialBytes,-10}"));
}
