using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Hep.Models;

/// <summary>
/// Windows of hits to what a network sees of them, [B, S, 13] to [B, S, 14 + 7]: the features, then the helix that the network corrects; see <see cref="HelixSteps{T}"/>. In double precision whatever the
/// input's type. Its four buffers are fitted on the training tracks.
/// </summary>
public sealed class HelixStage : Module<Tensor, Tensor>, IGraphLayer
{
    /// <summary>The features of a step, F.</summary>
    public const int Features = HelixSteps<Tensor>.Features;

    /// <summary>The numbers of a window.</summary>
    public const int Window = 13;

    /// <summary>Numbers of a step that come out: features, then the helix.</summary>
    public const int Width = Features + HelixSteps<Tensor>.Geometry;

    private const string ScalesName = "scales";

    /// <summary>A stage with its fitted numbers.</summary>
    /// <param name="scales">What the resolution and the scattering of one radiation length-weighted layer do to r phi and to z: [4], each above 0.</param>
    public HelixStage(IReadOnlyList<double> scales)
        : base(nameof(HelixStage))
    {
        if (scales.Count != 4 || scales.Any(scale => !(scale > 0) || !double.IsFinite(scale)))
            throw new ArgumentException(FormattableString.Invariant($"found the scales [{string.Join(", ", scales)}], expected four numbers above 0"), nameof(scales));
        register_buffer(ScalesName, tensor(scales.Select(scale => (float)scale).ToArray()).DetachFromDisposeScope());
        RegisterComponents();
    }

    /// <summary>The names of the features, in their order.</summary>
    public static IReadOnlyList<string> FeatureNames => HelixSteps<Tensor>.Names;

    /// <summary>The fitted numbers: resolution and scattering of r phi, then of z, in mm.</summary>
    public IReadOnlyList<double> Scales => [.. get_buffer(ScalesName)!.to(ScalarType.Float64).cpu().data<double>()];

    /// <summary>What resolution (1) and scattering (1 / p) of unit size would add to a step's scales: [..., 4], in double precision.</summary>
    /// <param name="windows">Windows, [..., 13].</param>
    public static Tensor Amplitudes(Tensor windows)
    {
        using var scope = NewDisposeScope();
        return new HelixSteps<Tensor>(new TensorArrayAlgebra(windows.device)).Amplitudes(windows.to(ScalarType.Float64)).MoveToOuterDisposeScope();
    }

    /// <summary>The same for a few windows in memory, without tensors.</summary>
    /// <param name="windows">[rows, 13], row-major.</param>
    /// <param name="scales">What <see cref="Scales"/> gives, [4].</param>
    /// <returns>Features and helix, [rows, 21], row-major.</returns>
    public static double[] Apply(ReadOnlySpan<float> windows, IReadOnlyList<double> scales)
    {
        var values = new double[windows.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = windows[i];
        return new HelixSteps<NumberRows>(new RowAlgebra()).Apply(new NumberRows(values, Window), new NumberRows([.. scales], scales.Count)).Values;
    }

    /// <inheritdoc/>
    /// <returns>Features and helix, [B, S, 21], in double precision.</returns>
    /// <exception cref="ArgumentException">The input's last axis is not one of windows.</exception>
    public override Tensor forward(Tensor input)
    {
        if (input.shape[^1] != Window)
            throw new ArgumentException(FormattableString.Invariant($"{nameof(HelixStage)} takes windows of {Window} numbers, found the shape [{string.Join(", ", input.shape)}]"), nameof(input));
        using var scope = NewDisposeScope();
        return new HelixSteps<Tensor>(new TensorArrayAlgebra(input.device)).Apply(input.to(ScalarType.Float32).to(ScalarType.Float64), get_buffer(ScalesName)!.to(ScalarType.Float64)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public string Emit(IGraph graph, string input) =>
        new HelixSteps<string>(new GraphArrayAlgebra(graph)).Apply(graph.Cast(input, ScalarType.Float64), graph.Cast(graph.Constant(ScalesName, get_buffer(ScalesName)!), ScalarType.Float64));
}
