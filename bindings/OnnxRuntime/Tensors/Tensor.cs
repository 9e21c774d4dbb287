using System.Collections;
using System.Globalization;

namespace Microsoft.ML.OnnxRuntime.Tensors;

public abstract class Tensor<T> : TensorBase, IReadOnlyList<T>
{
    private readonly int[] _dimensions;
    private readonly int[] _strides;

    protected Tensor(int length)
        : this([length], reverseStride: false)
    {
    }

    protected Tensor(ReadOnlySpan<int> dimensions, bool reverseStride)
        : base(typeof(T))
    {
        _dimensions = dimensions.ToArray();
        _strides = new int[dimensions.Length];
        IsReversedStride = reverseStride;
        long length = 1;
        for (var i = 0; i < _dimensions.Length; i++)
        {
            var axis = reverseStride ? i : _dimensions.Length - 1 - i;
            ArgumentOutOfRangeException.ThrowIfNegative(_dimensions[axis], nameof(dimensions));
            _strides[axis] = checked((int)length);
            length *= _dimensions[axis];
        }

        Length = length;
    }

    public ReadOnlySpan<int> Dimensions => _dimensions;

    public ReadOnlySpan<int> Strides => _strides;

    public int Rank => _dimensions.Length;

    public long Length { get; }

    public bool IsReversedStride { get; }

    int IReadOnlyCollection<T>.Count => checked((int)Length);

    T IReadOnlyList<T>.this[int index] => GetValue(index);

    public virtual T this[params int[] indices]
    {
        get => this[indices.AsSpan()];
        set => this[indices.AsSpan()] = value;
    }

    public virtual T this[ReadOnlySpan<int> indices]
    {
        get => GetValue(Offset(indices));
        set => SetValue(Offset(indices), value);
    }

    public abstract T GetValue(int index);

    public abstract void SetValue(int index, T value);

    public abstract Tensor<T> Clone();

    public abstract Tensor<T> Reshape(ReadOnlySpan<int> dimensions);

    public virtual void Fill(T value)
    {
        for (var i = 0; i < Length; i++)
            SetValue(i, value);
    }

    public virtual DenseTensor<T> ToDenseTensor()
    {
        var dense = new DenseTensor<T>(Dimensions, IsReversedStride);
        for (var i = 0; i < Length; i++)
            dense.SetValue(i, GetValue(i));
        return dense;
    }

    IEnumerator<T> IEnumerable<T>.GetEnumerator()
    {
        for (var i = 0; i < Length; i++)
            yield return GetValue(i);
    }

    IEnumerator IEnumerable.GetEnumerator() => ((IEnumerable<T>)this).GetEnumerator();

    internal override OrtValue ToOrtValue(bool isOutput)
    {
        if (IsReversedStride)
            throw new NotSupportedException("Tensors in column-major order (reverseStride) cannot be passed to a model.");
        if (isOutput && this is not DenseTensor<T>)
            throw new NotSupportedException("Only a DenseTensor can receive an output.");
        var dense = this as DenseTensor<T> ?? ToDenseTensor();
        return OrtValue.OverMemory(OrtMemoryInfo.DefaultInstance, dense.Buffer, ElementDataType, Array.ConvertAll(_dimensions, size => (long)size));
    }

    private int Offset(ReadOnlySpan<int> indices)
    {
        if (indices.Length != Rank)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{indices.Length} indices for a tensor of rank {Rank}."), nameof(indices));
        var offset = 0;
        for (var i = 0; i < indices.Length; i++)
        {
            if ((uint)indices[i] >= (uint)_dimensions[i])
                throw new IndexOutOfRangeException(string.Create(CultureInfo.InvariantCulture, $"Index {indices[i]} is outside axis {i}, which has {_dimensions[i]} elements."));
            offset += indices[i] * _strides[i];
        }

        return offset;
    }
}
