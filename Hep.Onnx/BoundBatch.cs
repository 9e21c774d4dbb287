using Microsoft.ML.OnnxRuntime;

namespace Hep.Onnx;

/// <summary>The memory of one run over so many rows, bound once: one block an input of the graph, and the output.</summary>
internal sealed class BoundBatch : IDisposable
{
    private readonly ScoringSession session;
    private readonly OrtIoBinding binding;
    private readonly List<OrtValue> values = [];
    private readonly float[][] inputs;

    public BoundBatch(ScoringSession session, int rows)
    {
        this.session = session;
        Rows = rows;
        binding = session.CreateBinding();
        inputs = Array.ConvertAll(session.Widths, width => new float[checked(rows * width)]);
        Output = new float[checked(rows * session.OutputCount)];
        for (var i = 0; i < inputs.Length; i++)
        {
            values.Add(OrtValue.CreateTensorValueFromMemory(inputs[i], session.InputShape(i, rows)));
            binding.BindInput(session.InputNames[i], values[i]);
        }

        values.Add(OrtValue.CreateTensorValueFromMemory(Output, session.OutputShape(rows)));
        binding.BindOutput(session.OutputName, values[^1]);
    }

    public int Rows { get; }

    /// <summary>[rows, C], written by <see cref="Run"/>.</summary>
    public float[] Output { get; }

    /// <summary>Writes rows into some of the inputs, which take their columns in turn.</summary>
    /// <param name="source">[rows, all columns of these inputs].</param>
    /// <param name="row">The first row to write.</param>
    /// <param name="firstInput">The first of the inputs.</param>
    /// <param name="endInput">The one behind the last.</param>
    public void Fill(ReadOnlySpan<float> source, int row, int firstInput, int endInput)
    {
        if (endInput - firstInput == 1)
        {
            source.CopyTo(inputs[firstInput].AsSpan(row * session.Widths[firstInput]));
            return;
        }

        for (; source.Length > 0; row++)
        {
            for (var i = firstInput; i < endInput; i++)
            {
                var width = session.Widths[i];
                source[..width].CopyTo(inputs[i].AsSpan(row * width, width));
                source = source[width..];
            }
        }
    }

    /// <summary>Writes the same number into rows of an input of one column.</summary>
    public void Fill(float value, int row, int count, int input) => inputs[input].AsSpan(row, count).Fill(value);

    public void Run() => session.Run(binding);

    public void Dispose()
    {
        binding.Dispose();
        foreach (var value in values)
            value.Dispose();
    }
}
