namespace Hep.Cli;

/// <summary>Write simulated events to a file.</summary>
internal sealed record SimulateRequest(string Name, int Events, int Seed, string Out);
