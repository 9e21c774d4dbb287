namespace Hep.Evaluation.Anomaly;

/// <summary>Something that has learnt what events usually look like, and tells how odd others are.</summary>
public interface IAnomalyScore
{
    /// <summary>What it is called in tables and legends.</summary>
    string Name { get; }

    /// <summary>The scores of events, shape [N], higher for odder ones.</summary>
    /// <param name="events">The events, with the features that it has learnt from.</param>
    /// <exception cref="InvalidDataException">They have other features.</exception>
    double[] Score(FeatureMatrix events);
}
