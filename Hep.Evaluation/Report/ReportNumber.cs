namespace Hep.Evaluation.Report;

/// <summary>A number that stands at the top of a report.</summary>
/// <param name="Name">What it is, such as <c>Test AUC</c>.</param>
/// <param name="Value">The number as text, with error and unit.</param>
/// <param name="Note">A few words below it, such as the threshold it belongs to; null for none.</param>
public sealed record ReportNumber(string Name, string Value, string? Note = null)
{
    /// <summary>A number with its error, rounded as in a paper.</summary>
    /// <param name="name">What it is.</param>
    /// <param name="value">Value and error.</param>
    /// <param name="note">A few words below it; null for none.</param>
    public ReportNumber(string name, Estimate value, string? note = null)
        : this(name, value.ToString(), note)
    {
    }
}
