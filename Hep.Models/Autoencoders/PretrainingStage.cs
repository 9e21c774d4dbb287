using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Hep.Models;

/// <summary>
/// One stage of greedy pre-training: a layer of the encoder and the layer of the decoder that undoes it, trained as a small autoencoder of what the layers before, which stay as they are, make of the input. The layers are
/// those of the whole network: after the last stage it is trained as it stands.
/// </summary>
public sealed class PretrainingStage
{
    private readonly Module<Tensor, Tensor> corruption;
    private readonly IReadOnlyList<Module<Tensor, Tensor>> before;
    private readonly IReadOnlyList<Module<Tensor, Tensor>> trained;

    internal PretrainingStage(int number, Module<Tensor, Tensor> corruption, IReadOnlyList<Module<Tensor, Tensor>> before, IReadOnlyList<Module<Tensor, Tensor>> encode, IReadOnlyList<Module<Tensor, Tensor>> decode) =>
        (Number, this.corruption, this.before, trained) = (number, corruption, before, [.. encode, .. decode]);

    /// <summary>0 for the layer at the input.</summary>
    public int Number { get; }

    /// <summary>The weights that this stage trains.</summary>
    public IReadOnlyList<Parameter> Parameters => [.. trained.SelectMany(module => module.parameters())];

    /// <summary>What this stage is to reconstruct, [B, F] to [B, U]: the input through the layers before, without a gradient.</summary>
    /// <param name="input">The network's input.</param>
    public Tensor Target(Tensor input)
    {
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        var value = before.Aggregate(input, (x, module) => module.call(x));
        return (ReferenceEquals(value, input) ? input.alias() : value).MoveToOuterDisposeScope();
    }

    /// <summary>The reconstruction, [B, U] to [B, U], of the target as it is corrupted in training.</summary>
    /// <param name="target">What <see cref="Target"/> gives.</param>
    public Tensor Reconstruct(Tensor target)
    {
        using var scope = NewDisposeScope();
        return trained.Aggregate(corruption.call(target), (x, module) => module.call(x)).MoveToOuterDisposeScope();
    }
}
