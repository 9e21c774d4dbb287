using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Hep.Evaluation.Plots;
using Hep.Tests.Support;
using ScottPlot;
using Xunit;

namespace Hep.Tests.Evaluation.Plots;

public class FigureWriterTests
{
    public static TheoryData<string> Names => [.. Gallery.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Png_has_the_size_asked_for_and_no_ink_on_its_border(string name)
    {
        var figure = Gallery.Make(name);
        var image = new PngImage(FigureWriter.ToBytes(figure, FigureFormat.Png, dpi: 254));

        Assert.Equal((int)Math.Round(figure.WidthMillimetres * 10), image.Width);
        Assert.Equal((int)Math.Round(figure.HeightMillimetres * 10), image.Height);
        var ink = 0;
        for (var x = 0; x < image.Width; x++)
            ink += (image.IsInk(x, 0) ? 1 : 0) + (image.IsInk(x, image.Height - 1) ? 1 : 0);
        for (var y = 0; y < image.Height; y++)
            ink += (image.IsInk(0, y) ? 1 : 0) + (image.IsInk(image.Width - 1, y) ? 1 : 0);
        Assert.Equal(0, ink);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_same_figure_gives_the_same_bytes(string name)
    {
        var figure = Gallery.Make(name);
        foreach (var format in Enum.GetValues<FigureFormat>())
        {
            var bytes = FigureWriter.ToBytes(figure, format);
            Assert.Equal(bytes, FigureWriter.ToBytes(figure, format));
            Assert.Equal(bytes, FigureWriter.ToBytes(Gallery.Make(name), format));
        }
    }

    [Fact]
    public void Svg_is_xml_with_its_texts_as_text()
    {
        var svg = XDocument.Parse(Encoding.UTF8.GetString(FigureWriter.ToBytes(Gallery.Make("ratio"), FigureFormat.Svg)));
        var texts = svg.Descendants().Where(element => element.Name.LocalName == "text").Select(element => element.Value).ToList();

        Assert.Contains("Events / 5 GeV", texts);
        Assert.Contains("Background", texts);
        Assert.Contains("Simulation", texts);
        Assert.Contains("Data / bkg.", texts);

        // Shared by the panels, and so written once, below the lower one.
        Assert.Single(texts, text => text == "m(ττ) [GeV]");
        Assert.Single(texts, text => text == "100");
    }

    [Fact]
    public void Pdf_is_one_page_of_the_printed_size_in_points()
    {
        var pdf = FigureWriter.ToBytes(new Figure(Gallery.Make("roc").Panels[0].Plot, 178, 100), FigureFormat.Pdf);

        Assert.StartsWith("%PDF-1.", Encoding.ASCII.GetString(pdf, 0, 8), StringComparison.Ordinal);
        var box = Regex.Match(
            Inflated(pdf), @"/MediaBox \[ ?0 0 (?<width>[\d.]+) (?<height>[\d.]+) ?\]", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(10));
        Assert.True(box.Success);
        Assert.Equal(178 / 25.4 * 72, double.Parse(box.Groups["width"].Value, CultureInfo.InvariantCulture), 1e-3);
        Assert.Equal(100 / 25.4 * 72, double.Parse(box.Groups["height"].Value, CultureInfo.InvariantCulture), 1e-3);
    }

    [Fact]
    public void A_line_is_where_its_numbers_are_and_in_its_color()
    {
        var plot = PaperStyle.NewPlot("x", "y");
        var line = plot.Add.ScatterLine(new double[] { 0, 1 }, [0.5, 0.5]);
        line.LineWidth = 2;
        plot.Axes.SetLimits(0, 1, 0, 1);
        var image = new PngImage(FigureWriter.ToBytes(new Figure(plot), FigureFormat.Png, dpi: 144));

        var data = plot.LastRender.DataRect;
        var (x, y) = ((int)(2 * data.HorizontalCenter), (int)(2 * data.VerticalCenter));
        Assert.Equal((0x00, 0x72, 0xB2), image[x, y]);
        Assert.Equal((255, 255, 255), image[x, y - 10]);
        Assert.Equal((255, 255, 255), image[x, y + 10]);
    }

    [Fact]
    public void Frame_lines_are_sharp()
    {
        var plot = PaperStyle.NewPlot("x", "y");
        plot.Axes.SetLimits(0, 1, 0, 1);
        var image = new PngImage(FigureWriter.ToBytes(new Figure(plot), FigureFormat.Png, dpi: 200));

        // Across the left edge of the frame, away from ticks: white, one or two pixels of black, white. Nothing grey.
        var data = plot.LastRender.DataRect;
        var y = (int)((data.Top + data.Height * 0.515) * 200 / 72);
        var edge = (int)(data.Left * 200 / 72);
        var across = Enumerable.Range(edge - 4, 9).Select(x => image[x, y].R).ToArray();
        Assert.Equal(2, across.Count(value => value == 0));
        Assert.Equal(7, across.Count(value => value == 255));
    }

    [Fact]
    public void Panels_share_the_x_axis_and_line_up()
    {
        var figure = Gallery.Make("ratio");
        FigureWriter.ToBytes(figure, FigureFormat.Svg);
        var (upper, lower) = (figure.Panels[0].Plot, figure.Panels[1].Plot);

        Assert.Equal(upper.LastRender.DataRect.Left, lower.LastRender.DataRect.Left, 0.001);
        Assert.Equal(upper.LastRender.DataRect.Right, lower.LastRender.DataRect.Right, 0.001);
        Assert.Equal(upper.Axes.GetLimits().Left, lower.Axes.GetLimits().Left);
        Assert.Equal(upper.Axes.GetLimits().Right, lower.Axes.GetLimits().Right);
    }

    [Fact]
    public void Save_writes_each_format_and_leaves_nothing_else()
    {
        var folder = Directory.CreateTempSubdirectory("figures").FullName;
        try
        {
            var paths = FigureWriter.Save(Gallery.Make("roc"), Path.Combine(folder, "deep", "roc"));
            Assert.Equal(["roc.pdf", "roc.png", "roc.svg"], Directory.GetFiles(Path.Combine(folder, "deep")).Select(Path.GetFileName).Order());
            Assert.Equal(3, paths.Count);

            FigureWriter.Save(Gallery.Make("loss"), Path.Combine(folder, "deep", "roc"), FigureFormat.Svg);
            Assert.Contains("Best epoch", File.ReadAllText(Path.Combine(folder, "deep", "roc.svg")), StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_place_that_cannot_be_written_to_is_said()
    {
        var file = Path.GetTempFileName();
        try
        {
            var path = Path.Combine(file, "roc");
            var error = Assert.Throws<IOException>(() => FigureWriter.Save(Gallery.Make("roc"), path, FigureFormat.Png));
            Assert.Equal(
                $"cannot write the figure '{path}.png': The file '{file}' already exists. Choose a folder that can be written to.",
                error.Message);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Drawing_two_hundred_figures_does_not_grow_the_process()
    {
        if (!OperatingSystem.IsLinux())
            return;
        DrawAll(12);
        var before = ResidentMegabytes();
        DrawAll(200);
        Assert.InRange(ResidentMegabytes() - before, -1000, 30);

        static void DrawAll(int count)
        {
            for (var i = 0; i < count; i++)
                FigureWriter.ToBytes(Gallery.Make(Gallery.Names[i % Gallery.Names.Count]), (FigureFormat)(i % 3), dpi: 150);
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        static double ResidentMegabytes()
        {
            var line = File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
            return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
        }
    }

    [Fact]
    public void A_figure_needs_a_panel_and_a_size()
    {
        Assert.Throws<ArgumentException>(() => new Figure([]));
        Assert.Throws<ArgumentException>(() => new Figure(new Plot(), 0, 10));
        Assert.Throws<ArgumentException>(() => new Figure([new Figure.Panel(new Plot(), double.NaN)]));
        Assert.Throws<ArgumentOutOfRangeException>(() => FigureWriter.ToBytes(Gallery.Make("roc"), FigureFormat.Png, dpi: 0));
    }

    // Newer versions of cairo compress the page's description.
    private static string Inflated(byte[] pdf)
    {
        var text = new StringBuilder(Encoding.Latin1.GetString(pdf));
        var raw = text.ToString();
        for (var at = raw.IndexOf("stream\n", StringComparison.Ordinal); at >= 0; at = raw.IndexOf("stream\n", at + 7, StringComparison.Ordinal))
        {
            try
            {
                using var zlib = new ZLibStream(new MemoryStream(pdf, at + 7, pdf.Length - at - 7), CompressionMode.Decompress);
                using var reader = new StreamReader(zlib, Encoding.Latin1);
                text.Append(reader.ReadToEnd());
            }
            catch (InvalidDataException)
            {
                // An end of a stream, or one that is not compressed.
            }
        }

        return text.ToString();
    }
}
