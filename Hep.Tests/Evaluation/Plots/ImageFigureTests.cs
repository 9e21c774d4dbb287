using System.Text;
using Hep.Evaluation.Plots;
using Xunit;

namespace Hep.Tests.Evaluation.Plots;

/// <summary>Images as heat maps: what their numbers are, that their cells are square, and what cannot be drawn.</summary>
public sealed class ImageFigureTests
{
    private static readonly ImageFigureOptions InEtaPhi = new()
    {
        X = new ImageAxis("eta", "", -1, 1),
        Y = new ImageAxis("phi", "rad", -1, 1),
        ValueLabel = "pT [GeV]",
    };

    [Fact]
    public void The_numbers_are_the_cells_with_their_centres()
    {
        var figure = ImageFigure.Create([new ImagePanel("one", new double[,] { { 1, 2 }, { 3, double.NaN } })], InEtaPhi);
        Assert.Equal(["image", "eta", "phi", "value"], figure.Numbers!.Columns);
        Assert.Equal([["one", "-0.5", "-0.5", "1"], ["one", "0.5", "-0.5", "2"], ["one", "-0.5", "0.5", "3"], ["one", "0.5", "0.5", "NaN"]], figure.Numbers.Rows);
        Assert.Equal([["", "0", "0", "7"]], ImageFigure.Create([new ImagePanel("", new double[,] { { 7 } })]).Numbers!.Rows);
    }

    [Theory]
    [InlineData(1, 1, 25, 25, true)]
    [InlineData(3, 3, 25, 25, true)]
    [InlineData(5, 3, 25, 25, false)]
    [InlineData(22, 8, 11, 11, true)]
    [InlineData(2, 2, 10, 30, true)]
    public void Cells_are_square_and_images_of_one_size(int count, int columns, int height, int width, bool common)
    {
        var figure = ImageFigure.Create([.. Enumerable.Range(0, count).Select(i => new ImagePanel($"image {i}", Ramp(height, width, i)))], InEtaPhi with { Columns = columns, HasCommonScale = common })
            .WithNote("Simulation", "pT > 250 GeV");
        FigureWriter.ToBytes(figure, FigureFormat.Svg);
        foreach (var panel in figure.Panels)
        {
            var area = panel.Plot.LastRender.DataRect;
            Assert.Equal((double)width / height, area.Width / area.Height, 0.03);
            Assert.Equal(figure.Panels[0].Plot.LastRender.DataRect.Width, area.Width, 0.01);
            Assert.True(area.Width > 0.5 * figure.Width / columns, "most of the figure is images");
        }
    }

    [Theory]
    [InlineData(ImageScale.Linear)]
    [InlineData(ImageScale.Logarithmic)]
    [InlineData(ImageScale.Diverging)]
    public void Images_without_a_range_or_a_value_are_drawn(ImageScale scale)
    {
        foreach (var value in new[] { 0, 3, -2, double.NaN, double.PositiveInfinity })
            Assert.NotEmpty(FigureWriter.ToBytes(ImageFigure.Create([new ImagePanel("same", new[,] { { value, value } })], new ImageFigureOptions { Scale = scale }), FigureFormat.Png));
    }

    [Fact]
    public void The_file_of_a_jet_image_is_small()
    {
        var svg = FigureWriter.ToBytes(ImageFigure.Create([new ImagePanel("W", Ramp(25, 25, 1))], InEtaPhi), FigureFormat.Svg);
        Assert.InRange(svg.Length, 1000, 60_000);
        Assert.DoesNotContain("NaN", Encoding.UTF8.GetString(svg), StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_drawn_is_said()
    {
        var image = new ImagePanel("W", new double[2, 2]);
        Refused("found no image", []);
        Refused("image 'none' has 0 x 3 cells, expected one or more", [new ImagePanel("none", new double[0, 3])]);
        Refused("image 'other' has 2 x 3 cells, expected 2 x 2 as of the first", [image, new ImagePanel("other", new double[2, 3])]);
        Refused("axis eta goes from 1 to 1, expected finite numbers that rise", [image], InEtaPhi with { X = new ImageAxis("eta", "", 1, 1) });
        Refused("the logarithmic scale starts at 0, expected a number above 0", [image], InEtaPhi with { Floor = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => ImageFigure.Create([image], InEtaPhi with { Columns = 0 }));
    }

    private static void Refused(string message, ImagePanel[] panels, ImageFigureOptions? options = null) =>
        Assert.StartsWith(message, Assert.Throws<ArgumentException>(() => ImageFigure.Create(panels, options)).Message, StringComparison.Ordinal);

    private static double[,] Ramp(int height, int width, int shift)
    {
        var values = new double[height, width];
        for (var h = 0; h < height; h++)
        {
            for (var w = 0; w < width; w++)
                values[h, w] = Math.Exp(-0.1 * ((h * width) + w + shift));
        }

        return values;
    }
}
