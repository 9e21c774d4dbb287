using Hep.Data;
using Hep.Models;
using Hep.Tests.Support;
using Hep.Training.Cards;
using Hep.Training.Objectives;
using static TorchSharp.torch;

namespace Hep.Tests.Training;

/// <summary>Samples whose optimum is known, and the pieces of a training on them.</summary>
internal static class Toys
{
    /// <summary>Two Gaussians of unit width in [a, b], one centred on (0, 0), the signal on (1, -0.5): the best logit is x - 0.5 y - 0.625.</summary>
    public static EventTable Gaussians(int events, int seed, double[]? weights = null)
    {
        var random = new Random(seed);
        var labels = Enumerable.Range(0, events).Select(i => i % 2).ToArray();
        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        var (a, b) = (new float[events], new float[events]);
        for (var i = 0; i < events; i++)
            (a[i], b[i]) = ((float)(Normal() + labels[i]), (float)(Normal() - (0.5 * labels[i])));
        return new EventTable(
            "toy", [new("a", "GeV", a), new("b", "", b)], labels, ["background", "signal"], weights, [.. Enumerable.Range(0, events).Select(i => (ulong)i + 1000)]);
    }

    /// <summary>The same events with the classes exchanged: what is learned makes it worse.</summary>
    public static EventTable Flipped(EventTable table) =>
        new(table.Origin, table.Features, Array.ConvertAll(table.Labels, label => 1 - label), table.Classes, table.Weights, table.EventIds);

    /// <summary>A classifier of two features that are not scaled; its weights are drawn from the seed.</summary>
    public static Classifier Classifier(MlpOptions options, int seed = 1)
    {
        _ = manual_seed(seed);
        return new Classifier(new Preprocessor(Preprocessings.Standard([0f, 0f], [1f, 1f], null, "a", "b")), new Mlp(options, 2, 1), new Temperature());
    }

    public static BinaryClassification Objective(Classifier classifier, EventTable train, EventTable validation, int batch, int seed = 1) =>
        new(classifier, new EventSet(train), new EventSet(validation), [1, 1], batch, seed, CPU);

    /// <summary>A section of a card with one thread, plain gradient descent and nothing else.</summary>
    public static TrainingSection Section(int epochs, double rate) =>
        new() { Epochs = epochs, LearningRate = rate, Optimizer = new OptimizerOptions.Sgd(), Threads = 1 };

    /// <summary>All numbers of a module, bit by bit.</summary>
    public static string Bits(nn.Module module)
    {
        using var scope = NewDisposeScope();
        return string.Join('\n', module.state_dict().Select(entry => $"{entry.Key} {Convert.ToHexString(entry.Value.detach().contiguous().bytes)}"));
    }

    /// <summary>All parameters in double precision, weights before bias.</summary>
    public static double[] Parameters(nn.Module module)
    {
        using var scope = NewDisposeScope();
        return [.. module.parameters().SelectMany(p => p.detach().to(ScalarType.Float64).contiguous().data<double>().ToArray())];
    }
}
