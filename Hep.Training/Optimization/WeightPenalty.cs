using Hep.Training.Cards;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hep.Training.Optimization;

/// <summary>The elastic net over the weights of a network that are trained, see <see cref="PenaltyOptions"/>. Weights have two axes or more; biases and the scales of normalisations have one.</summary>
internal sealed class WeightPenalty
{
    private readonly PenaltyOptions? options;
    private readonly Parameter[] weights;

    public WeightPenalty(PenaltyOptions? options, nn.Module network)
    {
        this.options = options;
        weights = options is null ? [] : [.. network.parameters().Where(parameter => parameter.requires_grad && parameter.Dimensions >= 2)];
    }

    /// <summary>The loss and the penalty; the loss itself where there is none.</summary>
    /// <param name="loss">A scalar on the graph.</param>
    public Tensor AddTo(Tensor loss)
    {
        foreach (var weight in weights)
        {
            if (options!.L1 > 0)
                loss = loss + (options.L1 * weight.abs().sum());
            if (options.L2 > 0)
                loss = loss + (options.L2 * weight.square().sum());
        }

        return loss;
    }
}
