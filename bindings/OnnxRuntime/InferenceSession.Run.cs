using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime.Native;

namespace Microsoft.ML.OnnxRuntime;

public unsafe partial class InferenceSession
{
    private const int MaxOnStack = 32;

    public IDisposableReadOnlyCollection<OrtValue> Run(
        RunOptions runOptions,
        IReadOnlyCollection<string> inputNames,
        IReadOnlyCollection<OrtValue> inputValues,
        IReadOnlyCollection<string> outputNames)
    {
        ArgumentNullException.ThrowIfNull(runOptions);
        return Wrap(RunToPointers(runOptions, Spread(inputNames), Spread(inputValues), Spread(outputNames)));
    }

    public IDisposableReadOnlyCollection<OrtValue> Run(RunOptions runOptions, IReadOnlyDictionary<string, OrtValue> inputs, IReadOnlyCollection<string> outputNames)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return Run(runOptions, (string[])[.. inputs.Keys], (OrtValue[])[.. inputs.Values], outputNames);
    }

    /// <summary>Outputs go where <paramref name="outputValues"/> say. Allocates nothing when the collections are arrays or lists.</summary>
    public void Run(
        RunOptions runOptions,
        IReadOnlyCollection<string> inputNames,
        IReadOnlyCollection<OrtValue> inputValues,
        IReadOnlyCollection<string> outputNames,
        IReadOnlyCollection<OrtValue> outputValues)
    {
        var names = Spread(outputNames);
        var outputs = Spread(outputValues);
        if (names.Length != outputs.Length)
            throw new ArgumentException($"Length of {nameof(outputNames)} ({names.Length}) must match that of {nameof(outputValues)} ({outputs.Length}).");

        var pointers = outputs.Length <= MaxOnStack ? stackalloc nint[outputs.Length] : new nint[outputs.Length];
        var borrowed = new BorrowedValues(outputs.Length);
        try
        {
            for (var i = 0; i < outputs.Length; i++)
                pointers[i] = borrowed.Add(outputs[i]);
            RunNative(runOptions, Spread(inputNames), Spread(inputValues), names, pointers);
        }
        finally
        {
            borrowed.Dispose();
        }
    }

    public void RunWithBinding(RunOptions runOptions, OrtIoBinding ioBinding)
    {
        ArgumentNullException.ThrowIfNull(ioBinding);
        using var session = Borrow();
        using var options = new Borrowed(runOptions);
        ioBinding.Run(session.Pointer, options.Pointer);
    }

    public IDisposableReadOnlyCollection<OrtValue> RunWithBoundResults(RunOptions runOptions, OrtIoBinding ioBinding)
    {
        RunWithBinding(runOptions, ioBinding);
        return ioBinding.GetOutputValues();
    }

    private nint[] RunToPointers(RunOptions runOptions, ReadOnlySpan<string> inputNames, ReadOnlySpan<OrtValue> inputValues, ReadOnlySpan<string> outputNames)
    {
        var outputs = new nint[outputNames.Length];
        RunNative(runOptions, inputNames, inputValues, outputNames, outputs);
        return outputs;
    }

    private void RunNative(
        RunOptions runOptions,
        ReadOnlySpan<string> inputNames,
        ReadOnlySpan<OrtValue> inputValues,
        ReadOnlySpan<string> outputNames,
        Span<nint> outputs)
    {
        if (inputNames.Length != inputValues.Length)
            throw new ArgumentException($"Length of {nameof(inputNames)} ({inputNames.Length}) must match that of {nameof(inputValues)} ({inputValues.Length}).");

        using var session = Borrow();
        var inputs = inputNames.Length <= MaxOnStack ? stackalloc nint[2 * inputNames.Length] : new nint[2 * inputNames.Length];
        var outs = outputNames.Length <= MaxOnStack ? stackalloc nint[outputNames.Length] : new nint[outputNames.Length];
        var borrowed = new BorrowedValues(inputValues.Length);
        try
        {
            for (var i = 0; i < inputNames.Length; i++)
            {
                inputs[i] = NativeName(_nativeInputNames, inputNames[i], "Input");
                inputs[inputNames.Length + i] = borrowed.Add(inputValues[i]);
            }

            for (var i = 0; i < outputNames.Length; i++)
                outs[i] = NativeName(_nativeOutputNames, outputNames[i], "Output");

            using var options = runOptions is null ? default : new Borrowed(runOptions);
            fixed (nint* input = inputs, outputName = outs, output = outputs)
            {
                Status.Verify(OrtLibrary.Api->Run(
                    session.Pointer,
                    runOptions is null ? 0 : options.Pointer,
                    input,
                    input + inputNames.Length,
                    (nuint)inputNames.Length,
                    outputName,
                    (nuint)outputNames.Length,
                    output));
            }
        }
        finally
        {
            borrowed.Dispose();
        }
    }

    private static nint NativeName(Dictionary<string, nint> names, string name, string kind) =>
        names.TryGetValue(name, out var pointer)
            ? pointer
            : throw new OnnxRuntimeException(ErrorCode.InvalidArgument, $"{kind} name: '{name}' is not in the metadata");

    private static DisposableList<OrtValue> Wrap(nint[] values)
    {
        var list = new DisposableList<OrtValue>(values.Length);
        foreach (var value in values)
            list.Add(new OrtValue(new ValueHandle(value)));
        return list;
    }

    /// <summary>A collection's elements side by side: arrays and lists as they are, others copied.</summary>
    private static ReadOnlySpan<T> Spread<T>(IReadOnlyCollection<T> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        return items switch
        {
            T[] array => array,
            List<T> list => CollectionsMarshal.AsSpan(list),
            _ => items.ToArray(),
        };
    }
}
