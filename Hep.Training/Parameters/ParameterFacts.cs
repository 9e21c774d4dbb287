using Hep.Onnx;

namespace Hep.Training.Parameters;

/// <summary>A parameter that a network is told, and where it was trained, as <c>run.json</c> keeps it.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Unit">The unit; <c>1</c> if it has none.</param>
/// <param name="Minimum">The smallest value that was trained on.</param>
/// <param name="Maximum">The largest value that was trained on.</param>
/// <param name="Trained">The values that were trained on; null: too many to be listed.</param>
/// <param name="HeldOut">The values that were kept out of the training; null: none.</param>
public sealed record ParameterFacts(string Name, string Unit, double Minimum, double Maximum, IReadOnlyList<double>? Trained, IReadOnlyList<double>? HeldOut)
{
    /// <summary>As an ONNX file says it.</summary>
    public OnnxParameter ToOnnx() => new(Name, Unit == "1" ? "" : Unit, Minimum, Maximum, Trained is null ? null : [.. Trained], HeldOut is null ? null : [.. HeldOut]);
}
