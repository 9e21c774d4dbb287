using static TorchSharp.torch;

namespace Hep.Training.Objectives;

/// <summary>
/// What differs between studies: how a batch becomes a loss, and what is measured on the validation split. The trainer knows nothing else
/// of a study.
/// </summary>
public interface IObjective
{
    /// <summary>The module whose parameters are trained.</summary>
    nn.Module Network { get; }

    /// <summary>Events that one epoch goes through.</summary>
    int Events { get; }

    /// <summary>Batches of an epoch.</summary>
    int Batches { get; }

    /// <summary>Puts the training events into the order of an epoch; the same order for the same seed and epoch.</summary>
    /// <param name="epoch">The epoch, counted from one.</param>
    void Shuffle(int epoch);

    /// <summary>Events of one batch.</summary>
    /// <param name="batch">The batch, counted from zero.</param>
    int EventsOf(int batch);

    /// <summary>The loss of a batch, a scalar on the graph.</summary>
    /// <param name="batch">The batch, counted from zero.</param>
    Tensor Loss(int batch);

    /// <summary>The loss over the validation split.</summary>
    double Validate();

    /// <summary>What a physicist needs to know of a batch that went wrong: its events and its largest input.</summary>
    /// <param name="batch">The batch, counted from zero.</param>
    string Describe(int batch);
}
