using static TorchSharp.torch;

namespace Hep.Training.Checkpoints;

/// <summary>The parameters and buffers of a module.</summary>
internal sealed class ModuleState(nn.Module module) : IStateful
{
    /// <inheritdoc/>
    public void Save(TrainingState state)
    {
        foreach (var (name, value) in module.state_dict())
            state.Put(name, value);
    }

    /// <inheritdoc/>
    public void Load(TrainingState state)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        foreach (var (name, value) in module.state_dict())
            value.copy_(state.Tensor(name));
    }
}
