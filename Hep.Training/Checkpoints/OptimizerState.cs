using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hep.Training.Checkpoints;

/// <summary>The moments and rates of an optimiser, as the bytes that it writes itself; of one that begins anew with each epoch there are none.</summary>
internal sealed class OptimizerState(optim.Optimizer optimizer) : IStateful
{
    private const string Bytes = "bytes";

    /// <inheritdoc/>
    public void Save(TrainingState state)
    {
        if (optimizer is not OptimizerHelper helper)
            return;
        using var memory = new MemoryStream();
        using var writer = new BinaryWriter(memory);
        helper.save_state_dict(writer);
        writer.Flush();
        state.Put(Bytes, memory.GetBuffer().AsMemory(0, (int)memory.Length));
    }

    /// <inheritdoc/>
    public void Load(TrainingState state)
    {
        if (optimizer is not OptimizerHelper helper)
            return;
        using var memory = new MemoryStream(state.Bytes(Bytes));
        using var reader = new BinaryReader(memory);
        helper.load_state_dict(reader);
    }
}
