using static TorchSharp.torch;

namespace Hep.Training.Optimization;

/// <summary>Lends a network other values: whatever happens to its parameters and buffers meanwhile, they are put back at the end.</summary>
internal sealed class WeightExchange : IDisposable
{
    private readonly nn.Module network;
    private (Tensor Value, Tensor Kept)[] kept = [];

    /// <summary>An exchange in which nothing is lent so far.</summary>
    /// <param name="network">The network.</param>
    public WeightExchange(nn.Module network) => this.network = network;

    /// <summary>Keeps what the network has, then copies other values over some of it.</summary>
    /// <param name="lent">Parameters and buffers of the network, each with the value that it gets.</param>
    public void Take(IEnumerable<(Tensor Value, Tensor Other)> lent)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        kept = [.. network.parameters().Concat(network.buffers()).Select(value => (value, value.detach().clone().DetachFromDisposeScope()))];
        foreach (var (value, other) in lent)
            value.copy_(other);
    }

    /// <summary>Lets the network have what it was lent for good.</summary>
    public void Leave()
    {
        foreach (var (_, own) in kept)
            own.Dispose();
        kept = [];
    }

    /// <summary>Puts back what was kept.</summary>
    public void Dispose()
    {
        using var untracked = no_grad();
        foreach (var (value, own) in kept)
            value.copy_(own);
        Leave();
    }
}
