using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hep.Training.Checkpoints;

/// <summary>The moments and rates of an optimiser, as the bytes that it writes itself.</summary>
internal sealed class OptimizerState(optim.Optimizer optimizer) : IStateful
{
    private const string Bytes = "bytes";

    /// <inheritdoc/>
    public void Save(TrainingState state)
    {
        using var memory = new MemoryStream();
        using var writer = new BinaryWriter(memory);
        ((OptimizerHelper)optimizer).save_state_dict(writer);
        writer.Flush();
        state.Put(Bytes, memory.GetBuffer().AsMemory(0, (int)memory.Length));
    }

    /// <inheritdoc/>
    public void Load(TrainingState state)
    {
        using var memory = new MemoryStream(state.Bytes(Bytes));
        using var reader = new BinaryReader(memory);
        ((OptimizerHelper)optimizer).load_state_dict(reader);
    }
}
