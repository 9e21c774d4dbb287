using Hep.Data;
using Xunit;

namespace Hep.Tests.Data.Images;

/// <summary>What training images are changed by: exact where it can be, right on average elsewhere, the same for the same event.</summary>
public sealed class ImageAugmentationTests
{
    private const int Height = 5;
    private const int Width = 7;

    [Fact]
    public void The_change_depends_on_seed_epoch_and_event_alone()
    {
        var all = new ImageAugmentation { ReflectEta = true, ReflectPhi = true, Rotate = 0.5, Shift = 2, Smear = 0.2, Drop = 0.1 };
        Assert.Equal(Changed(all, 1, 2, 3), Changed(all, 1, 2, 3));
        Assert.All(new[] { (2, 2, 3UL), (1, 3, 3UL), (1, 2, 4UL) }, other => Assert.NotEqual(Changed(all, 1, 2, 3), Changed(all, other.Item1, other.Item2, other.Item3)));
    }

    [Fact]
    public void Nothing_wanted_is_nothing_changed() => Assert.Equal(Image(), Changed(new(), 1, 1, 1));

    [Fact]
    public void Half_of_the_images_are_reflected_and_each_is_one_of_four()
    {
        var counts = new int[4];
        for (var id = 0UL; id < 2000; id++)
        {
            var changed = Changed(new() { ReflectEta = true, ReflectPhi = true }, 1, 1, id);
            var kind = Enumerable.Range(0, 4).Single(kind => changed.SequenceEqual(Mapped((i, j) => (kind % 2 == 1 ? Height - 1 - i : i, kind / 2 == 1 ? Width - 1 - j : j))));
            counts[kind]++;
        }

        // Five standard deviations of a binomial with p = 1/4.
        Assert.All(counts, count => Assert.InRange(count, 500 - 97, 500 + 97));
    }

    [Fact]
    public void Shifts_are_of_whole_cells_and_all_come()
    {
        var seen = new HashSet<(int Down, int Right)>();
        for (var id = 0UL; id < 500; id++)
        {
            var changed = Changed(new() { Shift = 1 }, 1, 1, id);
            seen.Add(Shifts().Single(shift => changed.SequenceEqual(Mapped((i, j) => (i - shift.Down, j - shift.Right)))));
        }

        Assert.Equal(9, seen.Count);

        static IEnumerable<(int Down, int Right)> Shifts() => Enumerable.Range(-1, 3).SelectMany(_ => Enumerable.Range(-1, 3), (down, right) => (down, right));
    }

    [Fact]
    public void Turning_keeps_a_disc_and_its_middle()
    {
        var disc = new float[81];
        for (var cell = 0; cell < 81; cell++)
            disc[cell] = (float)Math.Exp(-(Math.Pow((cell / 9) - 4, 2) + Math.Pow((cell % 9) - 4, 2)) / 4);
        var turned = (float[])disc.Clone();
        new ImageAugmentation { Rotate = Math.PI }.Apply(turned, 9, 1, 3, 1, 5, new float[81]);
        Assert.Equal(disc[40], turned[40], 1e-6);
        Assert.True(disc.Zip(turned, (a, b) => Math.Abs(a - b)).Max() < 0.08);
        Assert.NotEqual(disc, turned);
    }

    [Fact]
    public void Cells_are_lost_as_often_as_asked_and_smeared_around_themselves()
    {
        var (lost, sum, squares, kept) = (0, 0.0, 0.0, 0);
        for (var id = 0UL; id < 1000; id++)
        {
            foreach (var (before, after) in Image().Zip(Changed(new() { Drop = 0.3, Smear = 0.1 }, 1, 1, id)))
            {
                if (after == 0)
                {
                    lost++;
                    continue;
                }

                kept++;
                sum += after / before;
                squares += Math.Pow(after / before, 2);
            }
        }

        var mean = sum / kept;
        Assert.Equal(0.3, lost / 35_000.0, 5 * Math.Sqrt(0.21 / 35_000));
        Assert.Equal(1, mean, 5 * 0.1 / Math.Sqrt(kept));
        Assert.Equal(0.1, Math.Sqrt((squares / kept) - (mean * mean)), 0.003);
    }

    private static float[] Image() => [.. Enumerable.Range(1, Height * Width).Select(cell => (float)cell)];

    private static float[] Mapped(Func<int, int, (int Row, int Column)> from) =>
    [
        .. Enumerable.Range(0, Height * Width).Select(cell => from(cell / Width, cell % Width) is ( >= 0 and < Height and var row, >= 0 and < Width and var column) ? Image()[(row * Width) + column] : 0),
    ];

    private static float[] Changed(ImageAugmentation augmentation, int seed, int epoch, ulong id)
    {
        var image = Image();
        augmentation.Apply(image, Width, 1, seed, epoch, id, new float[image.Length]);
        return image;
    }
}
