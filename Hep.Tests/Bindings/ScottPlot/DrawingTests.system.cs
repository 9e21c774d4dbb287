using System.Xml.Linq;
using Hep.Tests.Support;
using ScottPlot;
using ScottPlot.Drawing;
using ScottPlot.TickGenerators;
using Xunit;

namespace Hep.Tests.Bindings.ScottPlot;

/// <summary>What is the binding's own; the rest is tested through the figures, with package and binding alike.</summary>
public class DrawingTests
{
    [Fact]
    public void Without_any_font_the_message_says_what_to_install()
    {
        var error = Assert.Throws<FileNotFoundException>(() => InstalledFonts.Choose(new HashSet<string>(), ["Liberation Sans"]));
        Assert.Equal(
            "no font is installed, so a figure would have no text; on Debian or Ubuntu: apt-get install fonts-liberation", error.Message);
    }

    [Fact]
    public void A_missing_font_gives_way_to_the_next_wanted_and_then_to_any()
    {
        var installed = new HashSet<string> { "DejaVu Sans", "Comic Neue" };
        Assert.Equal("DejaVu Sans", InstalledFonts.Choose(installed, ["Arial", "DejaVu Sans"]));
        Assert.Equal("Comic Neue", InstalledFonts.Choose(installed, ["Arial"]));
    }

    [Fact]
    public void A_missing_library_is_named_with_its_package()
    {
        var error = Assert.Throws<FileNotFoundException>(() => Cairo.RequireLibrary("libnothere.so.9", "libnothere9"));
        Assert.Equal("libnothere.so.9, which draws the figures, is not installed; on Debian or Ubuntu: apt-get install libnothere9", error.Message);
    }

    [Fact]
    public void Text_is_as_wide_at_any_size_in_proportion()
    {
        var small = TextRuler.Width("Background rejection 10³", new Font(Fonts.Default, 8, false, false));
        var large = TextRuler.Width("Background rejection 10³", new Font(Fonts.Default, 80, false, false));
        Assert.Equal(10, large / small, 0.02);
        Assert.True(small > 60);
    }

    [Fact]
    public void Superscript_digits_are_small_digits_raised()
    {
        var pieces = TextRuler.Pieces("a10⁻³ b").ToArray();
        Assert.Equal(["a10", "−3", " b"], pieces.Select(piece => piece.Text));
        Assert.Equal([false, true, false], pieces.Select(piece => piece.IsRaised));
        var font = new Font(Fonts.Default, 20, false, false);
        Assert.Equal(0.7 * TextRuler.Width("3", font), TextRuler.Width("³", font), 0.05);
    }

    [Fact]
    public void Text_that_is_no_xml_is_escaped()
    {
        var plot = new Plot();
        plot.XLabel("p < 3 & \"q\" > 1 \u0001");
        var svg = XDocument.Parse(plot.GetSvgXml(300, 200));
        Assert.Contains(svg.Descendants(), element => element.Value == "p < 3 & \"q\" > 1  ");
    }

    [Fact]
    public void Not_a_number_interrupts_a_line()
    {
        var plot = new Plot();
        plot.Add.ScatterLine([0, 1, 2, 3, 4], [1, 1, double.NaN, 1, 1]).LineWidth = 3;
        plot.Axes.SetLimits(0, 4, 0, 2);
        var image = new PngImage(plot.GetImageBytes(500, 300, ImageFormat.Png));
        var data = plot.LastRender.DataRect;
        int PixelOf(double x) => (int)(data.Left + data.Width * x / 4);
        var y = (int)data.VerticalCenter;
        Assert.Equal((0x1f, 0x77, 0xb4), image[PixelOf(0.5), y]);
        Assert.NotEqual((0x1f, 0x77, 0xb4), image[PixelOf(2.0), y]);
        Assert.Equal((0x1f, 0x77, 0xb4), image[PixelOf(3.5), y]);
    }

