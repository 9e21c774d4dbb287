using Hep.Data;
using Hep.Models;
using Hep.Tests.Support;
using Hep.Training;
using Hep.Training.Loading;
using Hep.Training.Objectives;
using Xunit;
using static TorchSharp.torch;

namespace Hep.Tests.Training.Loading;

/// <summary>What the windows of an epoch hold, and in which order.</summary>
[Collection(nameof(LibTorchState))]
public sealed class WindowLoaderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(1000, 64, 200)]
    [InlineData(1000, 64, 64)]
    [InlineData(961, 64, 320)]
    [InlineData(962, 64, 320)]
    [InlineData(1000, 300, 100)]
    [InlineData(1000, 1, 7)]
    public void Every_epoch_goes_through_every_event_once_in_the_same_batches_as_in_memory(int count, int batch, int windowRows)
    {
        var table = Toys.Gaussians(count, 1);
        using var classifier = Toys.Classifier(new MlpOptions { Hidden = [] });
        using var spooled = OnDisk(table, windowRows);
        using var windows = new BinaryClassification(classifier, spooled, new EventSet(table), [1, 1], batch, 1, CPU);
        using var memory = Toys.Objective(classifier, table, table, batch);
        Assert.True(windows.Windows > 1);
        Assert.Equal(1, memory.Windows);
        Assert.Equal(
            Enumerable.Range(0, memory.Batches).Select(memory.EventsOf),
            Enumerable.Range(0, windows.Batches).Select(windows.EventsOf));
        var progress = new RecordedProgress();
        new Trainer(Toys.Section(1, 0.01), windows, progress).Run(_ => { });
        Assert.Equal(count, progress.Batches.Sum(b => b.Events));

        using var loader = Loader(spooled, Math.Max(1, windowRows / batch) * batch, batch > 1 ? 1 : 0, seed: 1);
        var (first, second) = (Epoch(loader, 1), Epoch(loader, 2));
        foreach (var epoch in new[] { first, second })
            Assert.Equal(table.EventIds, epoch.SelectMany(ids => ids).Order());
        Assert.NotEqual(first, second);

        // Back and forth, as a message about an earlier batch needs it; and by another loader.
        using var again = Loader(spooled, loader.WindowRows, batch > 1 ? 1 : 0, seed: 1);
        Assert.Equal(second, Epoch(again, 2));
        Assert.Equal(first, Epoch(again, 1));
        using var other = Loader(spooled, loader.WindowRows, batch > 1 ? 1 : 0, seed: 2);
        Assert.NotEqual(first, Epoch(other, 1));
    }

    [Fact]
    public void A_window_holds_the_features_labels_and_weights_of_its_events()
    {
        var table = Toys.Gaussians(1000, 1, [.. Enumerable.Range(0, 1000).Select(i => 0.5 + (i % 7))]);
        using var spooled = OnDisk(table, 300);
        using var loader = new WindowLoader(spooled, [2, 3], Unscaled(), CPU, 300, seed: 5);
        for (var w = 0; w < loader.Windows; w++)
        {
            var window = loader.Load(4, w);
            var (inputs, targets, weights) = (window.Inputs.data<float>().ToArray(), window.Targets.data<float>().ToArray(), window.Weights.data<float>().ToArray());
            for (var i = 0; i < window.Count; i++)
            {
                var row = (int)window.EventIds[i] - 1000;
                Assert.Equal((table.Features[0].Values[row], table.Features[1].Values[row]), (inputs[2 * i], inputs[(2 * i) + 1]));
                Assert.Equal(table.Labels[row], targets[i]);
                Assert.Equal((float)(table.Weights[row] * (table.Labels[row] == 0 ? 2 : 3)), weights[i]);
            }
        }
    }

    [Fact]
    public void Windows_of_a_sorted_file_are_mixed()
    {
        // All background, then all signal. A window of 64 blocks, drawn from 320 of which half are signal: sigma = sqrt(1/4 / 64 * 256/319) = 0.056.
        const int Count = 32_000;
        var table = Toys.Gaussians(Count, 1);
        var sorted = table.Select([.. Enumerable.Range(0, Count).OrderBy(i => table.Labels[i])]);
        using var spooled = OnDisk(sorted, Count / 5);
        using var loader = Loader(spooled, Count / 5, 0, seed: 1);
        var shares = new List<double>();
        for (var epoch = 1; epoch <= 4; epoch++)
        {
            for (var w = 0; w < loader.Windows; w++)
            {
                var targets = loader.Load(epoch, w).Targets.data<float>().ToArray();
                shares.Add(targets.Average());

                // Shuffled in full within: the halves of a window differ by the binomial's sqrt(p q (4/n)) = 0.0125, not by more.
                var half = targets.Length / 2;
                Assert.Equal(targets.Take(half).Average(), targets.Skip(half).Average(), 5 * 0.0125);
            }
        }

        Assert.All(shares, share => Assert.Equal(0.5, share, 4.5 * 0.056));
        Assert.Equal(0.5, shares.Average(), 1e-6);
        Assert.True(shares.Distinct().Count() > 5);
    }

    [Fact]
    public void An_event_is_turned_alike_whatever_the_windows()
    {
        var table = Toys.Gaussians(1000, 1);
        var symmetry = new DetectorSymmetry([0], [1], null);
        using var spooled = OnDisk(table, 100);
        using var small = new WindowLoader(spooled, [1, 1], Unscaled(), CPU, 100, seed: 9, augmentation: symmetry);
        using var large = new WindowLoader(spooled, [1, 1], Unscaled(), CPU, 400, seed: 9, augmentation: symmetry);
        using var whole = new WindowLoader(new EventSet(table), [1, 1], Unscaled(), CPU, 1000, seed: 9, augmentation: symmetry);
        Assert.Equal((10, 3, 1), (small.Windows, large.Windows, whole.Windows));
        var expected = Inputs(whole, 3);
        Assert.Equal(expected, Inputs(small, 3));
        Assert.Equal(expected, Inputs(large, 3));
        Assert.NotEqual(expected, Inputs(whole, 4));
        foreach (var (id, (phi, eta)) in expected)
        {
            var (angle, reflect) = DetectorSymmetry.Draw(9, 3, id);
            Assert.Equal(0, Math.IEEERemainder(phi - table.Features[0].Values[id - 1000] - angle, 2 * Math.PI), 2e-6);
            Assert.Equal(table.Features[1].Values[id - 1000] * (reflect ? -1 : 1), eta);
        }
    }

    [Fact]
    public void What_goes_wrong_on_the_other_thread_is_thrown_on_this_one()
    {
        var table = Toys.Gaussians(1000, 1);
        var spooled = OnDisk(table, 100);
        using var loader = Loader(spooled, 100, 0, seed: 1);
        _ = loader.Load(1, 0);
        spooled.Dispose();
        Assert.Throws<ObjectDisposedException>(() =>
        {
            for (var w = 1; w < loader.Windows; w++)
                _ = loader.Load(1, w);
        });
    }

    [Fact]
    public async Task The_next_window_is_read_while_one_is_used()
    {
        var table = Toys.Gaussians(1000, 1);
        var spooled = OnDisk(table, 100);
        using var loader = Loader(spooled, 100, 0, seed: 1);
        _ = loader.Load(1, 0);
        await loader.ReadAhead;
        spooled.Dispose();

        // The file is gone: the second window was there before, the third was not.
        Assert.Equal(100, loader.Load(1, 1).Count);
        Assert.Throws<ObjectDisposedException>(() => loader.Load(1, 2));
    }

    [Fact]
    public void Batches_are_the_same_to_the_bit_whatever_the_number_of_threads()
    {
        var table = Toys.Gaussians(3000, 1);
        using var spooled = OnDisk(table, 500);
        var before = get_num_threads();
        try
        {
            Assert.Equal(All(1), All(3));
        }
        finally
        {
            set_num_threads(before);
        }

        string All(int threads)
        {
            set_num_threads(threads);
            using var loader = new WindowLoader(spooled, [2, 3], new Preprocessor(Preprocessings.Standard([0.3f, 0.1f], [1.7f, 0.9f], null)), CPU, 500, seed: 5, augmentation: new DetectorSymmetry([0], [1], null));
            return string.Join('\n', Enumerable.Range(0, 2 * loader.Windows).Select(i =>
            {
                var window = loader.Load(1 + (i / loader.Windows), i % loader.Windows);
                return string.Join(' ', new[] { window.Inputs, window.Targets, window.Weights }.Select(tensor => Convert.ToHexString(tensor.bytes)));
            }));
        }
    }

    [Fact]
    public async Task Windows_are_contiguous_and_their_buffers_are_used_again()
    {
        const int Rows = 20_000;
        const int Features = 30;
        float[] column = [.. Enumerable.Range(0, 5 * Rows).Select(i => (float)i)];
        var table = new EventTable("ramp", [.. Enumerable.Range(0, Features).Select(f => new FeatureColumn($"x{f}", "", column))], [.. column.Select(x => (int)x % 2)], ["b", "s"]);
        using var spooled = OnDisk(table, Rows);
        using var loader = new WindowLoader(spooled, [1, 1], new Preprocessor(Preprocessings.Standard(new float[Features], [.. Enumerable.Repeat(1f, Features)], null)), CPU, Rows, seed: 1);
        Through(1);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        for (var epoch = 2; epoch <= 4; epoch++)
            Through(epoch);
        await loader.ReadAhead;

        // The order of the rows and the ids are new, 24 bytes an event; the features, 120 bytes, and what belongs to them are not.
        var each = (GC.GetTotalAllocatedBytes(precise: true) - before) / (3.0 * 5 * Rows);
        Assert.InRange(each, 8, 40);

        void Through(int epoch)
        {
            for (var w = 0; w < loader.Windows; w++)
            {
                var window = loader.Load(epoch, w);
                Assert.True(window.Inputs.is_contiguous() && window.Inputs.narrow(0, 256, 256).is_contiguous());
            }
        }
    }

    private static Dictionary<ulong, (float Phi, float Eta)> Inputs(WindowLoader loader, int epoch)
    {
        var found = new Dictionary<ulong, (float, float)>();
        for (var w = 0; w < loader.Windows; w++)
        {
            var window = loader.Load(epoch, w);
            var inputs = window.Inputs.data<float>().ToArray();
            for (var i = 0; i < window.Count; i++)
                found.Add(window.EventIds[i], (inputs[2 * i], inputs[(2 * i) + 1]));
        }

        return found.OrderBy(pair => pair.Key).ToDictionary();
    }

    private static List<ulong[]> Epoch(WindowLoader loader, int epoch) =>
        [.. Enumerable.Range(0, loader.Windows).Select(w => loader.Load(epoch, w).EventIds)];

    private static WindowLoader Loader(EventSet events, int rows, int joined, int seed) => new(events, [1, 1], Unscaled(), CPU, rows, joined, seed);

    private static Preprocessor Unscaled() => new Preprocessor(Preprocessings.Standard([0f, 0f], [1f, 1f], null));

    private EventSet OnDisk(EventTable table, int windowRows)
    {
        using var collector = new EventCollector(0, _ => windowRows, folder.File("spool"));
        collector.Add(table);
        return collector.Select("events", [.. Enumerable.Range(0, table.Count)]);
    }
}
