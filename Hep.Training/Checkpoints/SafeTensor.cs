namespace Hep.Training.Checkpoints;

/// <summary>One entry of a safetensors file.</summary>
/// <param name="Name">The key, as in <c>network.layers.0.weight</c>.</param>
/// <param name="Type">The element type in the format's words: F64, F32, F16, BF16, I64, I32, I16, I8, U8, BOOL.</param>
/// <param name="Shape">The sizes of the axes; none for a scalar.</param>
/// <param name="Data">The elements, row-major, little-endian.</param>
public sealed record SafeTensor(string Name, string Type, IReadOnlyList<long> Shape, ReadOnlyMemory<byte> Data);
