namespace Hep.Cli;

/// <summary>Run the tests; Filter null: all.</summary>
internal sealed record TestRequest(string? Filter);
