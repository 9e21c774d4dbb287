namespace Hep.Cli;

/// <summary>Write the ONNX file of a run. Out null: model.onnx in the run folder.</summary>
internal sealed record ExportRequest(string Run, string? Out);
