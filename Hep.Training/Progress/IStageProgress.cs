namespace Hep.Training.Progress;

/// <summary>Told which part of the work is at hand, and how far it is. It is called often: the implementation decides how often something is shown.</summary>
public interface IStageProgress
{
    /// <summary>A part of the work begins; the one before is over.</summary>
    /// <param name="stage">What is done, in a word or two: reading, scoring, exporting.</param>
    /// <param name="events">How many events it goes through; 0: not known, or not counted.</param>
    void Stage(string stage, long events = 0);

    /// <summary>More events of the stage are done.</summary>
    /// <param name="events">How many more.</param>
    void Advance(long events);
}
