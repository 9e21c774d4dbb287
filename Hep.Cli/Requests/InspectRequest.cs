namespace Hep.Cli;

/// <summary>Say what a data file, a run card, a run folder or an ONNX file holds.</summary>
internal sealed record InspectRequest(string Path);
