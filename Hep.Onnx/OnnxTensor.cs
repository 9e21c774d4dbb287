namespace Hep.Onnx;

/// <summary>An input of <see cref="OnnxTensors"/>.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Values">Its numbers, row-major: float[] or long[].</param>
/// <param name="Shape">Its shape.</param>
public sealed record OnnxTensor(string Name, Array Values, params long[] Shape);
