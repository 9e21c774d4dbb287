using System.Runtime.CompilerServices;
using Microsoft.ML.OnnxRuntime.Native;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Microsoft.ML.OnnxRuntime;

public unsafe class OrtValue : IDisposable
{
    private OrtTensorTypeAndShapeInfo? _info;

    /// <summary>Takes the handle over.</summary>
    internal OrtValue(ValueHandle handle)
    {
        Handle = handle;
        int type;
        Status.Verify(OrtLibrary.Api->GetValueType(handle.DangerousGetHandle(), &type));
        Kind = (OnnxValueType)type;
    }

    public OnnxValueType OnnxType
    {
        get
        {
            ObjectDisposedException.ThrowIf(Handle.IsDisposed, this);
            return Kind;
        }
    }

    public bool IsTensor => OnnxType == OnnxValueType.ONNX_TYPE_TENSOR;

    public bool IsSparseTensor => OnnxType == OnnxValueType.ONNX_TYPE_SPARSETENSOR;

    internal ValueHandle Handle { get; }

    private OnnxValueType Kind { get; }

    public static OrtValue CreateTensorValueFromMemory<T>(OrtMemoryInfo memoryInfo, Memory<T> memory, long[] shape)
        where T : unmanaged => OverMemory(memoryInfo, memory, ElementTypes.Of(typeof(T)), shape);

    public static OrtValue CreateTensorValueFromMemory<T>(T[] data, long[] shape)
        where T : unmanaged => CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, data.AsMemory(), shape);

    public static OrtValue CreateTensorValueWithData(OrtMemoryInfo memInfo, TensorElementType elementType, long[] shape, IntPtr dataBufferPtr, long bufferLengthInBytes)
    {
        CheckShape(shape);
        using var info = new Borrowed(memInfo);
        nint value;
        fixed (long* dims = shape)
            Status.Verify(OrtLibrary.Api->CreateTensorWithDataAsOrtValue(info.Pointer, (void*)dataBufferPtr, (nuint)bufferLengthInBytes, dims, (nuint)shape.Length, (int)elementType, &value));
        return new OrtValue(new ValueHandle(value));
    }

    public static OrtValue CreateAllocatedTensorValue(OrtAllocator allocator, TensorElementType elementType, long[] shape)
    {
        CheckShape(shape);
        using var borrowed = new Borrowed(allocator);
        nint value;
        fixed (long* dims = shape)
            Status.Verify(OrtLibrary.Api->CreateTensorAsOrtValue(borrowed.Pointer, dims, (nuint)shape.Length, (int)elementType, &value));
        return new OrtValue(new ValueHandle(value));
    }

    public OrtMemoryInfo GetTensorMemoryInfo()
    {
        using var value = Borrow();
        nint info;
        Status.Verify(OrtLibrary.Api->GetTensorMemoryInfo(value.Pointer, &info));
        return OrtMemoryInfo.CopyOf(info);
    }

    public OrtTensorTypeAndShapeInfo GetTensorTypeAndShape()
    {
        using var value = Borrow();
        if (_info is { } known)
            return known;
        nint info;
        Status.Verify(OrtLibrary.Api->GetTensorTypeAndShape(value.Pointer, &info));
        try
        {
            var read = new OrtTensorTypeAndShapeInfo(info);
            _info = read;
            return read;
        }
        finally
        {
            OrtLibrary.Api->ReleaseTensorTypeAndShapeInfo(info);
        }
    }

    public long GetTensorSizeInBytes()
    {
        var info = GetTensorTypeAndShape();
        return checked(info.ElementCount * ElementTypes.SizeOf(info.ElementDataType));
    }

    public ReadOnlySpan<T> GetTensorDataAsSpan<T>()
        where T : unmanaged => GetTensorMutableDataAsSpan<T>();

    public Span<T> GetTensorMutableDataAsSpan<T>()
        where T : unmanaged
    {
        var info = GetTensorTypeAndShape();
        if (info.ElementDataType != ElementTypes.Of(typeof(T)))
            throw new OnnxRuntimeException(ErrorCode.InvalidArgument, $"The tensor holds elements of type {info.ElementDataType}, not {typeof(T).Name}.");
        return new Span<T>(DataPointer(), checked((int)info.ElementCount));
    }

    public Span<byte> GetTensorMutableRawData() => new(DataPointer(), checked((int)GetTensorSizeInBytes()));

    public void Dispose()
    {
        Handle.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>A tensor over pinned managed memory, which is not copied. The element type is not checked against T.</summary>
    internal static OrtValue OverMemory<T>(OrtMemoryInfo memoryInfo, Memory<T> memory, TensorElementType elementType, long[] shape)
    {
        CheckShape(shape);
        using var info = new Borrowed(memoryInfo);
        var pinned = memory.Pin();
        try
        {
            nint value;
            var bytes = (nuint)memory.Length * (nuint)Unsafe.SizeOf<T>();
            fixed (long* dims = shape)
                Status.Verify(OrtLibrary.Api->CreateTensorWithDataAsOrtValue(info.Pointer, pinned.Pointer, bytes, dims, (nuint)shape.Length, (int)elementType, &value));
            return new OrtValue(new ValueHandle(value, pinned));
        }
        catch
        {
            pinned.Dispose();
            throw;
        }
    }

    /// <summary>Where the tensor's elements lie; good as long as the value is not disposed.</summary>
    internal void* DataPointer()
    {
        using var value = Borrow();
        void* data;
        Status.Verify(OrtLibrary.Api->GetTensorMutableData(value.Pointer, &data));
        return data;
    }

    private static void CheckShape(long[] shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        foreach (var size in shape)
            ArgumentOutOfRangeException.ThrowIfNegative(size, nameof(shape));
    }

    private Borrowed Borrow() => new(Handle, this);
}
