using System.Collections;
using static TorchSharp.torch;

namespace TorchSharp.Utils;

/// <summary>Reads and writes the elements of a tensor in the CPU's memory, in row-major order of its indices.</summary>
public sealed unsafe class TensorAccessor<T> : IDisposable, IEnumerable<T>
    where T : unmanaged
{
    private readonly Tensor tensor;
    private readonly T* start;
    private readonly long[] shape;
    private readonly long[] strides;
    private readonly bool contiguous;

    internal TensorAccessor(Tensor tensor)
    {
        var facts = tensor.Facts();
        RequireType((ScalarType)facts.Dtype);
        if (facts.DeviceType != (int)DeviceType.CPU)
            throw new InvalidOperationException("reading data needs a tensor in the CPU's memory: call cpu() first");
        this.tensor = tensor;
        start = (T*)facts.Data;
        Count = facts.Elements;
        contiguous = facts.IsContiguous;
        shape = tensor.size();
        strides = tensor.stride();
    }

    public long Count { get; }

    private T* First
    {
        get
        {
            // Throws once the tensor is disposed of: its memory may be another's by then.
            _ = tensor.Raw;
            return start;
        }
    }

    public bool IsReadOnly => false;

    public T this[params long[] indices]
    {
        get => First[Offset(indices)];
        set => First[Offset(indices)] = value;
    }

    public T[] ToArray()
    {
        var copy = new T[Count];
        CopyTo(copy);
        return copy;
    }

    public void CopyTo(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyTo(array.AsSpan(), arrayIndex, tensorIndex);

    public void CopyTo(Span<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        RequireIndex(tensorIndex);
        var first = First;
        var target = array[arrayIndex..];
        var count = (int)Math.Min(target.Length, Count - tensorIndex);
        if (contiguous)
        {
            new ReadOnlySpan<T>(first + tensorIndex, count).CopyTo(target);
        }
        else
        {
            for (var i = 0; i < count; i++)
                target[i] = first[Offset(tensorIndex + i)];
        }

        GC.KeepAlive(tensor);
    }

    public void CopyFrom(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyFrom((ReadOnlySpan<T>)array, arrayIndex, tensorIndex);

    public void CopyFrom(ReadOnlySpan<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        RequireIndex(tensorIndex);
        var first = First;
        var source = array[arrayIndex..];
        var count = (int)Math.Min(source.Length, Count - tensorIndex);
        if (contiguous)
        {
            source[..count].CopyTo(new Span<T>(first + tensorIndex, count));
        }
        else
        {
            for (var i = 0; i < count; i++)
                first[Offset(tensorIndex + i)] = source[i];
        }

        GC.KeepAlive(tensor);
    }

    public IEnumerator<T> GetEnumerator()
    {
        for (long i = 0; i < Count; i++)
            yield return At(i);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Nothing is held; there because the package has it.</summary>
    public void Dispose()
    {
    }

    internal static void RequireType(ScalarType dtype)
    {
        if (ElementType(dtype) != typeof(T))
            throw new ArgumentException($"a tensor of {dtype} cannot be read as {typeof(T).Name}");
    }

    private void RequireIndex(long tensorIndex)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(tensorIndex);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(tensorIndex, Count);
    }

    private T At(long index) => First[contiguous ? index : Offset(index)];

    private long Offset(long index)
    {
        long offset = 0;
        for (var d = shape.Length - 1; d >= 0; d--)
        {
            (index, var at) = Math.DivRem(index, shape[d]);
            offset += at * strides[d];
        }

        return offset;
    }

    private long Offset(long[] indices)
    {
        if (indices.Length != shape.Length)
            throw new ArgumentException($"{indices.Length} indices given for {shape.Length} dimensions");
        long offset = 0;
        for (var d = 0; d < indices.Length; d++)
        {
            if ((ulong)indices[d] >= (ulong)shape[d])
                throw new IndexOutOfRangeException($"index {indices[d]} is outside of dimension {d} of size {shape[d]}");
            offset += indices[d] * strides[d];
        }

        return offset;
    }
}
