using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Hep.Models;

/// <summary>
/// Raw numbers of an event to the inputs of a network, [B, W] to [B, I], as a layer: what is fitted on the training events is its buffers, so that it is saved and exported with
/// the network, and nobody has to write it again.
/// </summary>
public abstract class InputStage : Module<Tensor, Tensor>, IGraphLayer
{
    private protected InputStage(string name)
        : base(name)
    {
    }

    /// <summary>Raw numbers of an event, W.</summary>
    public abstract int Inputs { get; }

    /// <summary>Network inputs I.</summary>
    public abstract int Outputs { get; }

    /// <summary>The names of the network's inputs, [I].</summary>
    public abstract IReadOnlyList<string> OutputNames { get; }

    /// <summary>How many events should go through the network at once where no gradients are kept.</summary>
    public abstract int EventsAtOnce { get; }

    /// <inheritdoc/>
    public abstract string Emit(IGraph graph, string input);
}
