using Hep.Data;
using Xunit;

namespace Hep.Tests.Data.EventFiles;

/// <summary>Events from files of arrays: what comes back, and what is said of files that cannot be used.</summary>
public sealed class EventFilesTests
{
    private static readonly CsvLayout Layout = new()
    {
        Features = [new("x", "mm")],
        Arrays = [new("image", "GeV")],
        Label = "label",
        Classes = ["background", "signal"],
        Weight = "weight",
        EventId = "event",
        Numbers = ["mass"],
        Extras = ["process"],
        Missing = -999,
    };

    public static TheoryData<string, string> Unusable { get; } = new()
    {
        { "no image", "{0}: there is no data set '/image'; nearest names: '/mass', '/label', '/event'; it has /event [5] uint64, /label [5] text, /mass [5] float64, /process [5] text, /weight [5] float64, /x [5] float32" },
        { "flat image", "{0}, data set '/image': has shape [5], expected several numbers an event: [N, ...]" },
        { "short image", "{0}, data set '/x': has 5 rows, expected 4, as '/image' has: a row an event" },
        { "NaN", "{0}, data set '/image', row 3, cell [1, 2]: found NaN, expected a finite number" },
        { "label", "{0}, data set '/label', row 4: found the label tau, expected one of background, signal" },
        { "feature", "{0}, data set '/x', row 2: found Infinity, expected a finite number" },
        { "vector", "{0}, data set '/x': has shape [5, 2], expected one value an event: [N]" },
    };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(1000)]
    public void What_is_written_comes_back_in_pieces_of_any_length(int rows)
    {
        using var folder = new TemporaryFolder();
        var events = Events();
        ArrayEventWriter.Write(folder.File("events.h5"), [events.Select([0, 1, 2]), events.Select([3, 4])], Layout);
        AssertSame(events, EventTable.Joined([.. Hep.Data.EventFiles.Stream(folder.File("events.h5"), Layout, rows)]));
    }

    [Fact]
    public void An_npz_file_is_read_alike_and_numbers_stand_for_labels()
    {
        using var folder = new TemporaryFolder();
        var events = Events();
        NpzWriter.Write(folder.File("events.npz"), file =>
        {
            file.Add<float>("x", events.Features[0].Values, 5);
            file.Add<float>("image", events.Arrays[0].Values, 5, 2, 3);
            file.Add<int>("label", events.Labels, 5);
            file.Add<double>("weight", events.Weights, 5);
            file.Add<ulong>("event", events.EventIds, 5);
            file.Add<double>("mass", events.Numbers("mass").Values, 5);
        });
        var layout = Layout with { Extras = [], Classes = ["0", "1.0"] };
        AssertSame(events.WithExtras(["mass"]), EventTable.Joined([.. Hep.Data.EventFiles.Stream(folder.File("events.npz"), layout, 2)]));
    }

    [Fact]
    public void A_field_of_a_table_is_found_by_its_path_and_alone()
    {
        using var folder = new TemporaryFolder();
        Hdf5Writer.Write(folder.File("table.h5"), file =>
        {
            _ = file.CreateTable("jets", [new FeatureColumn("pt", "GeV", [10, 20]), new NumberColumn("eta", [0.5, -0.5])]);
            file.Write<float>("image", [1, 2, 3, 4], [1, 2]);
        });
        foreach (var name in new[] { "pt", "jets/pt" })
        {
            var read = Assert.Single(Hep.Data.EventFiles.Stream(folder.File("table.h5"), new CsvLayout { Features = [new(name)], Arrays = [new("image")] }, 10));
            Assert.Equal([10f, 20f], read.Features[0].Values);
            Assert.Equal([1, 2], read.Arrays[0].Shape);
        }
    }

    [Theory]
    [MemberData(nameof(Unusable))]
    public void What_cannot_be_used_is_said_with_its_place(string what, string message)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("events.h5");
        var events = Events();
        Hdf5Writer.Write(path, file =>
        {
            float[] image = [.. events.Arrays[0].Values], x = [.. events.Features[0].Values];
            string[] labels = ["background", "signal", "signal", "background", what == "label" ? "tau" : "signal"];
            image[(3 * 6) + 5] = what == "NaN" ? float.NaN : 0;
            x[2] = what == "feature" ? float.PositiveInfinity : x[2];
            if (what == "flat image")
                file.Write<float>("image", [1, 2, 3, 4, 5]);
            else if (what != "no image")
                file.Write<float>("image", what == "short image" ? image.AsSpan(0, 24) : image, [2, 3]);
            file.Write<float>("x", what == "vector" ? [.. x, .. x] : x, what == "vector" ? [2] : []);
            file.Write("label", labels);
            file.Write<double>("weight", events.Weights);
            file.Write<ulong>("event", events.EventIds);
            file.Write<double>("mass", events.Numbers("mass").Values);
            file.Write("process", events.Text("process").Values);
        });
        var error = Assert.Throws<InvalidDataException>(() => Hep.Data.EventFiles.Stream(path, Layout, 3).ToList());
        Assert.Equal(message.Replace("{0}", path, StringComparison.Ordinal), error.Message);
    }

    [Fact]
    public void A_table_has_no_images()
    {
        var error = Assert.Throws<InvalidDataException>(() => Hep.Data.EventFiles.Stream("events.csv", Layout, 3));
        Assert.Equal("events.csv: found a table, expected a file of arrays (.h5, .hdf5, .npz) with 'image'", error.Message);
    }

    [Fact]
    public void Scores_stand_beside_the_columns_and_arrays_are_left_out()
    {
        using var folder = new TemporaryFolder();
        ArrayEventWriter.Write(folder.File("events.h5"), [Events()], Layout);
        var layout = new CsvLayout { Features = [new("x")], Arrays = [new("image")] };
        foreach (var target in new[] { "scores.h5", "scores.csv" })
        {
            var rows = ArrayExtension.AddColumns(folder.File("events.h5"), layout, folder.File(target), null, ["sum"], part => [.. Enumerable.Range(0, part.Count).Select(row => part.Arrays[0].Row(row).ToArray().Sum() + part.Features[0].Values[row])]);
            Assert.Equal(5, rows);
        }

        Assert.Equal(["event", "label", "mass", "process", "sum", "weight", "x"], Hep.Data.EventFiles.Contents(folder.File("scores.h5")).Select(array => array.Name));
        Assert.Equal("label,process,event,mass,weight,x,sum", File.ReadLines(folder.File("scores.csv")).First());
        Assert.Equal("background,qcd,7,80.5,1,1.5,22.5", File.ReadLines(folder.File("scores.csv")).ElementAt(1));
    }

    private static void AssertSame(EventTable expected, EventTable actual)
    {
        Assert.Equal(expected.ToRowMajor(), actual.ToRowMajor());
        Assert.Equal(expected.Arrays[0].Shape, actual.Arrays[0].Shape);
        Assert.Equal(expected.Labels, actual.Labels);
        Assert.Equal(expected.Weights, actual.Weights);
        Assert.Equal(expected.EventIds, actual.EventIds);
        Assert.Equal(expected.Numbers("mass").Values, actual.Numbers("mass").Values);
        if (expected.Extras.Count > 1)
            Assert.Equal(expected.Text("process").Values, actual.Text("process").Values);
    }

    private static EventTable Events() => new(
        "five events",
        [new FeatureColumn("x", "mm", [1.5f, 2.5f, -999, 4, 5])],
        [0, 1, 1, 0, 1],
        ["background", "signal"],
        [1, 2, -0.5, 1, 1],
        [7, 8, 9, 10, 1UL << 63],
        [new NumberColumn("mass", [80.5, 91, 100, 120, 125.1]), new TextColumn("process", ["qcd", "w", "w", "qcd", "w"])],
        -999,
        [new ArrayColumn("image", "GeV", [2, 3], [.. Enumerable.Range(1, 30).Select(cell => (float)cell)])]);
}