    [Fact]
    public void Steps_go_over_first_or_up_first()
    {
        Pixel[] points = [new(0f, 0f), new(1f, 2f)];
        Assert.Equal([new(0f, 0f), new(1f, 0f), new(1f, 2f)], global::ScottPlot.Plottables.Scatter.GetStepDisplayPixels(points, right: true));
        Assert.Equal([new(0f, 0f), new(0f, 2f), new(1f, 2f)], global::ScottPlot.Plottables.Scatter.GetStepDisplayPixels(points, right: false));
    }

    [Fact]
    public void Heat_map_cells_have_the_color_of_their_value()
    {
        var plot = new Plot();
        plot.Add.Heatmap(new double[,] { { 0, 1 }, { 0.5, double.NaN } }).Colormap = new global::ScottPlot.Colormaps.Grayscale();
        plot.Axes.SetLimits(-0.5, 1.5, -0.5, 1.5);
        plot.HideGrid();
        var image = new PngImage(plot.GetImageBytes(400, 400, ImageFormat.Png));
        var data = plot.LastRender.DataRect;
        (int, int, int) Cell(double x, double y) => image[(int)(data.Left + data.Width * x), (int)(data.Top + data.Height * y)];
        Assert.Equal((0, 0, 0), Cell(0.25, 0.25));
        Assert.Equal((255, 255, 255), Cell(0.75, 0.25));
        Assert.Equal((127, 127, 127), Cell(0.25, 0.75));
        Assert.Equal((255, 255, 255), Cell(0.75, 0.75));
    }

    // By hand: 1, 2 or 5 times a power of ten, as small as a tick keeps more pixels than 1.5 times its label (2 times below 10, 1.2 from 25).
    [Theory]
    [InlineData(0, 1, 500, 12, 0.05)]
    [InlineData(0, 1, 100, 12, 0.2)]
    [InlineData(0, 200, 400, 30, 20)]
    [InlineData(-10, 10, 300, 8, 2)]
    public void Decimal_ticks_are_as_dense_as_their_labels_allow(double min, double max, float length, float label, double spacing)
    {
        var positions = new DecimalTickSpacingCalculator().GenerateTickPositions(new CoordinateRange(min, max), length, label);
        for (var i = 1; i < positions.Length; i++)
            Assert.Equal(spacing, positions[i] - positions[i - 1], 1e-9);
        Assert.Equal(min, positions[0], 1e-9);
    }

    [Fact]
    public void Logarithmic_minor_ticks_within_major_ones()
    {
        var minor = new LogMinorTickGenerator().GetMinorTicks([0, 1], new CoordinateRange(0, 1)).Select(x => Math.Pow(10, x)).ToArray();
        double[] expected = [0.2, 0.4, 0.6, 0.8, 2, 4, 6, 8, 20, 40, 60, 80, 200, 400, 600, 800];
        Assert.Equal(expected.Length, minor.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], minor[i], 1e-9 * expected[i]);
    }

    [Theory]
    [InlineData(-0.0, "0")]
    [InlineData(1200, "1,200")]
    [InlineData(-1e-17, "0")]
    [InlineData(0.30000000000000004, "0.3")]
    public void Numbers_are_written_as_the_package_does(double value, string text) => Assert.Equal(text, LabelFormatters.Numeric(value));

    [Fact]
    public void Autoscaling_leaves_the_margins_of_the_package()
    {
        var plot = new Plot();
        plot.Add.ScatterLine([0, 10], [0, 100]);
        plot.Axes.AutoScale();
        var limits = plot.Axes.GetLimits();
        Assert.Equal((-0.5, 10.5, -7.5, 107.5), (limits.Left, limits.Right, limits.Bottom, limits.Top));
    }

    [Fact]
    public void Only_the_formats_it_has_are_written()
    {
        var error = Assert.Throws<NotSupportedException>(() => new Plot().Save("figure.jpg", 100, 100));
        Assert.Equal("figure.jpg: only .png and .svg pictures can be written", error.Message);
        Assert.Throws<ArgumentException>(() => new Plot().GetSvgXml(0, 10));
    }
}
