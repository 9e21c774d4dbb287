using Hep.Training.Checkpoints;
using static TorchSharp.torch;

namespace Hep.Training.Optimization;

/// <summary>libtorch's number of threads. Sums differ in their last bits between numbers of threads, so a training goes on with that of its beginning.</summary>
internal sealed class ThreadSetting : IStateful
{
    /// <summary>How many, and how they were chosen.</summary>
    public string InWords { get; set; } = "";

    /// <inheritdoc/>
    public void Save(TrainingState state)
    {
        state.Put("count", get_num_threads());
        state.Put("in_words", InWords);
    }

    /// <inheritdoc/>
    public void Load(TrainingState state)
    {
        set_num_threads((int)state.Integer("count"));
        InWords = state.Text("in_words");
    }
}
