using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Hep.Training.Loading;

/// <summary>
/// A window of events as tensors on the device: network inputs [n, I], targets [n, 1] and weights [n, 1]; a batch is a slice. They belong to no
/// dispose scope: a window outlives the batch in whose scope it is made.
/// </summary>
internal sealed class WindowTensors : IDisposable
{
    private WindowTensors(Tensor inputs, Tensor targets, Tensor weights, ulong[] eventIds, int count)
    {
        Inputs = inputs;
        Targets = targets;
        Weights = weights;
        EventIds = eventIds;
        Count = count;
    }

    public Tensor Inputs { get; }

    public Tensor Targets { get; }

    public Tensor Weights { get; }

    /// <summary>The ids, from the front; not a copy.</summary>
    public ulong[] EventIds { get; }

    public int Count { get; }

    /// <summary>Makes tensors of a window that went through the preprocessing.</summary>
    public static WindowTensors Of(HostWindow window, Device device)
    {
        using var scope = NewDisposeScope();
        return new(
            OnDevice(window.Inputs, window.Count, window.InputWidth, device),
            OnDevice(window.Labels.AsSpan(0, window.Count), window.Count, 1, device),
            OnDevice(window.Weights.AsSpan(0, window.Count), window.Count, 1, device),
            window.EventIds.AsSpan(0, window.Count).ToArray(),
            window.Count);
    }

    /// <summary>The same events in another order.</summary>
    /// <param name="order">Their rows; a row may come more than once.</param>
    /// <param name="shares">What the weight of each row is multiplied by; null: nothing.</param>
    public WindowTensors Reordered(int[] order, double[]? shares = null)
    {
        using var scope = NewDisposeScope();
        var index = tensor(Array.ConvertAll(order, row => (long)row)).to(Inputs.device);
        var weights = shares is null ? Weights : Weights * tensor(Array.ConvertAll(shares, share => (float)share), [Count, 1]).to(Inputs.device);
        return new(
            Inputs.index_select(0, index).DetachFromDisposeScope(),
            Targets.index_select(0, index).DetachFromDisposeScope(),
            weights.index_select(0, index).DetachFromDisposeScope(),
            Array.ConvertAll(order, row => EventIds[row]),
            Count);
    }

    public void Dispose()
    {
        Inputs.Dispose();
        Targets.Dispose();
        Weights.Dispose();
    }

    // Straight into the tensor's memory: arrays in between would be garbage of the size of the window.
    private static Tensor OnDevice(ReadOnlySpan<float> values, int rows, int columns, Device device)
    {
        var copy = empty(rows, columns);
        MemoryMarshal.AsBytes(values).CopyTo(copy.bytes);
        return copy.to(device).DetachFromDisposeScope();
    }
}
