namespace Hep.Training.Checkpoints;

/// <summary>
/// A part of a training that changes while it goes on. What it saves and loads again goes on as if it had never stopped, to the last bit.
/// </summary>
internal interface IStateful
{
    /// <summary>Puts in all that changes; what follows from the run card alone need not be there.</summary>
    /// <param name="state">Is copied into: later changes do not reach it.</param>
    void Save(TrainingState state);

    /// <summary>Takes over what <see cref="Save"/> has put in, into a part that was made from the same run card.</summary>
    /// <param name="state">What was saved.</param>
    /// <exception cref="InvalidDataException">An entry is missing, or of another kind or shape.</exception>
    void Load(TrainingState state);
}
