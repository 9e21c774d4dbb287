using System.Diagnostics;
using System.Globalization;
using static TorchSharp.torch;

namespace Hep.Benchmarks.Recurrent;

/// <summary>
/// Runs a shape for some seconds. A training step is scope, batch, zero_grad, a recurrent net with a linear head of five numbers a step, squared
/// error, backward, Adam; a scoring step is the forward half.
/// </summary>
internal static class Worker
{
    private const int Features = 4;
    private const int Outputs = 5;
    private const int Batches = 8;

    public static void Run(int threads)
    {
        set_num_threads(threads);
        while (Console.ReadLine() is { } line)
        {
            var words = line.Split(' ');
            Console.WriteLine(Measured(Shape.Parse(words), double.Parse(words[6], CultureInfo.InvariantCulture)));
        }
    }

    private static string Measured(Shape shape, double seconds)
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        using var lstm = shape.Kind == "LSTM" ? nn.LSTM(Features, shape.Hidden, shape.Layers) : null;
        using var gru = lstm is null ? nn.GRU(Features, shape.Hidden, shape.Layers) : null;
        using var head = nn.Linear(shape.Hidden, Outputs);
        using var optimiser = optim.Adam(((nn.Module)lstm! ?? gru!).parameters().Concat(head.parameters()), lr: 1e-3);
        var inputs = randn(Batches, shape.Length, shape.Batch, Features);
        var targets = randn(Batches, shape.Length, shape.Batch, Outputs);
        Tensor Output(Tensor x) => head.call(lstm is null ? gru!.call(x).Item1 : lstm.call(x).Item1);

        float Train(int at)
        {
            using var inner = NewDisposeScope();
            var (x, y) = (inputs[at], targets[at]);
            optimiser.zero_grad();
            var loss = nn.functional.mse_loss(Output(x), y);
            loss.backward();
            optimiser.step();
            return loss.item<float>();
        }

        float Score(int at)
        {
            using var inner = NewDisposeScope();
            using var still = no_grad();
            return Output(inputs[at]).mean().item<float>();
        }

        Func<int, float> step = shape.Mode == "train" ? Train : Score;
        var last = 0f;
        for (var i = 0; i < Batches; i++)
            last = step(i);
        var times = new List<double>();
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed.TotalSeconds < seconds || times.Count < 5)
        {
            var begin = Stopwatch.GetTimestamp();
            step(times.Count % Batches);
            times.Add(Stopwatch.GetElapsedTime(begin).TotalMicroseconds);
        }

        times.Sort();
        return FormattableString.Invariant($"{times[times.Count / 2]} {times[times.Count / 10]} {last}");
    }
}
