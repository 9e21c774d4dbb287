namespace Hep.Training.Runs;

/// <summary>One of several input files of a run.</summary>
/// <param name="Path">Where it lay.</param>
/// <param name="Sha256">SHA-256 of its bytes, 64 hexadecimal digits.</param>
/// <param name="Process">The process whose events it holds; null where the card names none.</param>
public sealed record InputFileFacts(string Path, string Sha256, string? Process);
