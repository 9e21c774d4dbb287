using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Hep.Models;

/// <summary>
/// Raw features to network inputs, [B, F] to [B, F]: (x - mean) / scale, and 0 for a missing value. The numbers are fitted on the
/// training split and kept as buffers, so that they are saved and exported with the network: nobody has to write a scaler again.
/// </summary>
public sealed class FeatureScaler : Module<Tensor, Tensor>, IGraphLayer
{
    private readonly float? missing;

    /// <summary>Takes the fitted numbers.</summary>
    /// <param name="mean">Mean of each feature over the training split, [F].</param>
    /// <param name="scale">Standard deviation of each feature, [F]; positive.</param>
    /// <param name="missing">The number which stands for "no value" in a raw feature; null: none.</param>
    /// <exception cref="ArgumentException">The lengths differ, or a scale is not positive and finite.</exception>
    public FeatureScaler(float[] mean, float[] scale, float? missing)
        : base(nameof(FeatureScaler))
    {
        if (mean.Length != scale.Length)
            throw new ArgumentException(FormattableString.Invariant($"{mean.Length} means but {scale.Length} scales"), nameof(scale));
        if (Array.Exists(scale, s => !(s > 0) || float.IsInfinity(s)))
            throw new ArgumentException("every scale must be positive and finite", nameof(scale));
        this.missing = missing;
        Inputs = mean.Length;
        register_buffer("mean", tensor(mean).DetachFromDisposeScope());
        register_buffer("scale", tensor(scale).DetachFromDisposeScope());
        RegisterComponents();
    }

    /// <summary>Features F.</summary>
    public int Inputs { get; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The input is not [B, F].</exception>
    public override Tensor forward(Tensor input)
    {
        Shapes.RequireColumns(input, Inputs, nameof(FeatureScaler));
        using var scope = NewDisposeScope();
        var (shift, width) = (get_buffer("mean")!, get_buffer("scale")!);
        var scaled = (input - shift) / width;
        if (missing is { } sentinel)
            scaled = scaled.masked_fill(input.eq(sentinel), 0);
        return scaled.MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public string Emit(IGraph graph, string input)
    {
        var scaled = graph.Node("Div", graph.Node("Sub", input, Constant(graph, "mean")), Constant(graph, "scale"));
        if (missing is not { } sentinel)
            return scaled;
        var isMissing = graph.Node("Equal", input, graph.Constant("missing", [sentinel]));
        return graph.Node("Where", isMissing, graph.Constant("missing_becomes", [0f]), scaled);
    }

    private string Constant(IGraph graph, string buffer)
    {
        using var values = get_buffer(buffer)!.to(ScalarType.Float32).cpu();
        return graph.Constant(buffer, values.data<float>().ToArray(), Inputs);
    }
}
