namespace Hep.Cli;

/// <summary>A verb did what it was asked to, and the outcome is a failure: tests that do not pass, a training that diverged.</summary>
internal sealed class RunFailedException(string message) : Exception(message);
