namespace Hep.Tests.Support.Fuzz;

/// <summary>A reader did with a damaged file what it must never do.</summary>
internal sealed class FuzzException(string message, Exception? inner = null) : Exception(message, inner);
