using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static Tensor zeros(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Made(
        Operator.Of("zeros(size, dtype, device)").Tensor(size, dtype ?? defaultDtype, Where(device)),
        requires_grad,
        names);

    public static Tensor zeros(long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        zeros([size], dtype, device, requires_grad, names);

    public static Tensor zeros(long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        zeros([rows, columns], dtype, device, requires_grad, names);

    public static Tensor zeros(long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        zeros([dim0, dim1, dim2], dtype, device, requires_grad, names);

    public static Tensor zeros(long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        zeros([dim0, dim1, dim2, dim3], dtype, device, requires_grad, names);

    public static Tensor ones(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Made(
        Operator.Of("ones(size, dtype, device)").Tensor(size, dtype ?? defaultDtype, Where(device)),
        requires_grad,
        names);

    public static Tensor ones(long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ones([size], dtype, device, requires_grad, names);

    public static Tensor ones(long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ones([rows, columns], dtype, device, requires_grad, names);

    public static Tensor ones(long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ones([dim0, dim1, dim2], dtype, device, requires_grad, names);

    public static Tensor ones(long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ones([dim0, dim1, dim2, dim3], dtype, device, requires_grad, names);

    public static Tensor empty(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Made(
        Operator.Of("empty.memory_format(size, dtype, device)").Tensor(size, dtype ?? defaultDtype, Where(device)),
        requires_grad,
        names);

    public static Tensor empty(long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        empty([size], dtype, device, requires_grad, names);

    public static Tensor empty(long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        empty([rows, columns], dtype, device, requires_grad, names);

    public static Tensor empty(long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        empty([dim0, dim1, dim2], dtype, device, requires_grad, names);

    public static Tensor empty(long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        empty([dim0, dim1, dim2, dim3], dtype, device, requires_grad, names);

    public static Tensor rand(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) => Made(
        Operator.Of("rand.generator(size, generator, dtype, device)").Tensor(size, generator, dtype ?? defaultDtype, Where(device)),
        requires_grad,
        names);

    public static Tensor rand(long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        rand([size], dtype, device, requires_grad, generator, names);

    public static Tensor rand(long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        rand([rows, columns], dtype, device, requires_grad, generator, names);

    public static Tensor rand(long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        rand([dim0, dim1, dim2], dtype, device, requires_grad, generator, names);

    public static Tensor rand(long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        rand([dim0, dim1, dim2, dim3], dtype, device, requires_grad, generator, names);

    public static Tensor randn(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) => Made(
        Operator.Of("randn.generator(size, generator, dtype, device)").Tensor(size, generator, dtype ?? defaultDtype, Where(device)),
        requires_grad,
        names);

    public static Tensor randn(long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        randn([size], dtype, device, requires_grad, generator, names);

    public static Tensor randn(long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        randn([rows, columns], dtype, device, requires_grad, generator, names);

    public static Tensor randn(long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        randn([dim0, dim1, dim2], dtype, device, requires_grad, generator, names);

    public static Tensor randn(long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        randn([dim0, dim1, dim2, dim3], dtype, device, requires_grad, generator, names);

    public static Tensor full(long[] size, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Made(
        Operator.Of("full(size, fill_value, dtype, device)").Tensor(size, value, dtype ?? (value.Kind == TagKind.Double ? defaultDtype : value.Type), Where(device)),
        requires_grad,
        names);

    public static Tensor full(long size, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        full([size], value, dtype, device, requires_grad, names);

    public static Tensor full(long rows, long columns, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        full([rows, columns], value, dtype, device, requires_grad, names);

    public static Tensor zeros_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Made(
        Operator.Of("zeros_like(self, dtype, device)").Tensor(input, dtype, device is null ? Arg.None : device),
        requires_grad,
        names);

    public static Tensor ones_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Made(
        Operator.Of("ones_like(self, dtype, device)").Tensor(input, dtype, device is null ? Arg.None : device),
        requires_grad,
        names);

    public static Tensor empty_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Made(
        Operator.Of("empty_like(self, dtype, device)").Tensor(input, dtype, device is null ? Arg.None : device),
        requires_grad,
        names);

    public static Tensor rand_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Made(
        Operator.Of("rand_like(self, dtype, device)").Tensor(input, dtype, device is null ? Arg.None : device),
        requires_grad);

    public static Tensor randn_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Made(
        Operator.Of("randn_like(self, dtype, device)").Tensor(input, dtype, device is null ? Arg.None : device),
        requires_grad);

    public static Tensor full_like(Tensor input, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Made(
        Operator.Of("full_like(self, fill_value, dtype, device)").Tensor(input, value, dtype, device is null ? Arg.None : device),
        requires_grad,
        names);

    public static Tensor arange(Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => arange(0, stop, 1, dtype, device, requires_grad);

    public static Tensor arange(Scalar start, Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        arange(start, stop, 1, dtype, device, requires_grad);

    public static Tensor arange(Scalar start, Scalar stop, Scalar step, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Made(
        Operator.Of("arange.start_step(start, end, step, dtype, device)").Tensor(start, stop, step, dtype, Where(device)),
        requires_grad);

    public static Tensor linspace(double start, double end, long steps, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Made(
        Operator.Of("linspace(start, end, steps, dtype, device)").Tensor((Scalar)start, (Scalar)end, steps, dtype ?? defaultDtype, Where(device)),
        requires_grad);

    public static Tensor eye(long rows, long columns = -1, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Made(
        Operator.Of("eye.m(n, m, dtype, device)").Tensor(rows, columns < 0 ? rows : columns, dtype ?? defaultDtype, Where(device)),
        requires_grad,
        names);

    public static Tensor randint(long high, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        randint(0, high, size, dtype, device, requires_grad, generator, names);

    public static Tensor randint(long low, long high, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) => Made(
        Operator.Of("randint.low_generator(low, high, size, generator, dtype, device)").Tensor(low, high, size, generator, dtype ?? ScalarType.Int64, Where(device)),
        requires_grad,
        names);

    public static Tensor randperm(long n, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) => Made(
        Operator.Of("randperm.generator(n, generator, dtype, device)").Tensor(n, generator, dtype ?? ScalarType.Int64, Where(device)),
        requires_grad);

    public static Tensor normal(Tensor mean, Tensor std, Generator? generator = null) =>
        Operator.Of("normal.Tensor_Tensor(mean, std, generator)").Tensor(mean, std, generator);

    public static Tensor bernoulli(Tensor input, Generator? generator = null) => input.bernoulli(generator);

    public static Tensor multinomial(Tensor input, long num_samples, bool replacement = false, Generator? generator = null) =>
        input.multinomial(num_samples, replacement, generator);

    public static Tensor tensor(bool scalar, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Made(
        Operator.Of("scalar_tensor(s, dtype, device)").Tensor((Scalar)scalar, dtype ?? ScalarType.Bool, Where(device)),
        requires_grad);

    public static Tensor tensor(double scalar, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Made(
        Operator.Of("scalar_tensor(s, dtype, device)").Tensor((Scalar)scalar, dtype ?? ScalarType.Float64, Where(device)),
        requires_grad);

    public static Tensor tensor(long scalar, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Made(
        Operator.Of("scalar_tensor(s, dtype, device)").Tensor((Scalar)scalar, dtype ?? ScalarType.Int64, Where(device)),
        requires_grad);

    public static Tensor tensor(float scalar, Device? device = null, bool requires_grad = false) => Made(
        Operator.Of("scalar_tensor(s, dtype, device)").Tensor((Scalar)scalar, ScalarType.Float32, Where(device)),
        requires_grad);

    public static Tensor tensor(int scalar, Device? device = null, bool requires_grad = false) => Made(
        Operator.Of("scalar_tensor(s, dtype, device)").Tensor((Scalar)scalar, ScalarType.Int32, Where(device)),
        requires_grad);

    public static Tensor tensor(float[] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Copied<float>(rawArray, [rawArray.Length], dtype, device, requires_grad, names);

    public static Tensor tensor(float[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Copied<float>(rawArray, dimensions, dtype, device, requires_grad, names);

    public static Tensor tensor(double[] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Copied<double>(rawArray, [rawArray.Length], dtype, device, requires_grad, names);

    public static Tensor tensor(double[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Copied<double>(rawArray, dimensions, dtype, device, requires_grad, names);

    public static Tensor tensor(long[] dataArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Copied<long>(dataArray, [dataArray.Length], dtype, device, requires_grad, names);

    public static Tensor tensor(long[] dataArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Copied<long>(dataArray, dimensions, dtype, device, requires_grad, names);

    public static Tensor tensor(int[] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Copied<int>(rawArray, [rawArray.Length], dtype, device, requires_grad, names);

    public static Tensor tensor(int[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Copied<int>(rawArray, dimensions, dtype, device, requires_grad, names);

    public static Tensor tensor(bool[] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Copied<bool>(rawArray, [rawArray.Length], dtype, device, requires_grad, names);

    public static Tensor tensor(bool[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Copied<bool>(rawArray, dimensions, dtype, device, requires_grad, names);

    public static Tensor tensor(float[,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Copied(
        MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<byte, float>(ref MemoryMarshal.GetArrayDataReference(rawArray)), rawArray.Length),
        [rawArray.GetLength(0), rawArray.GetLength(1)],
        dtype,
        device,
        requires_grad,
        names);

    /// <summary>A tensor on the array's own memory, without a copy: the array is pinned as long as libtorch uses it.</summary>
    public static unsafe Tensor frombuffer(Array rawArray, ScalarType dtype, long count = -1, long offset = 0, bool requires_grad = false)
    {
        if (rawArray.GetType().GetElementType() is var held && held != ElementType(dtype))
            throw new ArgumentException($"an array of {held?.Name} cannot be read as a tensor of {dtype}", nameof(dtype));
        var element = Buffer.ByteLength(rawArray) / Math.Max(1, rawArray.Length);
        var length = count < 0 ? rawArray.Length - offset : count;
        if (offset < 0 || offset + length > rawArray.Length)
            throw new ArgumentOutOfRangeException(nameof(count), $"{length} elements from {offset} on are not in an array of {rawArray.Length}");
        var pin = GCHandle.Alloc(rawArray, GCHandleType.Pinned);
        var made = NativeMethods.hep_tensor_from_blob(
            pin.AddrOfPinnedObject() + ((nint)offset * element), &length, 1, (int)dtype, &Unpin, GCHandle.ToIntPtr(pin));
        if (made != 0)
            return Made(Tensor.Own(made, 0), requires_grad);
        pin.Free();
        throw NativeMethods.LastError();
    }

    public static ScalarType get_default_dtype() => defaultDtype;

    public static void set_default_dtype(ScalarType dtype) => defaultDtype = dtype;

    private static ScalarType defaultDtype = ScalarType.Float32;

    private static Device Where(Device? device) => device ?? CPU;

    private static Tensor Made(Tensor tensor, bool requires_grad, string[]? names = null)
    {
        if (names is not null)
            throw new NotSupportedException("named dimensions are not part of the binding");
        if (requires_grad)
            tensor.requires_grad = true;
        return tensor;
    }

    private static unsafe Tensor Copied<T>(ReadOnlySpan<T> values, ReadOnlySpan<long> shape, ScalarType? dtype, Device? device, bool requires_grad, string[]? names)
        where T : unmanaged
    {
        long elements = 1;
        foreach (var size in shape)
            elements *= size;
        if (elements != values.Length)
            throw new ArgumentException($"{values.Length} values do not fill the shape [{string.Join(", ", shape.ToArray())}]");

        var own = default(T) switch
        {
            float => ScalarType.Float32,
            double => ScalarType.Float64,
            long => ScalarType.Int64,
            int => ScalarType.Int32,
            _ => ScalarType.Bool,
        };
        var tensor = empty(shape.ToArray(), own);
        values.CopyTo(new Span<T>((void*)tensor.Facts().Data, values.Length));
        var wanted = dtype ?? own;
        if (wanted != own || Where(device).type != DeviceType.CPU)
        {
            using var local = tensor;
            tensor = local.to(wanted, Where(device));
        }

        return Made(tensor, requires_grad, names);
    }

    [UnmanagedCallersOnly]
    private static void Unpin(nint context) => GCHandle.FromIntPtr(context).Free();
}
