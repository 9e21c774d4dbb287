using Hep.Models;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hep.Training.Optimization;

/// <summary>
/// What of a network is trained. A layer none of whose weights takes a gradient is frozen, and stays as it is to the last bit: it is in evaluation mode while the others are
/// trained, so that its running statistics stand still and it drops nothing.
/// </summary>
internal sealed class TrainedLayers
{
    private readonly nn.Module network;
    private readonly nn.Module[] frozen;
    private readonly HashSet<object> frozenParts;

    /// <summary>Looks at a network.</summary>
    /// <param name="network">The network; one that is no <see cref="ILayered"/> has no frozen layers.</param>
    public TrainedLayers(nn.Module network)
    {
        this.network = network;
        frozen = [.. ((network as ILayered)?.Layers ?? []).Where(IsFrozen).SelectMany(layer => layer)];
        frozenParts = new(frozen.Concat(frozen.SelectMany(module => module.modules())).Concat<object>(frozen.SelectMany(module => module.buffers())), ReferenceEqualityComparer.Instance);
        Parameters = [.. network.parameters().Where(parameter => parameter.requires_grad)];
    }

    /// <summary>The weights and biases that are trained.</summary>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>Holds the first layers of a network as they are.</summary>
    /// <param name="network">The network.</param>
    /// <param name="count">How many layers, fewer than it has; null: all but the head.</param>
    public static void Freeze(ILayered network, int? count)
    {
        foreach (var parameter in network.Layers.SkipLast(1).Take(count ?? int.MaxValue).SelectMany(layer => layer).SelectMany(module => module.parameters()))
            parameter.requires_grad = false;
    }

    /// <summary>Whether a module, or a buffer, is part of a frozen layer.</summary>
    /// <param name="part">The module or the buffer.</param>
    public bool IsFrozen(object part) => frozenParts.Contains(part);

    /// <summary>Puts the network into training mode, all but its frozen layers.</summary>
    public void Train()
    {
        network.train();
        foreach (var module in frozen)
            module.eval();
    }

    /// <summary>The groups of an optimiser: all that is trained; or the head apart, behind the others, of which there may be none.</summary>
    /// <param name="headApart">Whether the head has a rate of its own.</param>
    /// <exception cref="InvalidOperationException">It is not known which layer is the head.</exception>
    public IReadOnlyList<IReadOnlyList<Parameter>> Groups(bool headApart)
    {
        if (!headApart)
            return [Parameters];
        var layers = (network as ILayered)?.Layers ?? throw new InvalidOperationException($"training.head_learning_rate: found the network {network.GetName()}, expected one whose last layer is known");
        var head = layers[^1].SelectMany(module => module.parameters()).ToHashSet<object>(ReferenceEqualityComparer.Instance);
        return [[.. Parameters.Where(parameter => !head.Contains(parameter))], [.. Parameters.Where(head.Contains)]];
    }

    private static bool IsFrozen(IReadOnlyList<nn.Module> layer)
    {
        Parameter[] parameters = [.. layer.SelectMany(module => module.parameters())];
        return parameters.Length > 0 && parameters.All(parameter => !parameter.requires_grad);
    }
}
