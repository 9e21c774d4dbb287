using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TorchSharp.Native;

/// <summary>The entries of the files in native/. All are blittable; those that can fail return false, null or -1.</summary>
internal static unsafe partial class NativeMethods
{
    private const string Library = "hep_torch";

    [ModuleInitializer]
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Usage", "CA2255", Justification = "The resolver must be there before the first call, whichever it is.")]
    internal static void Resolve() => NativeLibrary.SetDllImportResolver(typeof(NativeMethods).Assembly, LibTorch.Load);

    /// <summary>Throws what the last failing call on this thread left behind: the first line of libtorch's message.</summary>
    public static void Check(bool ok)
    {
        if (!ok)
            throw LastError();
    }

    public static nint Check(nint made) => made != 0 ? made : throw LastError();

    public static ExternalException LastError()
    {
        var text = Marshal.PtrToStringUTF8(hep_last_error()) ?? "libtorch failed without a message";
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        return new ExternalException(end < 0 ? text : text[..end]);
    }

    [LibraryImport(Library)]
    private static partial nint hep_last_error();

    [LibraryImport(Library)]
    public static partial nint hep_version();

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint hep_operator_find(string name, string overload, nint* signature);

    [LibraryImport(Library)]
    public static partial int hep_operator_call(nint handle, NativeArgument* arguments, NativeArgument* results, int capacity);

    [LibraryImport(Library)]
    [return: MarshalAs(UnmanagedType.U1)]
    [SuppressGCTransition]
    public static partial bool hep_tensor_facts(nint handle, TensorFacts* facts);

    [LibraryImport(Library)]
    [return: MarshalAs(UnmanagedType.U1)]
    [SuppressGCTransition]
    public static partial bool hep_tensor_shape(nint handle, long* sizes, long* strides);

    [LibraryImport(Library)]
    public static partial void hep_tensor_free(nint handle);

    [LibraryImport(Library)]
    public static partial void hep_list_free(nint list);

    [LibraryImport(Library)]
    public static partial nint hep_tensor_from_blob(
        nint data, long* sizes, int dimensions, int dtype, delegate* unmanaged<nint, void> free, nint context);

    [LibraryImport(Library)]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool hep_tensor_set_data(nint handle, nint source);

    [LibraryImport(Library)]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool hep_tensor_set_requires_grad(nint handle, [MarshalAs(UnmanagedType.U1)] bool value);

    [LibraryImport(Library)]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool hep_tensor_retain_grad(nint handle);

    [LibraryImport(Library)]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool hep_tensor_grad(nint handle, nint* grad);

    [LibraryImport(Library)]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool hep_tensor_set_grad(nint handle, nint grad);

    [LibraryImport(Library)]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool hep_drop_gradients(nint* parameters, int count);

    [LibraryImport(Library)]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool hep_affine(nint input, nint weight, nint bias, NativeArgument* output);

    [LibraryImport(Library)]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool hep_mean_cross_entropy(nint input, nint target, nint weight, nint* loss);

    [LibraryImport(Library)]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool hep_recurrent(
        nint input,
        nint batchSizes,
        nint hidden,
        nint cell,
        nint* weights,
        int weightCount,
        Modules.RecurrentPass.Options* options,
        NativeArgument* results);

    [LibraryImport(Library)]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool hep_begin_update(nint* parameters, int count, ParameterFacts* facts);

    [LibraryImport(Library)]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool hep_backward(
        nint* tensors,
        int count,
        nint* gradients,
        int gradientCount,
        nint* inputs,
        int inputCount,
        [MarshalAs(UnmanagedType.U1)] bool retainGraph,
        [MarshalAs(UnmanagedType.U1)] bool createGraph);

    [LibraryImport(Library)]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool hep_grad(
        nint* outputs,
        int outputCount,
        nint* inputs,
        int inputCount,
        nint* gradients,
        int gradientCount,
        [MarshalAs(UnmanagedType.U1)] bool retainGraph,
        [MarshalAs(UnmanagedType.U1)] bool createGraph,
        [MarshalAs(UnmanagedType.U1)] bool allowUnused,
        nint** results);

    [LibraryImport(Library)]
    [return: MarshalAs(UnmanagedType.U1)]
    [SuppressGCTransition]
    public static partial bool hep_grad_mode();

    [LibraryImport(Library)]
    [SuppressGCTransition]
    public static partial void hep_set_grad_mode([MarshalAs(UnmanagedType.U1)] bool enabled);

    [LibraryImport(Library)]
    public static partial nint hep_generator_new(ulong seed, int deviceType, int deviceIndex);

    [LibraryImport(Library)]
    public static partial nint hep_generator_default(int deviceType, int deviceIndex);

    [LibraryImport(Library)]
    public static partial void hep_generator_free(nint generator);

    [LibraryImport(Library)]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool hep_generator_seed(nint generator, ulong seed);

    [LibraryImport(Library)]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool hep_generator_initial_seed(nint generator, ulong* seed);

    [LibraryImport(Library)]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool hep_generator_fresh_seed(nint generator, ulong* seed);

    [LibraryImport(Library)]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool hep_generator_get_state(nint generator, nint* state);

    [LibraryImport(Library)]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool hep_generator_set_state(nint generator, nint state);

    [LibraryImport(Library)]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool hep_manual_seed(ulong seed);

    [LibraryImport(Library)]
    public static partial int hep_num_threads();

    [LibraryImport(Library)]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool hep_set_num_threads(int count);

    [LibraryImport(Library)]
    public static partial int hep_cuda_device_count();

    [LibraryImport(Library)]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool hep_cuda_synchronize(int index);
}
