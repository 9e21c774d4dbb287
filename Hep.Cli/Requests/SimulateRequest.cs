namespace Hep.Cli;

/// <summary>Write simulated events to a file, with what only the simulation knows if <paramref name="Truth"/>.</summary>
internal sealed record SimulateRequest(string Name, int Events, int Seed, string Out, bool Truth);
