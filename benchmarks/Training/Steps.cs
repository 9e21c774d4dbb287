using System.Diagnostics;
using System.Globalization;
using Hep.Models;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hep.Benchmarks.Training;

/// <summary>Training of a network as a trainer does it: scope, zero_grad, forward, weighted loss, backward, step.</summary>
internal sealed class Steps : IDisposable
{
    private readonly int batch;
    private readonly int batches;
    private readonly nn.Module<Tensor, Tensor> model;
    private readonly Adam optimiser;
    private readonly Tensor features;
    private readonly Tensor labels;
    private readonly Tensor weights;
    private readonly long[] parts = new long[5];
    private long steps;

    /// <summary>Takes the network over, and draws its events.</summary>
    /// <param name="model">[B, 1] from [B, F].</param>
    /// <param name="features">All events, [batch * batches, F].</param>
    /// <param name="batch">Events a step.</param>
    public Steps(nn.Module<Tensor, Tensor> model, Tensor features, int batch)
    {
        this.model = model;
        this.features = features;
        this.batch = batch;
        batches = (int)features.shape[0] / batch;
        optimiser = optim.Adam(model.parameters(), lr: 1e-3);
        labels = rand(batch * batches).lt(0.4).to(ScalarType.Float32);
        weights = rand(batch * batches) + 0.5;
    }

    /// <summary>A perceptron on normal numbers; widths as in 30-64-64-1.</summary>
    public static Steps OfPerceptron(string widths)
    {
        const int batch = 256;
        manual_seed(1);
        int[] sizes = [.. widths.Split('-').Select(width => int.Parse(width, CultureInfo.InvariantCulture))];
        var layers = new List<nn.Module<Tensor, Tensor>>();
        for (var i = 1; i < sizes.Length; i++)
        {
            layers.Add(nn.Linear(sizes[i - 1], sizes[i]));
            if (i < sizes.Length - 1)
                layers.Add(nn.ReLU());
        }

        return new(nn.Sequential(layers), randn(batch * 64, sizes[0]), batch);
    }

    /// <summary>A convolutional network on images of 25 x 25 cells of which a tenth are not empty, as in jets.</summary>
    public static Steps OfImages(string name, int batch)
    {
        manual_seed(1);
        var options = name switch
        {
            "convnet" => CnnOptions.ConvNet(),
            "resnet" => CnnOptions.ResNet(),
            _ => throw new ArgumentException($"found the network {name}, expected convnet or resnet", nameof(name)),
        };
        return new(new Cnn(options, 1, 25, 25, 1), 10 * (rand(batch * 16, 625) - 0.9).relu(), batch);
    }

    public static void Run(Func<Steps> make, int threads, double seconds)
    {
        set_num_threads(threads);
        using var scope = NewDisposeScope();
        using var run = make();
        run.For(seconds / 4);
        Array.Clear(run.parts);
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        var (count, wall, loss, quiet) = run.For(seconds);
        var used = Process.GetCurrentProcess().TotalProcessorTime - cpu;
        string[] names = ["batch and zero_grad", "forward", "loss", "backward", "step"];
        var breakdown = names.Select((name, i) => FormattableString.Invariant($"{name} {Microseconds(run.parts[i], count):0.0}"));
        Console.WriteLine(FormattableString.Invariant(
            $"events/s {count * run.batch / wall:0} us/step {wall / count * 1e6:0.0} cpu-us/step {used.TotalMicroseconds / count:0.0} quiet-us/step {quiet:0.0} loss {loss:0.000000}"));
        Console.WriteLine($"parts, us/step: {string.Join(", ", breakdown)}");
    }

    public double Step()
    {
        using var scope = NewDisposeScope();
        var at = steps++ % batches * batch;
        var begin = Stopwatch.GetTimestamp();
        var (x, y, w) = (features.narrow(0, at, batch), labels.narrow(0, at, batch), weights.narrow(0, at, batch));
        optimiser.zero_grad();
        begin = Part(0, begin);
        var logits = model.call(x).squeeze(-1);
        begin = Part(1, begin);
        var loss = nn.functional.binary_cross_entropy_with_logits(logits, y, w);
        var value = loss.item<float>();
        begin = Part(2, begin);
        loss.backward();
        begin = Part(3, begin);
        optimiser.step();
        Part(4, begin);
        return value;
    }

    public void Dispose()
    {
        optimiser.Dispose();
        model.Dispose();
    }

    private static double Microseconds(long ticks, long count) => Stopwatch.GetElapsedTime(0, ticks).TotalMicroseconds / count;

    // The tenth percentile of the steps' times is what a step takes while nobody else has the cores.
    private (long Count, double Wall, double Loss, double Quiet) For(double seconds)
    {
        var clock = Stopwatch.StartNew();
        (long count, var total) = (0, 0.0);
        var times = new List<double>();
        while (clock.Elapsed.TotalSeconds < seconds)
        {
            for (var i = 0; i < 16; i++)
            {
                var begin = Stopwatch.GetTimestamp();
                total += Step();
                times.Add(Stopwatch.GetElapsedTime(begin).TotalMicroseconds);
            }

            count += 16;
        }

        var wall = clock.Elapsed.TotalSeconds;
        times.Sort();
        return (count, wall, total / count, times[times.Count / 10]);
    }

    private long Part(int index, long begin)
    {
        var now = Stopwatch.GetTimestamp();
        parts[index] += now - begin;
        return now;
    }
}
