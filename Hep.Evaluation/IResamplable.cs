namespace Hep.Evaluation;

/// <summary>Scored events that can be given other weights, as <see cref="Bootstrap"/> and <see cref="Jackknife"/> do.</summary>
/// <typeparam name="TSelf">The kind of sample.</typeparam>
public interface IResamplable<TSelf>
    where TSelf : IResamplable<TSelf>
{
    /// <summary>What the sample is called in messages.</summary>
    string Name { get; }

    /// <summary>The number of events N.</summary>
    int Count { get; }

    /// <summary>The event weights, shape [N].</summary>
    ReadOnlySpan<double> Weights { get; }

    /// <summary>The same events with other weights.</summary>
    /// <param name="weights">Shape [N].</param>
    /// <exception cref="InvalidDataException">A number that differs, a weight that is not finite, or a class whose weights sum to zero.</exception>
    TSelf WithWeights(ReadOnlySpan<double> weights);

    /// <summary>Checks that another sample holds the same events, in the same order, with other scores.</summary>
    /// <param name="other">The other sample.</param>
    /// <exception cref="InvalidDataException">Numbers of events, labels or weights that differ; with the first such event.</exception>
    void CheckSameEvents(TSelf other);
}
