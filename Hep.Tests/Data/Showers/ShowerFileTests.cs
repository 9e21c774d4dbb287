using Hep.Data;
using Hep.Data.Showers;
using Hep.Tests.Support;
using Xunit;

namespace Hep.Tests.Data.Showers;

/// <summary>Files of showers: both layouts there and back, the real one, and what can be wrong with them.</summary>
public sealed class ShowerFileTests
{
    private static readonly ShowerGeometry Small = new(new ShowerLayer("layer_0", 1, 2, 10, 10, 20), new ShowerLayer("layer_1", 2, 2, 5, 10, 30));

    [SkippableFact]
    public void The_published_layout_is_read_in_its_units()
    {
        var path = Repository.SharedData("calogan/test.h5");
        Assert.Equal(ShowerFileKind.Layers, ShowerFileReader.KindOf(path));
        var showers = ShowerFileReader.Read(path, ShowerGeometry.Published, ShowerUnits.Published);
        Assert.Equal(51, showers.Count);
        Assert.Equal(11.91233286, showers.Energies[0], 1e-6);
        Assert.Equal(0.00558265202, showers.Overflow[0], 1e-9);

        // Cells hold nearly all of the energy.
        for (var i = 0; i < showers.Count; i++)
            Assert.InRange(showers.Sum(i) / showers.Energies[i], 0.975, 1);
    }

    [Theory]
    [InlineData(ShowerFileKind.Layers)]
    [InlineData(ShowerFileKind.Voxels)]
    public void What_was_written_in_pieces_is_read_in_other_pieces(ShowerFileKind kind)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("showers.h5");
        var made = Ramp(Small, 7);
        var units = new ShowerUnits(0.5, 0.25);
        Assert.Equal(7, ShowerFileWriter.Write(path, Small, [made.Select([0, 1, 2]), made.Select([3, 4, 5, 6])], units, kind, new Hdf5Storage { GzipLevel = 1 }));
        Assert.Equal(kind, ShowerFileReader.KindOf(path));
        var pieces = ShowerFileReader.Stream(path, Small, units, 2).ToArray();
        Assert.Equal([2, 2, 2, 1], pieces.Select(piece => piece.Count));
        var read = ShowerSet.Concatenate(pieces);
        Assert.Equal(made.Energies, read.Energies);
        Assert.Equal(made.Layers[0], read.Layers[0]);
        Assert.Equal(made.Layers[1], read.Layers[1]);
        Assert.Equal(kind == ShowerFileKind.Layers ? made.Overflow : new float[14], read.Overflow);

