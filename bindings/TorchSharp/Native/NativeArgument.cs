using System.Runtime.InteropServices;

namespace TorchSharp.Native;

/// <summary>What an argument is; mirrored by Tag in native/hep_torch.cpp.</summary>
internal enum TagKind
{
    Default,
    None,
    Tensor,
    Int,
    Double,
    Bool,
    IntList,
    DoubleList,
    BoolList,
    TensorList,
    OptionalTensorList,
    String,
    Device,
    Generator,
}

/// <summary>A tagged argument or result as the native side sees it (16 bytes).</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
internal struct NativeArgument
{
    [FieldOffset(0)]
    public TagKind Tag;

    /// <summary>Length of a list or text; device type; KiB of memory of a returned tensor.</summary>
    [FieldOffset(4)]
    public int Length;

    [FieldOffset(8)]
    public nint Pointer;

    [FieldOffset(8)]
    public long Integer;

    [FieldOffset(8)]
    public double Real;
}

/// <summary>What hep_tensor_facts tells of a tensor.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct TensorFacts
{
    public long Dimensions;
    public long Elements;
    public long ElementSize;
    public nint Data;
    public int Dtype;
    public int DeviceType;
    public int DeviceIndex;
    public int Flags;

    public readonly bool RequiresGrad => (Flags & 1) != 0;

    public readonly bool IsLeaf => (Flags & 2) != 0;

    public readonly bool IsContiguous => (Flags & 4) != 0;

    public readonly bool IsSparse => (Flags & 8) != 0;
}

/// <summary>What hep_begin_update tells of a parameter.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ParameterFacts
{
    public nint Data;
    public nint Gradient;
    public long Elements;
    public long Flags;

    public readonly bool HasGradient => (Flags & 1) != 0;

    /// <summary>Parameter and gradient both lie contiguously in the CPU's memory as 32-bit floats.</summary>
    public readonly bool IsPlain => (Flags & 2) != 0;
}
