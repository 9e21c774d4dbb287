namespace Hep.Cli;

/// <summary>Draw the ROC curves of several runs in one figure; the ending of Out chooses the format, and Baseline divides the others in ratios (null: the first run).</summary>
internal sealed record PlotRequest(IReadOnlyList<string> Runs, string Out, string? Baseline);
