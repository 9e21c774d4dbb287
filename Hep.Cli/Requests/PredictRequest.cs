namespace Hep.Cli;

/// <summary>Score the events of a file with a run folder or an ONNX file.</summary>
internal sealed record PredictRequest(string Model, string Data, string Out);
