using System.Globalization;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Hep.Onnx;

/// <summary>An open model with the inputs and the output that are scored: which they are, and how wide.</summary>
internal sealed class ScoringSession : IDisposable
{
    private readonly RunOptions runOptions = new();
    private readonly OnnxModelInfo model;
    private readonly InferenceSession session;
    private readonly bool flat;
    private readonly int[][] shapes;

    /// <summary>Opens a model whose inputs are floats [batch, k] or [batch, k, l, ...]; the output is its first one of floats, [batch, C] or [batch].</summary>
    /// <exception cref="InvalidDataException">The file cannot be run, or has another kind of input or output.</exception>
    public ScoringSession(OnnxModelInfo model)
    {
        this.model = model;
        session = Open(model.File);
        try
        {
            InputNames = session.InputNames;
            (shapes, FixedBatch) = CheckInputs();
            Widths = Array.ConvertAll(shapes, shape => shape.Aggregate(1, (size, axis) => checked(size * axis)));
            Columns = Widths.Sum();
            CheckMetadata();
            (OutputName, flat, OutputCount) = Probe(FixedBatch ?? 1);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The graph's inputs in the order of the file.</summary>
    public IReadOnlyList<string> InputNames { get; }

    /// <summary>Numbers of each input an event.</summary>
    public int[] Widths { get; }

    /// <summary>Columns of all inputs.</summary>
    public int Columns { get; }

    /// <summary>Rows that the model insists on; null: any number.</summary>
    public int? FixedBatch { get; }

    /// <summary>The scored output.</summary>
    public string OutputName { get; }

    /// <summary>C, the numbers that the model gives an event.</summary>
    public int OutputCount { get; }

    /// <summary>The shape of an input for so many rows.</summary>
    public long[] InputShape(int input, int rows) => [rows, .. shapes[input]];

    /// <summary>The shape of the output for so many rows.</summary>
    public long[] OutputShape(int rows) => flat ? [rows] : [rows, OutputCount];

    public OrtIoBinding CreateBinding() => session.CreateIoBinding();

    /// <summary>Runs over bound memory; several threads may do so at once.</summary>
    public void Run(OrtIoBinding binding) => session.RunWithBinding(runOptions, binding);

    public void Dispose()
    {
        runOptions.Dispose();
        session.Dispose();
    }

    // Each run has one thread, and several runs go side by side: two threads inside of a run spin while they wait for one
    // another, and on small networks are slower than one.
    private static InferenceSession Open(string file)
    {
        using var options = new SessionOptions
        {
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
        };
        try
        {
            return new InferenceSession(file, options);
        }
        catch (OnnxRuntimeException error)
        {
            throw new InvalidDataException($"{file}: ONNX Runtime {OrtEnv.Instance().GetVersionString()} cannot run this model: {error.Message}", error);
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private (int[][] Shapes, int? FixedBatch) CheckInputs()
    {
        var (inputs, batches) = (new List<int[]>(), new HashSet<int>());
        foreach (var name in InputNames)
        {
            if (session.InputMetadata[name] is not { IsTensor: true, ElementDataType: TensorElementType.Float, Dimensions: [var batch, _, ..] and [_, .. var shape] } || Array.Exists(shape, size => size <= 0))
                throw OtherInputs();
            inputs.Add(shape);
            if (batch > 0)
                batches.Add(batch);
        }

        if (inputs.Count == 0 || batches.Count > 1)
            throw OtherInputs();
        return ([.. inputs], batches.Count == 1 ? batches.Single() : null);
    }

    private InvalidDataException OtherInputs() =>
        new($"{model.File} takes {string.Join("; ", model.Inputs)}; only models whose inputs are floats, shape [batch, columns] or [batch, rows, columns] of fixed sizes, can be scored here");

    private void CheckMetadata()
    {
        string[] parameters = [.. model.Parameters.Select(parameter => parameter.Name)];
        if (parameters.Length > 0 && !(InputNames.Count > parameters.Length && InputNames.TakeLast(parameters.Length).SequenceEqual(parameters, StringComparer.Ordinal) && Widths.TakeLast(parameters.Length).All(width => width == 1)))
        {
            throw new InvalidDataException(
                $"{model.File} takes {string.Join("; ", model.Inputs)}, but its metadata '{OnnxMetadata.Parameters}' say that the last are {string.Join(", ", parameters)}, of one column each; export the model again");
        }

        var features = Columns - parameters.Length - model.Images.Sum(image => image.Size);
        if (model.Features.Count is > 0 and var named && named != features)
            throw new InvalidDataException(Text($"{model.File} takes {features} features an event, but its metadata '{OnnxMetadata.Features}' name {named}; export the model again"));
    }

    /// <summary>Finds the output and its width with one run over zeros: files need not say them.</summary>
    private (string Name, bool Flat, int Width) Probe(int events)
    {
        var name = session.OutputNames.FirstOrDefault(o => session.OutputMetadata[o] is { IsTensor: true, ElementDataType: TensorElementType.Float });
        if (name is not null)
        {
            using var outputs = RunOnZeros(events, name);
            var shape = outputs[0].GetTensorTypeAndShape().Shape;
            if (shape.Length is 1 or 2 && shape[0] == events && shape[^1] > 0)
                return (name, shape.Length == 1, shape.Length == 1 ? 1 : checked((int)shape[1]));
        }

        throw new InvalidDataException($"{model.File} gives {string.Join("; ", model.Outputs)}; only models with an output of floats, shape [batch, classes], can be scored here");
    }

    private IDisposableReadOnlyCollection<OrtValue> RunOnZeros(int events, string output)
    {
        OrtValue[] zeros = [.. Widths.Select((width, i) => OrtValue.CreateTensorValueFromMemory(new float[events * width], InputShape(i, events)))];
        try
        {
            return session.Run(runOptions, InputNames, zeros, [output]);
        }
        catch (OnnxRuntimeException error)
        {
            throw new InvalidDataException($"{model.File} fails on an event of zeros: {error.Message}", error);
        }
        finally
        {
            foreach (var value in zeros)
                value.Dispose();
        }
    }
}
