using System.Runtime.InteropServices;
using Hep.Data;
using Hep.Models;
using static TorchSharp.torch;

namespace Hep.Training.Loading;

/// <summary>
/// A window of events as plain arrays, which are filled again and again: raw features [n, F], labels, weights in the loss and ids, in the order
/// in which they are trained on. It may be filled on any thread.
/// </summary>
internal sealed class HostWindow
{
    private const int Piece = 1 << 10;

    private float[] rows = [];
    private float[] block = [];
    private float[] inputs = [];

    /// <summary>Events n.</summary>
    public int Count { get; private set; }

    /// <summary>Class indices, [n] from the front.</summary>
    public float[] Labels { get; private set; } = [];

    /// <summary>Weights in the loss, [n] from the front.</summary>
    public float[] Weights { get; private set; } = [];

    /// <summary>Ids, [n] from the front.</summary>
    public ulong[] EventIds { get; private set; } = [];

    /// <summary>Network inputs I of an event, after <see cref="Preprocess"/>.</summary>
    public int InputWidth { get; private set; }

    /// <summary>Network inputs, [n, I] row-major, after <see cref="Preprocess"/>.</summary>
    public ReadOnlySpan<float> Inputs => inputs.AsSpan(0, Count * InputWidth);

    /// <summary>Fills the window.</summary>
    /// <param name="source">The events.</param>
    /// <param name="factors">What the weights of each class are multiplied by.</param>
    /// <param name="order">Which events, in which order.</param>
    /// <param name="shares">What the weight of each event is multiplied by besides; null: nothing.</param>
    public void Fill(EventSet source, double[] factors, WindowOrder order, double[]? shares = null)
    {
        var width = source.Width;
        Reserve(order.Count, width, order.LongestRun);
        var (events, place) = (source.Events, 0);
        foreach (var (first, count) in order.Runs)
        {
            source.Read(first, block.AsSpan(0, count * width));
            for (var i = 0; i < count; i++, place++)
            {
                var (to, row) = (order.PlaceOf(place), first + i);
                block.AsSpan(i * width, width).CopyTo(rows.AsSpan(to * width));
                Labels[to] = events.Labels[row];
                Weights[to] = (float)(events.Weights[row] * factors[events.Labels[row]] * (shares?[row] ?? 1));
                EventIds[to] = events.EventIds[row];
            }
        }
    }

    /// <summary>Takes over events that went through the preprocessing already.</summary>
    /// <param name="source">All events, in the order of the file, after <see cref="Preprocess"/>.</param>
    /// <param name="order">Which events, in which order.</param>
    /// <param name="shares">What the weight of each event is multiplied by; null: nothing.</param>
    public void Take(HostWindow source, WindowOrder order, double[]? shares = null)
    {
        InputWidth = source.InputWidth;
        Reserve(order.Count, InputWidth, 0);
        inputs = rows;
        var place = 0;
        foreach (var (first, count) in order.Runs)
        {
            for (var row = first; row < first + count; row++, place++)
            {
                var to = order.PlaceOf(place);
                source.inputs.AsSpan(row * InputWidth, InputWidth).CopyTo(inputs.AsSpan(to * InputWidth));
                (Labels[to], Weights[to], EventIds[to]) = (source.Labels[row], (float)(source.Weights[row] * (shares?[row] ?? 1)), source.EventIds[row]);
            }
        }
    }

    /// <summary>Rotates and reflects every event as the epoch wants it.</summary>
    /// <param name="symmetry">The columns.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="epoch">The epoch.</param>
    /// <param name="width">Features F.</param>
    public void Augment(DetectorSymmetry symmetry, int seed, int epoch, int width)
    {
        for (var i = 0; i < Count; i++)
        {
            var (angle, reflect) = DetectorSymmetry.Draw(seed, epoch, EventIds[i]);
            symmetry.Apply(rows.AsSpan(i * width, width), angle, reflect);
        }
    }

    /// <summary>Changes every image as the epoch wants it, after <see cref="Preprocess"/>.</summary>
    /// <param name="augmentation">What images are changed by.</param>
    /// <param name="preprocessing">What made the images.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="epoch">The epoch.</param>
    public void Change(ImageAugmentation augmentation, ImagePreprocessor preprocessing, int seed, int epoch)
    {
        var copy = new float[InputWidth];
        for (var i = 0; i < Count; i++)
            augmentation.Apply(inputs.AsSpan(i * InputWidth, InputWidth), preprocessing.OutputWidth, preprocessing.Aspect, seed, epoch, EventIds[i], copy);
    }

    /// <summary>Tells background events the parameters that the epoch draws for them; they are the last features.</summary>
    /// <param name="draw">The distribution.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="epoch">The epoch.</param>
    /// <param name="width">Features F, the parameters among them.</param>
    public void Redraw(ParameterDraw draw, int seed, int epoch, int width)
    {
        for (var i = 0; i < Count; i++)
        {
            if (Labels[i] == 0)
                draw.Draw(seed, epoch, EventIds[i], rows.AsSpan(((i + 1) * width) - draw.Width, draw.Width));
        }
    }

    /// <summary>Makes network inputs of the raw features, piece by piece, so that what it needs besides stays small: the one place where training applies the preprocessing.</summary>
    /// <param name="preprocessing">Raw features to network inputs.</param>
    /// <param name="device">Where it computes.</param>
    /// <param name="width">Features F.</param>
    public void Preprocess(InputStage preprocessing, Device device, int width)
    {
        InputWidth = preprocessing.Outputs;

        // As many inputs as features take the place of these: a second array would be as large as all the rest.
        if (InputWidth == width)
            inputs = rows;
        else if (inputs.Length < checked(Count * InputWidth))
            inputs = new float[Count * InputWidth];
        using var untracked = no_grad();
        var piece = Math.Min(Piece, preprocessing.EventsAtOnce);
        for (var start = 0; start < Count; start += piece)
        {
            using var scope = NewDisposeScope();
            var count = Math.Min(piece, Count - start);
            var raw = empty(count, width);
            MemoryMarshal.AsBytes(rows.AsSpan(start * width, count * width)).CopyTo(raw.bytes);
            var made = preprocessing.call(raw.to(device)).cpu();
            made.bytes.CopyTo(MemoryMarshal.AsBytes(inputs.AsSpan(start * InputWidth, count * InputWidth)));
        }
    }

    private void Reserve(int count, int width, int run)
    {
        Count = count;
        if (rows.Length < checked(count * width))
            rows = new float[count * width];
        if (block.Length < run * width)
            block = new float[run * width];
        if (EventIds.Length >= count)
            return;
        Labels = new float[count];
        Weights = new float[count];
        EventIds = new ulong[count];
    }
}
