namespace Hep.Cli;

/// <summary>Score the events of a file with a run folder or an ONNX file. Keep null: all columns of the file are written too. Parameters: NAME=VALUE,... each.</summary>
internal sealed record PredictRequest(string Model, string Data, string Out, IReadOnlyList<string>? Keep, IReadOnlyList<string> Parameters);
