using Hep.Evaluation;

namespace Hep.Training.Comparisons;

/// <summary>One of the classifiers that are compared: the network, a cut on one observable, or the Fisher discriminant.</summary>
/// <param name="Key">Its key in the figures of merit.</param>
/// <param name="Name">Its name in legends and tables.</param>
/// <param name="Test">Its scores of the test split.</param>
internal sealed record Competitor(string Key, string Name, BinarySample Test)
{
    /// <summary>The key of the network.</summary>
    public const string NetworkKey = "network";

    /// <summary>The key of the discriminant.</summary>
    public const string FisherKey = "fisher";

    /// <summary>How an observable is used, as <c>cut_high</c>; null: there is no choice.</summary>
    public string? Used { get; init; }

    /// <summary>Its background rejection at half the signal on the split that chooses.</summary>
    public double Chosen { get; init; }

    /// <summary>All ways to use an observable, with their keys.</summary>
    public IReadOnlyList<(string Key, BinarySample Test)> Ways { get; init; } = [];

    /// <summary>Whether it is a single observable.</summary>
    public bool IsObservable => Used is not null;
}
