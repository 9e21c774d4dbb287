namespace Microsoft.ML.OnnxRuntime;

public partial class InferenceSession
{
    public IDisposableReadOnlyCollection<DisposableNamedOnnxValue> Run(IReadOnlyCollection<NamedOnnxValue> inputs) => Run(inputs, _outputNames);

    public IDisposableReadOnlyCollection<DisposableNamedOnnxValue> Run(IReadOnlyCollection<NamedOnnxValue> inputs, IReadOnlyCollection<string> outputNames)
    {
        using var options = new RunOptions();
        return Run(inputs, outputNames, options);
    }

    public IDisposableReadOnlyCollection<DisposableNamedOnnxValue> Run(IReadOnlyCollection<NamedOnnxValue> inputs, IReadOnlyCollection<string> outputNames, RunOptions options)
    {
        var names = Spread(outputNames);
        var (inputNames, values) = ToValues(Spread(inputs), InputMetadata, "Input");
        using (values)
            return Name(names, Wrap(RunToPointers(options, inputNames, Spread(values), names)));
    }

    public void Run(IReadOnlyCollection<NamedOnnxValue> inputs, IReadOnlyCollection<NamedOnnxValue> outputs)
    {
        using var options = new RunOptions();
        Run(inputs, outputs, options);
    }

    public void Run(IReadOnlyCollection<NamedOnnxValue> inputs, IReadOnlyCollection<NamedOnnxValue> outputs, RunOptions options)
    {
        var (inputNames, inputValues) = ToValues(Spread(inputs), InputMetadata, "Input");
        using var inputsHeld = inputValues;
        var (outputNames, outputValues) = ToValues(Spread(outputs), OutputMetadata, "Output");
        using var outputsHeld = outputValues;
        Run(options, inputNames, inputValues, outputNames, outputValues);
    }

    public IDisposableReadOnlyCollection<DisposableNamedOnnxValue> RunWithBindingAndNames(RunOptions runOptions, OrtIoBinding ioBinding, string[] names = null)
    {
        RunWithBinding(runOptions, ioBinding);
        var boundNames = names ?? ioBinding.GetOutputNames();
        return Name(boundNames, (DisposableList<OrtValue>)ioBinding.GetOutputValues());
    }

    /// <summary>Temporary values over the tensors' own memory.</summary>
    private static (string[] Names, DisposableList<OrtValue> Values) ToValues(
        ReadOnlySpan<NamedOnnxValue> named, IReadOnlyDictionary<string, NodeMetadata> metadata, string kind)
    {
        var names = new string[named.Length];
        var values = new DisposableList<OrtValue>(named.Length);
        try
        {
            for (var i = 0; i < named.Length; i++)
            {
                var name = names[i] = named[i].Name;
                if (!metadata.TryGetValue(name, out var expected))
                    throw new OnnxRuntimeException(ErrorCode.InvalidArgument, $"{kind} name: '{name}' is not in the metadata");
                values.Add(named[i].ToOrtValue(expected, isOutput: kind == "Output"));
            }

            return (names, values);
        }
        catch
        {
            values.Dispose();
            throw;
        }
    }

    /// <summary>Takes the values over.</summary>
    private static DisposableList<DisposableNamedOnnxValue> Name(ReadOnlySpan<string> names, DisposableList<OrtValue> values)
    {
        try
        {
            if (names.Length != values.Count)
                throw new OnnxRuntimeException(ErrorCode.InvalidArgument, $"Expecting {values.Count} names, got {names.Length}");
            var results = new DisposableList<DisposableNamedOnnxValue>(names.Length);
            for (var i = 0; i < names.Length; i++)
                results.Add(new DisposableNamedOnnxValue(names[i], values[i]));
            return results;
        }
        catch
        {
            values.Dispose();
            throw;
        }
    }
}
