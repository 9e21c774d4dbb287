namespace Hep.Cli;

/// <summary>Draw the ROC curves of several runs in one figure; the ending of Out chooses the format.</summary>
internal sealed record PlotRequest(IReadOnlyList<string> Runs, string Out);
