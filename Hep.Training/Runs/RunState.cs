namespace Hep.Training.Runs;

/// <summary>How far a run came.</summary>
public enum RunState
{
    /// <summary>It ended, and everything is there.</summary>
    Complete,

    /// <summary>It was stopped, or its process is gone: what was reached is kept.</summary>
    Interrupted,

    /// <summary>A process is at it.</summary>
    Running,

    /// <summary>It ended with an error.</summary>
    Failed,

    /// <summary>A file of its folder cannot be read.</summary>
    Broken,
}
