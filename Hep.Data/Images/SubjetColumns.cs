namespace Hep.Data;

/// <summary>The features that say where the subjets of a jet are, in rad from the middle of its image; the missing value where there is no such subjet.</summary>
/// <param name="LeadingEta">The leading subjet's distance in eta.</param>
/// <param name="LeadingPhi">Its distance in phi.</param>
/// <param name="SecondEta">The second subjet's distance in eta.</param>
/// <param name="SecondPhi">Its distance in phi.</param>
public sealed record SubjetColumns(string LeadingEta, string LeadingPhi, string SecondEta, string SecondPhi)
{
    /// <summary>The names, in the order of the parameters.</summary>
    public IReadOnlyList<string> Names => [LeadingEta, LeadingPhi, SecondEta, SecondPhi];
}
