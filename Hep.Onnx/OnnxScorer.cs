using System.Globalization;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Hep.Onnx;

/// <summary>
/// Runs an ONNX model over rows of features with ONNX Runtime: [N, F] floats in, [N, C] floats out, in batches over memory that is
/// allocated once. One instance serves one thread at a time.
/// </summary>
public sealed class OnnxScorer : IDisposable
{
    private readonly InferenceSession session;
    private readonly RunOptions options = new();
    private readonly string output;
    private readonly bool flat;
    private readonly int? fixedBatch;
    private readonly int batchSize;
    private Slot? full;
    private Slot? rest;
    private bool disposed;

    /// <summary>Opens a model with one input of floats, shape [batch, F], and takes its first output of floats, shape [batch, C] or [batch].</summary>
    /// <param name="file">An .onnx file, of Hep or of another program.</param>
    /// <param name="threads">Threads that one call may use, 1 or more.</param>
    /// <param name="batchSize">Rows that go through the network at once; a model that was exported with a fixed batch overrules it.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is not an ONNX model, cannot be run, or has another kind of input or output.</exception>
    public OnnxScorer(string file, int threads = 1, int batchSize = 1024)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchSize);
        Model = OnnxModelInfo.Read(file);
        session = Open(file, threads);
        try
        {
            (FeatureCount, fixedBatch) = CheckInput();
            this.batchSize = fixedBatch ?? batchSize;
            (output, flat, OutputCount) = Probe(fixedBatch ?? 1);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The version of ONNX Runtime.</summary>
    public static string RuntimeVersion => OrtEnv.Instance().GetVersionString();

    /// <summary>What the file says about itself.</summary>
    public OnnxModelInfo Model { get; }

    /// <summary>F, the numbers that the model takes an event.</summary>
    public int FeatureCount { get; }

    /// <summary>C, the numbers that the model gives an event.</summary>
    public int OutputCount { get; }

    /// <summary>The names of the input columns in order; empty where the file does not say.</summary>
    public IReadOnlyList<string> FeatureNames => [.. Model.Features.Select(f => f.Name)];

    /// <summary>Scores events.</summary>
    /// <param name="rows">[N, F] in row-major order.</param>
    /// <param name="featureCount">F of the rows, compared with what the model takes.</param>
    /// <returns>[N, C] in row-major order.</returns>
    /// <exception cref="InvalidDataException">The rows have another number of features than the model takes.</exception>
    /// <exception cref="ArgumentException">The rows are not a whole number of events.</exception>
    public float[] Score(ReadOnlyMemory<float> rows, int featureCount)
    {
        CheckFeatures(featureCount);
        var scores = new float[rows.Length / FeatureCount * OutputCount];
        Score(rows.Span, featureCount, scores);
        return scores;
    }

    /// <summary>Scores events into memory of the caller; allocates nothing when called again with as many events.</summary>
    /// <param name="rows">[N, F] in row-major order.</param>
    /// <param name="featureCount">F of the rows, compared with what the model takes.</param>
    /// <param name="scores">[N, C] in row-major order, written.</param>
    /// <exception cref="InvalidDataException">The rows have another number of features than the model takes.</exception>
    /// <exception cref="ArgumentException">The rows are not a whole number of events, or <paramref name="scores"/> has another length than N C.</exception>
    public void Score(ReadOnlySpan<float> rows, int featureCount, Span<float> scores)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        CheckFeatures(featureCount);
        var events = rows.Length / FeatureCount;
        if (events * FeatureCount != rows.Length)
            throw new ArgumentException(Text($"{rows.Length} numbers are not a whole number of events of {FeatureCount} features."), nameof(rows));
        if (scores.Length != events * OutputCount)
            throw new ArgumentException(Text($"{events} events give {events * OutputCount} scores, but there is room for {scores.Length}."), nameof(scores));

        for (var done = 0; done < events;)
        {
            var count = Math.Min(this.batchSize, events - done);
            var slot = SlotOf(count);
            rows.Slice(done * FeatureCount, count * FeatureCount).CopyTo(slot.Input);
            session.RunWithBinding(this.options, slot.Binding);
            slot.Output.AsSpan(0, count * OutputCount).CopyTo(scores.Slice(done * OutputCount, count * OutputCount));
            done += count;
        }
    }

    /// <summary>Gives the session and its memory back. Harmless when repeated.</summary>
    public void Dispose()
    {
        if (disposed)
            return;
        disposed = true;
        full?.Dispose();
        rest?.Dispose();
        this.options.Dispose();
        session.Dispose();
    }

    private static InferenceSession Open(string file, int threads)
    {
        using var options = new SessionOptions
        {
            IntraOpNumThreads = threads,
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

    private (int Features, int? FixedBatch) CheckInput()
    {
        if (session.InputNames is not [var name] || session.InputMetadata[name] is not { IsTensor: true, ElementDataType: TensorElementType.Float, Dimensions: [var batch, > 0 and var features] })
        {
            throw new InvalidDataException(
                $"{Model.File} takes {string.Join("; ", Model.Inputs)}; only models with one input of floats, shape [batch, features], can be scored here");
        }

        if (Model.Features.Count is > 0 and var named && named != features)
            throw new InvalidDataException(Text($"{Model.File} takes {features} features an event, but its metadata '{OnnxMetadata.Features}' name {named}; export the model again"));
        return (features, batch > 0 ? batch : null);
    }

    /// <summary>Finds the output and its width with one run over zeros: files need not say them.</summary>
    private (string Name, bool Flat, int Width) Probe(int events)
    {
        var name = session.OutputNames.FirstOrDefault(o => session.OutputMetadata[o] is { IsTensor: true, ElementDataType: TensorElementType.Float });
        if (name is not null)
        {
            using var input = OrtValue.CreateTensorValueFromMemory(new float[events * FeatureCount], [events, FeatureCount]);
            using var outputs = Run(input, name);
            var shape = outputs[0].GetTensorTypeAndShape().Shape;
            if (shape.Length is 1 or 2 && shape[0] == events && shape[^1] > 0)
                return (name, shape.Length == 1, shape.Length == 1 ? 1 : checked((int)shape[1]));
        }

        throw new InvalidDataException($"{Model.File} gives {string.Join("; ", Model.Outputs)}; only models with an output of floats, shape [batch, classes], can be scored here");
    }

    private IDisposableReadOnlyCollection<OrtValue> Run(OrtValue input, string output)
    {
        try
        {
            return session.Run(this.options, [session.InputNames[0]], [input], [output]);
        }
        catch (OnnxRuntimeException error)
        {
            throw new InvalidDataException($"{Model.File} fails on an event of zeros: {error.Message}", error);
        }
    }

    private void CheckFeatures(int given)
    {
        if (given == FeatureCount)
            return;
        var names = Model.Features.Count > 0 ? $" ({string.Join(", ", FeatureNames)})" : "";
        throw new InvalidDataException(Text($"{Model.File} takes {FeatureCount} features an event{names}, but {given} were given"));
    }

    private Slot SlotOf(int events)
    {
        // A model with a fixed batch gets a full one always; what is left over in its last rows is scored and ignored.
        if (events == this.batchSize || fixedBatch is not null)
            return full ??= new Slot(this, this.batchSize);
        if (rest?.Events != events)
        {
            rest?.Dispose();
            rest = new Slot(this, events);
        }

        return rest;
    }

    /// <summary>Input and output memory for a batch of one size, bound once.</summary>
    private sealed class Slot : IDisposable
    {
        private readonly OrtValue inputValue;
        private readonly OrtValue outputValue;

        public Slot(OnnxScorer owner, int events)
        {
            Events = events;
            Input = new float[events * owner.FeatureCount];
            Output = new float[events * owner.OutputCount];
            inputValue = OrtValue.CreateTensorValueFromMemory(Input, [events, owner.FeatureCount]);
            outputValue = OrtValue.CreateTensorValueFromMemory(Output, owner.flat ? [events] : [events, owner.OutputCount]);
            Binding = owner.session.CreateIoBinding();
            Binding.BindInput(owner.session.InputNames[0], inputValue);
            Binding.BindOutput(owner.output, outputValue);
        }

        public int Events { get; }

        public float[] Input { get; }

        public float[] Output { get; }

        public OrtIoBinding Binding { get; }

        public void Dispose()
        {
            Binding.Dispose();
            inputValue.Dispose();
            outputValue.Dispose();
        }
    }
}
