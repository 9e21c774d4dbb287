namespace Hep.Cli;

/// <summary>List the runs below a folder, or compare some of them.</summary>
/// <param name="Folder">Where the runs are.</param>
/// <param name="Where">The condition on those that are listed; null: all are.</param>
/// <param name="Sort">The value by which they are sorted; null: by date.</param>
/// <param name="Descending">Whether the largest comes first.</param>
/// <param name="Show">Values that are shown besides.</param>
/// <param name="Compare">The runs to compare; empty: none.</param>
/// <param name="Csv">Whether a program is to read it.</param>
internal sealed record RunsRequest(
    string Folder, string? Where, string? Sort, bool Descending, IReadOnlyList<string> Show, IReadOnlyList<string> Compare, bool Csv);
