using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Hep.Models;

/// <summary>
/// Predicts the next hit of a track from those before it: where on its layer, and with which covariance. At every step the helix through the last three hits is carried to the next radius
/// (<see cref="HelixStage"/>); recurrent layers, which see how far each hit lay from that helix, say what is to be corrected, and how far off the hit may be: a Gaussian with mean (m1, m2) and the
/// covariance L L^T, L = (e^a, 0; c, e^b), in units of the scales of the helix.
/// <para>After the LSTM trackers of HEP.TrkX (S. Farrell et al., EPJ Web Conf. 150 (2017) 00003; arXiv:1810.06111), which predict positions; the helix and the full covariance are ours.</para>
/// </summary>
public sealed class HitPredictor : Module<Tensor, Tensor>
{
    /// <summary>What the network says of a step: m1, m2, a, b, c.</summary>
    public const int Outputs = 5;

    // A standard deviation from 1/1000 to 1000 scales.
    private const double LargestLog = 7;

    private readonly HelixStage helix;
    private readonly Recurrent recurrent;
    private readonly Linear head;

    /// <summary>Makes the layers with PyTorch's initialisation, drawn from libtorch's default generator.</summary>
    /// <param name="options">The recurrent layers.</param>
    /// <param name="scales">The fitted numbers of the <see cref="HelixStage"/>, [4].</param>
    /// <exception cref="ArgumentException">The recurrent layers go in both directions.</exception>
    public HitPredictor(HitPredictorOptions options, IReadOnlyList<double> scales)
        : base(nameof(HitPredictor))
    {
        if (options.Recurrent.Bidirectional)
            throw new ArgumentException("found recurrent layers of both directions, expected one: hits to come are not known", nameof(options));
        helix = new HelixStage(scales);
        recurrent = new Recurrent(options.Recurrent, HelixStage.Features);
        head = Linear(recurrent.Outputs, Outputs);
        RegisterComponents();
    }

    /// <summary>The stage before the network, which training applies once instead of at every step.</summary>
    public HelixStage Helix => helix;

    /// <summary>The recurrent layers.</summary>
    public Recurrent Recurrent => recurrent;

    /// <summary>The last, linear layer.</summary>
    public Linear Head => head;

    /// <summary>Where its numbers live.</summary>
    public Device Device => head.weight.device;

    /// <summary>Features to what the network says, [B, S, F] to [B, S, 5].</summary>
    /// <param name="features">The features of steps; behind the end of a sequence whatever is finite.</param>
    public Tensor Network(Tensor features)
    {
        using var scope = NewDisposeScope();
        return Bounded(head.call(recurrent.call(features))).MoveToOuterDisposeScope();
    }

    /// <summary>The same for the next step of tracks, [B, F] to [B, 5].</summary>
    /// <param name="features">The features of a step.</param>
    /// <param name="state">What the recurrent layers remember of the steps before.</param>
    public (Tensor Said, RecurrentState State) Step(Tensor features, RecurrentState state)
    {
        var (outputs, next) = recurrent.Step(features, state);
        return (Bounded(head.call(outputs)), next);
    }

    /// <summary>Windows of whole tracks to predictions, [B, S, 13] to [B, S, 5]: phi in rad, z in mm, and the covariance of r phi and z in mm^2 (that of r phi, the mixed one, that of z).</summary>
    /// <param name="windows">The windows of the steps.</param>
    public override Tensor forward(Tensor windows)
    {
        using var scope = NewDisposeScope();
        var steps = helix.call(windows);
        var said = Network(steps.narrow(-1, 0, HelixStage.Features).to(head.weight.dtype));
        return new HitSteps<Tensor>(new TensorArrayAlgebra(windows.device)).Predict(steps, said.to(ScalarType.Float64), windows.narrow(-1, HelixStage.Window - 1, 1).to(ScalarType.Float32).to(ScalarType.Float64))
            .to(windows.dtype).MoveToOuterDisposeScope();
    }

    /// <summary>The same from helix and network for a few steps in memory, without tensors.</summary>
    /// <param name="steps">What the helix says, [rows, 21].</param>
    /// <param name="said">What the network says, [rows, 5].</param>
    /// <param name="targets">The radii in mm, [rows].</param>
    /// <returns>[rows, 5], row-major.</returns>
    public static double[] Predict(double[] steps, ReadOnlySpan<float> said, double[] targets)
    {
        var values = new double[said.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = said[i];
        return new HitSteps<NumberRows>(new RowAlgebra()).Predict(new NumberRows(steps, HelixStage.Width), new NumberRows(values, Outputs), new NumberRows(targets, 1)).Values;
    }

    // a and b: so that no early step of the training meets an infinite one.
    private static Tensor Bounded(Tensor said) => cat([said.narrow(-1, 0, 2), said.narrow(-1, 2, 2).clamp(-LargestLog, LargestLog), said.narrow(-1, 4, 1)], -1);

    /// <summary>Adds the whole way to a graph: hits [B, N, 3] and radii [B, N - 2] to predictions [B, N - 2, 5].</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="hits">The value of the hits of tracks: r, phi, z.</param>
    /// <param name="targets">The value of the radii at which hits are predicted: behind the first three hits, behind the first four, and so on.</param>
    public string Emit(IGraph graph, string hits, string targets) => Emit(graph, TrackWindows.OfTracks(graph, hits, targets), features => recurrent.Emit(graph, features));

    /// <summary>Adds one step of tracks to a graph: their last four hits [B, 4, 3], the radius that comes [B, 1] and the states to predictions [B, 5] and states.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="hits">The value of the hits: r, phi, z; the first is zero behind the third hit of a track.</param>
    /// <param name="target">The value of the radii.</param>
    /// <param name="hidden">The value of the hidden states, [layers, B, H].</param>
    /// <param name="cell">The value of the cell states of an LSTM; null of another cell.</param>
    public (string Prediction, string Hidden, string? Cell) EmitStep(IGraph graph, string hits, string target, string hidden, string? cell)
    {
        string after = hidden, cellAfter = cell ?? "";
        var prediction = Emit(graph, TrackWindows.OfStep(graph, hits, target), features =>
        {
            (var outputs, after, var next) = recurrent.EmitStep(graph, features, hidden, cell);
            cellAfter = next ?? "";
            return outputs;
        });
        return (prediction, after, cell is null ? null : cellAfter);
    }

    private string Emit(IGraph graph, string windows, Func<string, string> layers)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var algebra = new GraphArrayAlgebra(graph);
        var steps = helix.Emit(graph, windows);
        var value = layers(graph.Cast(algebra.Columns(steps, [.. Enumerable.Range(0, HelixStage.Features)]), ScalarType.Float32));
        var said = graph.Node("Add", graph.Node("MatMul", value, graph.Constant("head_weight", head.weight.t())), graph.Constant("head_bias", head.bias!));
        said = graph.Along(
            "Concat",
            -1,
            algebra.Columns(said, [0, 1]),
            graph.Node("Clip", algebra.Columns(said, [2, 3]), graph.Constant("least_log", [(float)-LargestLog]), graph.Constant("largest_log", [(float)LargestLog])),
            algebra.Columns(said, [4]));
        return graph.Cast(
            new HitSteps<string>(algebra).Predict(steps, graph.Cast(said, ScalarType.Float64), graph.Cast(algebra.Columns(windows, [HelixStage.Window - 1]), ScalarType.Float64)),
            ScalarType.Float32);
    }
}
