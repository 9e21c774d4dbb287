namespace Hep.Cli;

/// <summary>Evaluate a run folder (Run), or the columns of a CSV (Scores with Label and Score). Signal null: 1 or s.</summary>
internal sealed record EvaluateRequest(string? Run, string? Scores, string? Label, string? Signal, string? Weight, IReadOnlyList<string> Score, string? Out);
