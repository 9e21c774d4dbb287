using System.Globalization;
using Microsoft.ML.OnnxRuntime;

namespace Hep.Onnx;

/// <summary>
/// Runs an ONNX model over rows of numbers with ONNX Runtime: [N, F] floats in, [N, C] floats out, in batches over memory that is
/// allocated once. A model with several inputs takes the columns of its rows in turn: of Hep's files first the features, then the
/// parameters. One instance serves one thread at a time.
/// </summary>
public sealed class OnnxScorer : IDisposable
{
    // Runs of a scan before its scores are written out: enough that copying the features is nothing, few enough that a tile stays in the cache.
    private const int RunsATile = 32;

    private readonly ScoringSession session;
    private readonly ScoringWorker[] workers;
    private readonly int batchSize;
    private bool disposed;

    /// <summary>Opens a model whose inputs are floats, shape [batch, columns], and takes its first output of floats, shape [batch, C] or [batch].</summary>
    /// <param name="file">An .onnx file, of Hep or of another program.</param>
    /// <param name="threads">Batches that go through the network at the same time, each on one thread; 1 or more.</param>
    /// <param name="batchSize">Rows that go through the network at once; a model that was exported with a fixed batch overrules it.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is not an ONNX model, cannot be run, or has another kind of input or output.</exception>
    public OnnxScorer(string file, int threads = 1, int batchSize = 1024)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchSize);
        Model = OnnxModelInfo.Read(file);
        session = new ScoringSession(Model);
        this.batchSize = session.FixedBatch ?? batchSize;
        workers = [.. Enumerable.Range(0, threads).Select(_ => new ScoringWorker(session, this.batchSize))];
    }

    /// <summary>The version of ONNX Runtime.</summary>
    public static string RuntimeVersion => OrtEnv.Instance().GetVersionString();

    /// <summary>What the file says about itself.</summary>
    public OnnxModelInfo Model { get; }

    /// <summary>F, the numbers that the model takes an event, parameters included.</summary>
    public int FeatureCount => session.Columns;

    /// <summary>C, the numbers that the model gives an event.</summary>
    public int OutputCount => session.OutputCount;

    /// <summary>The names of the columns that the model takes, in order, the parameters last; empty where the file does not say.</summary>
    public IReadOnlyList<string> FeatureNames =>
        Model.Features.Count == 0 ? [] : [.. Model.Features.Select(feature => feature.Name), .. Model.Parameters.Select(parameter => parameter.Name)];

    /// <summary>Scores events.</summary>
    /// <param name="rows">[N, F] in row-major order, the parameters last.</param>
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

    /// <summary>Scores events into memory of the caller; on one thread it allocates nothing when called again with as many events.</summary>
    /// <param name="rows">[N, F] in row-major order, the parameters last.</param>
    /// <param name="featureCount">F of the rows, compared with what the model takes.</param>
    /// <param name="scores">[N, C] in row-major order, written.</param>
    /// <exception cref="InvalidDataException">The rows have another number of features than the model takes.</exception>
    /// <exception cref="ArgumentException">The rows are not a whole number of events, or <paramref name="scores"/> has another length than N C.</exception>
    public void Score(ReadOnlySpan<float> rows, int featureCount, Span<float> scores)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        CheckFeatures(featureCount);
        var events = Whole(rows, FeatureCount, "events", "features", nameof(rows));
        if (scores.Length != events * OutputCount)
            throw new ArgumentException(Text($"{events} events give {events * OutputCount} scores, but there is room for {scores.Length}."), nameof(scores));
        Sweep(rows, events, [], points: 1, parameters: 0, scores);
    }

    /// <summary>
    /// Scores each event at each point of a model with parameters, in one pass and in memory of a few batches, however many events and
    /// points there are; on one thread it allocates nothing when called again with as many.
    /// </summary>
    /// <param name="rows">[N, F - P] in row-major order: the features without the parameters.</param>
    /// <param name="points">[M, P] in row-major order: the parameters of each point, in the order of <see cref="OnnxModelInfo.Parameters"/>.</param>
    /// <param name="scores">[N, M, C] in row-major order, written; of a model with one output that is [N, M].</param>
    /// <exception cref="InvalidDataException">The model takes no parameters.</exception>
    /// <exception cref="ArgumentException">The rows are not a whole number of events, the points not whole ones, or <paramref name="scores"/> has another length than N M C.</exception>
    public void Scan(ReadOnlySpan<float> rows, ReadOnlySpan<float> points, Span<float> scores)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        var parameters = Model.Parameters.Count;
        if (parameters == 0)
            throw new InvalidDataException($"{Model.File} takes no parameters that could be scanned; expected a model that was exported with '{OnnxMetadata.Parameters}' in its metadata");
        var events = Whole(rows, FeatureCount - parameters, "events", "features", nameof(rows));
        var count = Whole(points, parameters, "points", "parameters", nameof(points));
        var expected = (long)events * count * OutputCount;
        if (scores.Length != expected)
            throw new ArgumentException(Text($"{events} events at {count} points give {expected} scores, but there is room for {scores.Length}."), nameof(scores));
        Sweep(rows, events, points, count, parameters, scores);
    }

    /// <summary>Gives the session and its memory back. Harmless when repeated.</summary>
    public void Dispose()
    {
        if (disposed)
            return;
        disposed = true;
        foreach (var worker in workers)
            worker.Dispose();
        session.Dispose();
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static int Whole(ReadOnlySpan<float> numbers, int width, string whats, string parts, string argument) => numbers.Length % width == 0
        ? numbers.Length / width
        : throw new ArgumentException(Text($"{numbers.Length} numbers are not a whole number of {whats} of {width} {parts}."), argument);

    private static int Quotient(int count, int by) => (count + by - 1) / by;

    // Tile by tile, so many at once as there are workers.
    private void Sweep(ReadOnlySpan<float> rows, int events, ReadOnlySpan<float> allPoints, int points, int parameters, Span<float> scores)
    {
        var busy = 0;
        for (var firstEvent = 0; firstEvent < events; firstEvent += this.batchSize)
        {
            var count = Math.Min(this.batchSize, events - firstEvent);
            var (pointsATile, pointsARun) = Divide(points, this.batchSize / count);
            for (var firstPoint = 0; firstPoint < points; firstPoint += pointsATile)
            {
                workers[busy++].Load(new(firstEvent, count, firstPoint, Math.Min(pointsATile, points - firstPoint), pointsARun, parameters), rows, allPoints);
                if (busy == workers.Length)
                    Finish(ref busy, points, scores);
            }
        }

        Finish(ref busy, points, scores);
    }

    // Tiles and runs of nearly the same size, so that no thread waits long and no run is nearly empty.
    private (int PointsATile, int PointsARun) Divide(int points, int mostARun)
    {
        if (points == 0)
            return (1, 1);
        var pointsARun = Quotient(points, Quotient(points, mostARun));
        var runs = Quotient(points, pointsARun);
        var tiles = Math.Max(Quotient(runs, RunsATile), Math.Min(runs, workers.Length));
        return (pointsARun * Quotient(runs, tiles), pointsARun);
    }

    private void Finish(ref int busy, int points, Span<float> scores)
    {
        if (busy == 1)
            workers[0].Run();
        else if (busy > 1)
            Task.WhenAll(workers.Take(busy).Select(worker => Task.Run(worker.Run))).GetAwaiter().GetResult();
        for (; busy > 0; busy--)
            workers[busy - 1].Unload(scores, points);
    }

    private void CheckFeatures(int given)
    {
        if (given == FeatureCount)
            return;
        var names = Model.Features.Count > 0 ? $" ({string.Join(", ", FeatureNames)})" : "";
        throw new InvalidDataException(Text($"{Model.File} takes {FeatureCount} features an event{names}, but {given} were given"));
    }
}
