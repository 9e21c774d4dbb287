namespace Hep.Onnx;

/// <summary>
/// Scores one tile after the other, E events at each of K points, over memory that is kept: the features are copied once a tile, and between
/// runs only the points change. Few events go through the network at several points at once, so that a batch is full. One instance a thread.
/// </summary>
/// <param name="session">The open model.</param>
/// <param name="batchSize">Rows of a full batch.</param>
internal sealed class ScoringWorker(ScoringSession session, int batchSize) : IDisposable
{
    private BoundBatch? full;
    private BoundBatch? rest;
    private Tile tile;
    private float[] points = [];
    private float[] scores = [];

    /// <summary>Takes a tile.</summary>
    /// <param name="task">What is to be scored.</param>
    /// <param name="rows">[all events, columns of the first inputs].</param>
    /// <param name="allPoints">[all points, P], the numbers of the last P inputs, each of one column; P = 0: the rows are complete, and there is one point.</param>
    public void Load(Tile task, ReadOnlySpan<float> rows, ReadOnlySpan<float> allPoints)
    {
        tile = task;
        var batch = BatchOf(task.Events * task.PointsARun);
        var width = session.Columns - task.Parameters;
        rows = rows.Slice(task.FirstEvent * width, task.Events * width);
        for (var copy = 0; copy < task.PointsARun; copy++)
            batch.Fill(rows, copy * task.Events, 0, session.Widths.Length - task.Parameters);
        Grow(ref points, task.Points * task.Parameters);
        allPoints.Slice(task.FirstPoint * task.Parameters, task.Points * task.Parameters).CopyTo(points);
        Grow(ref scores, task.Events * task.Points * session.OutputCount);
    }

    /// <summary>Scores the tile; the only part that other threads may do.</summary>
    public void Run()
    {
        var batch = BatchOf(tile.Events * tile.PointsARun);
        for (var first = 0; first < tile.Points; first += tile.PointsARun)
        {
            var count = Math.Min(tile.PointsARun, tile.Points - first);
            for (var i = 0; i < count * tile.Parameters; i++)
                batch.Fill(points[(first * tile.Parameters) + i], i / tile.Parameters * tile.Events, tile.Events, session.Widths.Length - tile.Parameters + (i % tile.Parameters));
            batch.Run();
            for (var point = 0; point < count; point++)
                Scatter(batch.Output.AsSpan(point * tile.Events * session.OutputCount), first + point);
        }
    }

    /// <summary>Writes the tile's scores to their places.</summary>
    /// <param name="target">[all events, all points, C].</param>
    /// <param name="allPoints">How many points there are in all.</param>
    public void Unload(Span<float> target, int allPoints)
    {
        var length = tile.Points * session.OutputCount;
        for (var row = 0; row < tile.Events; row++)
        {
            var place = (((tile.FirstEvent + row) * allPoints) + tile.FirstPoint) * session.OutputCount;
            scores.AsSpan(row * length, length).CopyTo(target.Slice(place, length));
        }
    }

    public void Dispose()
    {
        full?.Dispose();
        rest?.Dispose();
    }

    private static void Grow(ref float[] memory, int length)
    {
        if (memory.Length < length)
            memory = new float[length];
    }

    // From [events, C] at one point to [events, points, C].
    private void Scatter(ReadOnlySpan<float> output, int point)
    {
        var classes = session.OutputCount;
        for (var row = 0; row < tile.Events; row++)
        {
            for (var c = 0; c < classes; c++)
                scores[(((row * tile.Points) + point) * classes) + c] = output[(row * classes) + c];
        }
    }

    // A model with a fixed batch gets a full one always; what is left over in its last rows is scored and ignored.
    private BoundBatch BatchOf(int rows)
    {
        if (rows == batchSize || session.FixedBatch is not null)
            return full ??= new BoundBatch(session, batchSize);
        if (rest?.Rows != rows)
        {
            rest?.Dispose();
            rest = new BoundBatch(session, rows);
        }

        return rest;
    }

    /// <summary>A part of a scan.</summary>
    /// <param name="FirstEvent">The first of its events.</param>
    /// <param name="Events">E, at most a batch.</param>
    /// <param name="FirstPoint">The first of its points.</param>
    /// <param name="Points">K.</param>
    /// <param name="PointsARun">At how many points the events go through the network at once; times E at most a batch.</param>
    /// <param name="Parameters">P, the numbers of a point.</param>
    public readonly record struct Tile(int FirstEvent, int Events, int FirstPoint, int Points, int PointsARun, int Parameters);
}
