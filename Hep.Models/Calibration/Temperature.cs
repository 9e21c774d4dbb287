using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Hep.Models;

/// <summary>
/// Temperature scaling of logits, z to z / T (Guo et al., arXiv:1706.04599, eq. 9). T is a buffer: it is fitted after training, on the
/// validation split, and saved and exported with the network. T = 1 changes nothing, to the last bit.
/// </summary>
public sealed class Temperature : Module<Tensor, Tensor>, IGraphLayer
{
    /// <summary>Takes the temperature.</summary>
    /// <param name="value">T; positive and finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public Temperature(float value = 1)
        : base(nameof(Temperature))
    {
        if (!(value > 0) || float.IsInfinity(value))
            throw new ArgumentOutOfRangeException(nameof(value), value, "a temperature is positive and finite");
        register_buffer("temperature", Buffers.Of(value));
        RegisterComponents();
    }

    /// <summary>T.</summary>
    public float Value => Buffers.Values(this, "temperature")[0];

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => input / get_buffer("temperature")!;

    /// <inheritdoc/>
    public string Emit(IGraph graph, string input) => graph.Node("Div", input, Buffers.Emit(this, graph, "temperature"));
}
