using static TorchSharp.torch;

namespace Hep.Training.Checkpoints;

/// <summary>libtorch's random numbers on the CPU. Those of a GPU cannot be asked for: what draws there goes on with others.</summary>
internal sealed class RandomState : IStateful
{
    private const string Cpu = "cpu";

    /// <inheritdoc/>
    public void Save(TrainingState state)
    {
        using var value = random.get_rng_state();
        state.Put(Cpu, value);
    }

    /// <inheritdoc/>
    public void Load(TrainingState state)
    {
        using var value = state.Tensor(Cpu);
        random.set_rng_state(value);
    }
}
