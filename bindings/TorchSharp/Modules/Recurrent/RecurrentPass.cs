using System.Runtime.InteropServices;
using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>
/// The path of LSTM and GRU for float in the CPU's memory: a layer's direction is one node of the graph, and a step is one product and one
/// pass over memory (native/recurrent.cpp).
/// </summary>
internal static unsafe class RecurrentPass
{
    /// <summary>False sends everything to libtorch's own operators, on this thread; tests compare the two.</summary>
    [ThreadStatic]
    private static bool avoided;

    public static bool Avoided
    {
        get => avoided;
        set => avoided = value;
    }

    /// <summary>Runs a stack whose arguments were checked. Null where the path does not apply, and libtorch's operator is to be taken.</summary>
    /// <param name="stack">Weights and options.</param>
    /// <param name="input">Padded, or packed where there are batch sizes.</param>
    /// <param name="batchSizes">Of a packed batch; null for a padded one.</param>
    /// <param name="hidden">First states, in the order of the sequences in the input.</param>
    /// <param name="cell">First cell states of an LSTM; null for a GRU.</param>
    public static (Tensor Output, Tensor Hidden, Tensor Cell)? Run(RecurrentStack stack, Tensor input, Tensor? batchSizes, Tensor hidden, Tensor? cell)
    {
        if (avoided)
            return null;
        var weights = stack.Weights;
        var handles = stackalloc nint[weights.Length];
        for (var i = 0; i < weights.Length; i++)
            handles[i] = weights[i].Raw;
        var options = new Options(stack);
        var results = stackalloc NativeArgument[3];
        NativeMethods.Check(NativeMethods.hep_recurrent(
            input.Raw, batchSizes is null ? 0 : batchSizes.Raw, hidden.Raw, cell is null ? 0 : cell.Raw, handles, weights.Length, &options, results));
        GC.KeepAlive(weights);
        GC.KeepAlive(input);
        GC.KeepAlive(batchSizes);
        GC.KeepAlive(hidden);
        GC.KeepAlive(cell);
        return results[0].Tag == TagKind.None ? null : (Operator.Take(results[0]), Operator.Take(results[1]), Operator.Take(results[2]));
    }

    /// <summary>Mirrored by Options in native/recurrent.cpp.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal readonly struct Options(RecurrentStack stack)
    {
        private readonly long layers = stack.Layers;
        private readonly double dropout = stack.Dropout;
        private readonly byte biased = Flag(stack.Bias);
        private readonly byte training = Flag(stack.Training);
        private readonly byte bidirectional = Flag(stack.Bidirectional);
        private readonly byte batchFirst = Flag(stack.BatchFirst);

        private static byte Flag(bool value) => value ? (byte)1 : (byte)0;
    }
}
