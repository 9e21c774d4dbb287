using System.Diagnostics;
using Hep.Data;
using Hep.Models;
using static TorchSharp.torch;

namespace Hep.Training.Loading;

/// <summary>
/// Gives out one split window by window, each in the order of its epoch. A split that fits into memory and is not augmented is one window,
/// whose tensors are made once and reordered. Otherwise the next window is read, shuffled, augmented and preprocessed on another thread while the one at
/// hand is used: plain arrays alone go from thread to thread. What a window holds depends on seed, epoch and size, never on time or threads.
/// </summary>
internal sealed class WindowLoader : IDisposable
{
    private readonly EventSet events;
    private readonly double[] factors;
    private readonly InputStage preprocessing;
    private readonly Device device;
    private readonly int? seed;
    private readonly DetectorSymmetry? augmentation;
    private readonly Curriculum? curriculum;
    private readonly ParameterDraw? background;
    private readonly ImageAugmentation? images;
    private readonly Stopwatch waiting = new();
    private HostWindow host = new();
    private HostWindow? unchanged;
    private (int Epoch, int Window) ahead = (-1, -1);
    private Task reading = Task.CompletedTask;
    private WindowTensors? whole;
    private WindowTensors? current;
    private (int Epoch, int Window) at = (-1, -1);

    /// <summary>A loader of one split.</summary>
    /// <param name="events">The events.</param>
    /// <param name="factors">What the weights of each class are multiplied by for the loss.</param>
    /// <param name="preprocessing">Raw features to network inputs.</param>
    /// <param name="device">Where the tensors are wanted.</param>
    /// <param name="rows">Events of a window; only the last has fewer, or <paramref name="joined"/> more.</param>
    /// <param name="joined">If no more events than that are left over, they join the last window.</param>
    /// <param name="seed">Of the order and the augmentation; null: in the order of the file, and not augmented.</param>
    /// <param name="augmentation">The symmetry by which every event is transformed anew in each epoch; null: none.</param>
    /// <param name="curriculum">Which events an epoch has, or how much they count; null: all alike.</param>
    /// <param name="background">What background events are told of the signal's parameters, the last features, anew in each epoch; null: what they have.</param>
    /// <param name="images">What images are changed by anew in each epoch; null: nothing.</param>
    public WindowLoader(
        EventSet events,
        double[] factors,
        InputStage preprocessing,
        Device device,
        int rows,
        int joined = 0,
        int? seed = null,
        DetectorSymmetry? augmentation = null,
        Curriculum? curriculum = null,
        ParameterDraw? background = null,
        ImageAugmentation? images = null)
    {
        this.events = events;
        this.factors = factors;
        this.preprocessing = preprocessing;
        this.device = device;
        this.seed = seed;
        this.augmentation = augmentation;
        this.curriculum = curriculum;
        this.background = background;
        this.images = images;
        WindowRows = rows;
        Windows = Math.Max(1, (events.Count - joined + rows - 1) / rows);
    }

    /// <summary>Events of a full window.</summary>
    public int WindowRows { get; }

    /// <summary>Windows of an epoch.</summary>
    public int Windows { get; }

    /// <summary>Is done when the next window is read.</summary>
    internal Task ReadAhead => reading;

    /// <summary>How long the training had to wait for windows.</summary>
    public TimeSpan Waited => waiting.Elapsed;

    /// <summary>Makes a window the one at hand; its tensors belong to the loader, and live until another is asked for.</summary>
    /// <param name="epoch">The epoch.</param>
    /// <param name="window">The window, counted from zero.</param>
    public WindowTensors Load(int epoch, int window)
    {
        if (current is not null && at == (epoch, window))
            return current;
        if (!ReferenceEquals(current, whole))
            current?.Dispose();
        current = null;
        waiting.Start();
        current = events.IsInMemory && Windows == 1 && augmentation is null && background is null && images is null ? Resident(epoch) : Next(epoch, window);
        waiting.Stop();
        at = (epoch, window);
        return current;
    }

    /// <summary>Releases the tensors and arrays, and waits for the other thread.</summary>
    public void Dispose()
    {
        ((IAsyncResult)reading).AsyncWaitHandle.WaitOne();
        if (!ReferenceEquals(current, whole))
            current?.Dispose();
        whole?.Dispose();
        (current, whole, host, unchanged) = (null, null, new(), null);
    }

    private WindowTensors Resident(int epoch)
    {
        if (whole is null)
        {
            host.Fill(events, factors, WindowOrder.Sequential(0, events.Count));
            host.Preprocess(preprocessing, device, events.Width);
            whole = WindowTensors.Of(host, device);
            host = new();
        }

        return seed is { } given
            ? whole.Reordered(curriculum?.Order(given, epoch) ?? WindowOrder.Permutation(events.Count, given, epoch), curriculum?.Factors(epoch))
            : whole;
    }

    private WindowTensors Next(int epoch, int window)
    {
        var prepared = ahead == (epoch, window);
        reading.GetAwaiter().GetResult();
        if (!prepared)
            Fill(epoch, window);
        var tensors = WindowTensors.Of(host, device);

        // An epoch that is not shuffled is the same every time.
        var (epochAhead, windowAhead) = window + 1 < Windows ? (epoch, window + 1) : (seed is null ? epoch : epoch + 1, 0);
        reading = Task.Run(() => Fill(epochAhead, windowAhead));
        ahead = (epochAhead, windowAhead);
        return tensors;
    }

    private void Fill(int epoch, int window)
    {
        if (images is not null && events.IsInMemory && Windows == 1)
        {
            // What is the same in every epoch is done once.
            unchanged ??= Preprocessed();
            host.Take(unchanged, OrderOf(epoch, window, 0, events.Count), curriculum?.Factors(epoch));
            Change(epoch);
            return;
        }

        var (start, end) = (window * WindowRows, window == Windows - 1 ? events.Count : (window + 1) * WindowRows);
        host.Fill(events, factors, OrderOf(epoch, window, start, end), curriculum?.Factors(epoch));
        if (augmentation is not null)
            host.Augment(augmentation, seed!.Value, epoch, events.Width);
        if (background is not null)
            host.Redraw(background, seed!.Value, epoch, events.Width);
        host.Preprocess(preprocessing, device, events.Width);
        Change(epoch);
    }

    private HostWindow Preprocessed()
    {
        var all = new HostWindow();
        all.Fill(events, factors, WindowOrder.Sequential(0, events.Count));
        all.Preprocess(preprocessing, device, events.Width);
        return all;
    }

    private void Change(int epoch)
    {
        if (images is not null)
            host.Change(images, (ImagePreprocessor)preprocessing, seed!.Value, epoch);
    }

    private WindowOrder OrderOf(int epoch, int window, int start, int end) =>
        seed is not { } given ? WindowOrder.Sequential(start, end)
        : curriculum?.Order(given, epoch) is { } rows ? WindowOrder.Chosen(rows)
        : WindowOrder.Shuffled(events.Count, window, start, end, given, epoch, WindowRows);
}
