using Hep.Onnx;

namespace Hep.Tests.Onnx;

/// <summary>Small networks with weights that one can compute by hand, and the same networks in double precision.</summary>
internal static class SmallModels
{
    public const float Missing = -999f;

    /// <summary>Two layers, 3 features, 2 hidden units, 1 probability: sigmoid(relu(x W1 + b1) W2 + b2).</summary>
    public static OnnxGraphBuilder Perceptron()
    {
        var graph = new OnnxGraphBuilder("perceptron");
        var x = graph.AddInput("features", 3);
        var hidden = graph.AddNode("Relu", [graph.AddNode("Gemm", [x, graph.AddInitializer("weight", W1, 3, 2), graph.AddInitializer("bias", B1, 2)])]);
        var logit = graph.AddNode("Add", [graph.AddNode("MatMul", [hidden, graph.AddInitializer("weight", W2, 2, 1)]), graph.AddInitializer("bias", B2, 1)]);
        graph.AddOutput("probability", graph.AddNode("Sigmoid", [logit]), 1);
        graph.SetMetadata(OnnxMetadata.Features, OnnxMetadata.WriteFeatures([new("pt", "GeV"), new("eta", ""), new("Δφ", "rad")]));
        graph.SetMetadata(OnnxMetadata.Classes, OnnxMetadata.WriteClasses(["signal"]));
        graph.SetMetadata(OnnxMetadata.Missing, OnnxMetadata.WriteMissing(Missing));
        graph.SetMetadata(OnnxMetadata.RunId, "run-7");
        return graph;
    }

    /// <summary>What <see cref="Perceptron"/> gives for one event, from the formula.</summary>
    public static double PerceptronOf(ReadOnlySpan<float> x)
    {
        double logit = B2[0];
        for (var unit = 0; unit < 2; unit++)
        {
            double sum = B1[unit];
            for (var i = 0; i < 3; i++)
                sum += (double)x[i] * W1[(2 * i) + unit];
            logit += Math.Max(0, sum) * W2[unit];
        }

        return 1 / (1 + Math.Exp(-logit));
    }

    /// <summary>3 features, the parameters mass and width, 2 outputs: (x + y z) mass + width, and mass - x. No rounding of its order hides a wrong place.</summary>
    public static OnnxGraphBuilder Scanned()
    {
        var graph = new OnnxGraphBuilder("scanned");
        var all = OnnxExporter.AddInputs(graph, 3, "mass", "width");
        string Column(long i) => graph.AddNode("Gather", [all, graph.AddInitializer("i", [i], 1)], OnnxAttribute.Of("axis", 1L));
        var sum = graph.AddNode("Add", [Column(0), graph.AddNode("Mul", [Column(1), Column(2)])]);
        var first = graph.AddNode("Add", [graph.AddNode("Mul", [sum, Column(3)]), Column(4)]);
        graph.AddOutput("y", graph.AddNode("Concat", [first, graph.AddNode("Sub", [Column(3), Column(0)])], OnnxAttribute.Of("axis", 1L)), 2);
        graph.SetMetadata(OnnxMetadata.Features, OnnxMetadata.WriteFeatures([new("x", ""), new("y", ""), new("z", "")]));
        graph.SetMetadata(OnnxMetadata.Parameters, OnnxMetadata.WriteParameters([new("mass", "GeV", 500, 1500, [500, 1500], [1000]), new("width", "GeV", 0, 1)]));
        return graph;
    }

    /// <summary>What <see cref="Scanned"/> gives for one event at one point, to the last bit.</summary>
    public static float[] ScannedOf(ReadOnlySpan<float> x, ReadOnlySpan<float> point)
    {
        var product = x[1] * x[2];
        var scaled = (x[0] + product) * point[0];
        return [scaled + point[1], point[0] - x[0]];
    }

    /// <summary>[points, 2] of different numbers.</summary>
    public static float[] Points(int points) => [.. Enumerable.Range(0, points).SelectMany(i => new[] { 500f + i, i / 8f })];

    /// <summary>Preprocessing alone, 2 features: a missing value becomes the mean, then (x - mean) / width; output of two columns.</summary>
    public static OnnxGraphBuilder Standardiser()
    {
        var graph = new OnnxGraphBuilder("standardiser");
        var x = graph.AddInput("features", 2);
        var mean = graph.AddInitializer("mean", [10f, -2f], 2);
        var absent = graph.AddNode("Equal", [x, graph.AddInitializer("missing", [Missing])]);
        var filled = graph.AddNode("Where", [absent, mean, x]);
        graph.AddOutput("scaled", graph.AddNode("Div", [graph.AddNode("Sub", [filled, mean]), graph.AddInitializer("width", [4f, 0.5f], 2)]), 2);
        return graph;
    }

    /// <summary>[events, 3] of reproducible numbers around zero.</summary>
    public static float[] Events(int events)
    {
        var random = new Random(events);
        return [.. Enumerable.Range(0, 3 * events).Select(_ => (float)((4 * random.NextDouble()) - 2))];
    }

    private static readonly float[] W1 = [0.5f, -1f, 1.5f, 0.25f, -0.75f, 2f];
    private static readonly float[] B1 = [0.1f, -0.2f];
    private static readonly float[] W2 = [1.25f, -0.5f];
    private static readonly float[] B2 = [0.3f];
}
