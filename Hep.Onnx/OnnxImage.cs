using Hep.Models;

namespace Hep.Onnx;

/// <summary>An input of several numbers an event, such as the cells of an image.</summary>
/// <param name="Name">The name of the images in the data file, and of the input in the ONNX file.</param>
/// <param name="Unit">The unit of a number, as in "GeV"; empty for a number without one.</param>
/// <param name="Shape">The axes of one event's numbers, as in [25, 25].</param>
/// <param name="IsSigned">Whether a number may be below zero, as no deposited energy is.</param>
public sealed record OnnxImage(string Name, string Unit, ValueList<int> Shape, bool IsSigned = false)
{
    /// <summary>Numbers of one event.</summary>
    public int Size => Shape.Aggregate(1, (size, axis) => checked(size * axis));
}
