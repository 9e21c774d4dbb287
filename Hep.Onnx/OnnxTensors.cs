using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Hep.Onnx;

/// <summary>A model with any inputs and outputs, run on one thread: arrays in by name, arrays of floats out. For models that score events of a fixed width, <see cref="OnnxScorer"/> is faster.</summary>
public sealed class OnnxTensors : IDisposable
{
    private readonly RunOptions options = new();
    private readonly InferenceSession session;

    /// <summary>Opens a model.</summary>
    /// <param name="file">The .onnx file.</param>
    /// <exception cref="InvalidDataException">It cannot be run.</exception>
    public OnnxTensors(string file)
    {
        using var settings = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
        try
        {
            session = new InferenceSession(file, settings);
        }
        catch (OnnxRuntimeException e)
        {
            options.Dispose();
            throw new InvalidDataException($"{file}: ONNX Runtime cannot run this model: {e.Message}", e);
        }
    }

    /// <summary>Runs the model.</summary>
    /// <param name="inputs">Every input.</param>
    /// <param name="outputs">The wanted outputs, of floats.</param>
    /// <returns>Their numbers, row-major, in the order that was asked for.</returns>
    /// <exception cref="ArgumentException">An input is neither of floats nor of whole numbers of 64 bits.</exception>
    public float[][] Run(IReadOnlyList<OnnxTensor> inputs, params IReadOnlyList<string> outputs) => Array.ConvertAll(RunAny(inputs, outputs), values => (float[])values);

    /// <summary>Runs a model some of whose outputs are whole numbers of 64 bits.</summary>
    /// <param name="inputs">Every input.</param>
    /// <param name="outputs">The wanted outputs.</param>
    /// <returns>Their numbers, float[] or long[], row-major, in the order that was asked for.</returns>
    /// <exception cref="ArgumentException">An input is neither of floats nor of whole numbers of 64 bits.</exception>
    public Array[] RunAny(IReadOnlyList<OnnxTensor> inputs, IReadOnlyList<string> outputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var values = new List<OrtValue>(inputs.Count);
        try
        {
            foreach (var input in inputs)
            {
                values.Add(input.Values switch
                {
                    float[] floats => OrtValue.CreateTensorValueFromMemory(floats, input.Shape),
                    long[] integers => OrtValue.CreateTensorValueFromMemory(integers, input.Shape),
                    _ => throw new ArgumentException($"the input '{input.Name}' is neither of floats nor of whole numbers of 64 bits", nameof(inputs)),
                });
            }

            using var found = session.Run(options, [.. inputs.Select(input => input.Name)], values, outputs);
            return [.. found.Select(value => (Array)(value.GetTensorTypeAndShape().ElementDataType == TensorElementType.Int64 ? value.GetTensorDataAsSpan<long>().ToArray() : value.GetTensorDataAsSpan<float>().ToArray()))];
        }
        finally
        {
            values.ForEach(value => value.Dispose());
        }
    }

    /// <summary>Closes the model.</summary>
    public void Dispose()
    {
        session.Dispose();
        options.Dispose();
    }
}