        using var file = Hdf5File.Open(path);
        Assert.Equal(
            kind == ShowerFileKind.Layers
                ? ["/energy [7, 1] float32", "/layer_0 [7, 1, 2] float32", "/layer_1 [7, 2, 2] float32", "/overflow [7, 2] float32"]
                : (string[])["/incident_energies [7, 1] float32", "/showers [7, 6] float32"],
            file.DataSets.Select(set => $"{set.Path} [{string.Join(", ", set.Shape)}] {set.Type}").Order());
        var stored = new float[1];
        file.Array(kind == ShowerFileKind.Layers ? "energy" : "incident_energies").Read(2, 1, stored);
        Assert.Equal(2 * made.Energies[2], stored[0]);
    }

    [Fact]
    public void Overflow_may_be_missing_and_energies_may_be_a_plain_column()
    {
        using var folder = new TemporaryFolder();
        var path = Write(folder, energies: [10, 20], isColumn: false);
        var read = ShowerFileReader.Read(path, Small, ShowerUnits.GeV);
        Assert.Equal([10f, 20f], read.Energies);
        Assert.All(read.Overflow, energy => Assert.Equal(0, energy));
    }

    [Fact]
    public void What_is_wrong_is_said_once()
    {
        using var folder = new TemporaryFolder();
        var none = folder.File("none.h5");
        Hdf5Writer.Write(none, file => file.Write<float>("layer_0", new float[2], [1, 2]));
        Says($"{none}: there is no data set '/energy'; nearest names: '/layer_0'; it has /layer_0 [1, 1, 2] float32", none);

        var shape = Write(folder, firstShape: [2, 1]);
        Says($"{shape}, data set '/layer_0': has shape [2, 2, 1], expected [N, 1, 2]", shape);

        var rows = Write(folder, energies: [10, 20, 30]);
        Says($"{rows}, data set '/layer_0': has 2 rows, expected 3, one a row of '/energy'", rows);

        var negative = Write(folder, first: [0, 0, 0, -0.5f]);
        Says($"{negative}, data set '/layer_0', shower 1, cell 1 (both counted from 0): found the energy -0.5, expected a finite number of 0 or more", negative);

        var broken = Write(folder, first: [0, float.NaN, 0, 0]);
        Says($"{broken}, data set '/layer_0', shower 0, cell 1 (both counted from 0): found the energy NaN, expected a finite number of 0 or more", broken);

        var still = Write(folder, energies: [10, 0]);
        Says($"{still}, data set '/energy', shower 1 (counted from 0): found the energy 0, expected a finite number above 0", still);

        var voxels = folder.File("voxels.h5");
        Hdf5Writer.Write(voxels, file =>
        {
            file.Write<float>("incident_energies", [1, 2], [1]);
            file.Write<float>("showers", new float[10], [5]);
        });
        Says($"{voxels}, data set '/showers': has shape [2, 5], expected [N, 6]", voxels);

        var empty = Write(folder, energies: [], first: [], second: []);
        Says($"{empty}: found no showers, expected one a row", empty);
    }

    [Fact]
    public void A_file_that_is_cut_short_is_refused()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("cut.h5");
        ShowerFileWriter.Write(path, ShowerGeometry.Published, [Ramp(ShowerGeometry.Published, 200)], ShowerUnits.MeV);
        using (var file = new FileStream(path, FileMode.Open))
            file.SetLength(file.Length / 2);
        var message = Assert.Throws<InvalidDataException>(() => ShowerFileReader.Read(path, ShowerGeometry.Published, ShowerUnits.MeV)).Message;
        Assert.StartsWith(path, message);
        Assert.Contains("the file is cut short: it has ", message);
    }

    [Fact]
    public void Nothing_is_left_of_a_file_whose_writing_failed()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("failed.h5");
        Assert.Throws<ArgumentException>(() => ShowerFileWriter.Write(path, Small, [Ramp(Small, 2), Ramp(ShowerGeometry.Published, 1)], ShowerUnits.GeV));
        Assert.Empty(Directory.GetFiles(folder.Path));
        Assert.Throws<ArgumentException>(() => ShowerFileWriter.Write(path, Small, [Ramp(Small, 2)], new ShowerUnits(1, 0)));
    }

    [Fact]
    public void A_geometry_says_which_layer_cannot_be()
    {
        var layer = new ShowerLayer("front", 2, 3, 10, 10, 5);
        Assert.Equal(6, new ShowerGeometry(layer).Cells);
        Assert.StartsWith("found no layer", Assert.Throws<ArgumentException>(() => new ShowerGeometry()).Message);
        Assert.StartsWith("layer 1 has the name 'front' of an earlier one", Assert.Throws<ArgumentException>(() => new ShowerGeometry(layer, layer)).Message);
        Assert.StartsWith("layer 0 ('front') has 0 x 3 cells", Assert.Throws<ArgumentException>(() => new ShowerGeometry(layer with { Rows = 0 })).Message);
        Assert.StartsWith("layer 0 ('front') has cells of 10 x 10 mm and is 0 mm deep", Assert.Throws<ArgumentException>(() => new ShowerGeometry(layer with { Depth = 0 })).Message);
        Assert.Equal(480, ShowerGeometry.Published.Layers.Sum(one => one.Depth));
        Assert.All(ShowerGeometry.Published.Layers, one => Assert.Equal((480, 480), (one.Rows * one.RowLength, one.Columns * one.ColumnLength)));
    }

    private static void Says(string message, string path) =>
        Assert.Equal(message, Assert.Throws<InvalidDataException>(() => ShowerFileReader.Read(path, Small, ShowerUnits.GeV)).Message);

    private static string Write(TemporaryFolder folder, float[]? energies = null, bool isColumn = true, float[]? first = null, long[]? firstShape = null, float[]? second = null)
    {
        var path = folder.File(Guid.NewGuid().ToString("N") + ".h5");
        Hdf5Writer.Write(path, file =>
        {
            file.Write<float>("energy", energies ?? [10, 20], isColumn ? [1] : []);
            file.Write<float>("layer_0", first ?? new float[4], firstShape ?? [1, 2]);
            file.Write<float>("layer_1", second ?? new float[8], [2, 2]);
        });
        return path;
    }

    // Numbers that survive a division by a power of two.
    private static ShowerSet Ramp(ShowerGeometry geometry, int count)
    {
        var set = new ShowerSet(geometry, count);
        var next = 0;
        foreach (var array in set.Layers.Append(set.Energies).Append(set.Overflow))
        {
            for (var i = 0; i < array.Length; i++)
                array[i] = ++next;
        }

        return set;
    }
}
