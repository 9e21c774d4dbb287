using Hep.Data;
using Hep.Models;
using static TorchSharp.torch;

namespace Hep.Training.Objectives;

/// <summary>One split of a labelled sample as tensors on the device: network inputs [N, F], targets [N, 1] and weights [N, 1].</summary>
internal sealed class LabelledTensors : IDisposable
{
    public LabelledTensors(EventTable table, double[] weights, Preprocessor preprocessing, Device device)
    {
        EventIds = table.EventIds;
        Features = [.. table.Features.Select(feature => feature.Name)];
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var raw = tensor(table.ToRowMajor(), [table.Count, table.Features.Count]).to(device);
        Inputs = preprocessing.call(raw).MoveToOuterDisposeScope();
        Targets = tensor(Array.ConvertAll(table.Labels, label => (float)label), [table.Count, 1]).to(device).MoveToOuterDisposeScope();
        Weights = tensor(Array.ConvertAll(weights, weight => (float)weight), [table.Count, 1]).to(device).MoveToOuterDisposeScope();
    }

    public Tensor Inputs { get; private set; }

    public Tensor Targets { get; private set; }

    public Tensor Weights { get; private set; }

    public ulong[] EventIds { get; private set; }

    public IReadOnlyList<string> Features { get; }

    public int Count => EventIds.Length;

    /// <summary>Brings the events into another order, so that a batch is a slice of contiguous memory.</summary>
    public LabelledTensors Reordered(int[] order)
    {
        using var scope = NewDisposeScope();
        var index = tensor(Array.ConvertAll(order, row => (long)row)).to(Inputs.device);
        var reordered = (LabelledTensors)MemberwiseClone();
        reordered.Inputs = Inputs.index_select(0, index).MoveToOuterDisposeScope();
        reordered.Targets = Targets.index_select(0, index).MoveToOuterDisposeScope();
        reordered.Weights = Weights.index_select(0, index).MoveToOuterDisposeScope();
        reordered.EventIds = Array.ConvertAll(order, row => EventIds[row]);
        return reordered;
    }

    public void Dispose()
    {
        Inputs.Dispose();
        Targets.Dispose();
        Weights.Dispose();
    }
}
