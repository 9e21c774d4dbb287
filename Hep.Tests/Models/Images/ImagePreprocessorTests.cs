using System.Text.Json;
using Hep.Data;
using Hep.Models;
using Hep.Onnx;
using Hep.Tests.Support;
using Xunit;
using static TorchSharp.torch;

namespace Hep.Tests.Models.Images;

/// <summary>What becomes of images before a network sees them: against scipy (golden/make_images.py), by invariances, and as ONNX.</summary>
[Collection(nameof(LibTorchState))]
public sealed class ImagePreprocessorTests
{
    private const float Missing = -999;
    private static readonly string[] Places = ["leading_eta", "leading_phi", "second_eta", "second_phi"];
    private static readonly JsonSerializerOptions SnakeCase = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };
    private static readonly Case[] Cases = JsonSerializer.Deserialize<Case[]>(File.ReadAllText(Repository.PathOf("Hep.Tests/Models/golden/images.json")), SnakeCase)!;

    public static IEnumerable<object[]> Numbers => Enumerable.Range(0, Cases.Length).Select(number => new object[] { number });

    public static IEnumerable<object[]> Geometries => Enum.GetValues<ImageCentre>().SelectMany(_ => Enum.GetValues<ImageRotation>(), (centre, rotation) => new object[] { centre, rotation });

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Moving_and_turning_agree_with_scipy(int number)
    {
        var golden = Cases[number];
        var plan = new ImagePlan
        {
            Column = "image",
            Height = golden.Height,
            Width = golden.Width,
            CellEta = golden.CellEta,
            CellPhi = golden.CellPhi,
            Subjets = new(Places[0], Places[1], Places[2], Places[3]),
            Centre = ImageCentre.Subjet,
            Rotation = ImageRotation.Subjet,
            Interpolation = golden.IsCubic ? ImageInterpolation.Cubic : ImageInterpolation.Linear,
            CropHeight = golden.CropHeight,
            CropWidth = golden.CropWidth,
        };
        var cells = Apply(plan, [.. golden.Places, .. golden.Image]);
        Assert.Equal(golden.Expected.Length, cells.Length);
        for (var cell = 0; cell < cells.Length; cell++)
            Assert.Equal(golden.Expected[cell], cells[cell], 3e-6 * golden.Image.Max());
    }

    [Fact]
    public void An_image_that_is_only_centred_on_a_cell_is_shifted_by_whole_cells_and_nothing_else()
    {
        var image = Image(7, 7, (1, 4, 3f), (2, 4, 9f), (2, 5, 2f));
        var cells = Apply(Plan(7, 7) with { Centre = ImageCentre.Brightest }, [0, 0, 0, 0, .. image]);
        var shifted = Image(7, 7, (2, 3, 3f), (3, 3, 9f), (3, 4, 2f));
        AssertClose(shifted, cells, 1e-5);
    }

    [Fact]
    public void Of_several_brightest_cells_the_middle_is_taken_and_an_empty_image_stays_empty()
    {
        var cells = Apply(Plan(5, 5) with { Centre = ImageCentre.Brightest }, [0, 0, 0, 0, .. Image(5, 5, (0, 1, 2f), (0, 3, 2f))]);
        AssertClose(Image(5, 5, (2, 1, 2f), (2, 3, 2f)), cells, 1e-6);
        var all = Plan(5, 5) with { Centre = ImageCentre.Centroid, Rotation = ImageRotation.Axis, Flip = true, Normalization = ImageNormalization.Squares };
        Assert.All(Apply(all, [0, 0, 0, 0, .. new float[25]]), cell => Assert.Equal(0f, cell));
    }

    [Fact]
    public void The_principal_axis_of_a_line_comes_to_lie_along_phi_its_bright_end_below()
    {
        // A line along the diagonal: the bright end is at large eta and phi.
        var image = Image(9, 9, (4, 4, 5f), (5, 5, 4f), (6, 6, 3f), (3, 3, 1f));
        var cells = Apply(Plan(9, 9) with { Rotation = ImageRotation.Axis }, [0, 0, 0, 0, .. image]);
        var (below, above, beside) = (Sum(cells, 9, (i, j) => j < 4 && Math.Abs(i - 4) <= 1), Sum(cells, 9, (i, j) => j > 4 && Math.Abs(i - 4) <= 1), Sum(cells, 9, (i, j) => Math.Abs(i - 4) > 1));
        Assert.True(below > 5 * above, $"{below} below, {above} above");
        Assert.True(Math.Abs(beside) < 0.35 * below, $"{beside} beside, {below} below");
    }

    [Fact]
    public void A_jet_without_a_second_subjet_is_turned_by_its_axis()
    {
        var image = Image(9, 9, (4, 4, 5f), (5, 5, 4f), (6, 6, 3f), (3, 3, 1f));
        var byAxis = Apply(Plan(9, 9) with { Rotation = ImageRotation.Axis }, [0, 0, 0, 0, .. image]);
        var bySubjet = Apply(Plan(9, 9) with { Rotation = ImageRotation.Subjet }, [0, 0, Missing, Missing, .. image]);
        Assert.Equal(byAxis, bySubjet);
    }

    [Theory]
    [InlineData(ImageCentre.None)]
    [InlineData(ImageCentre.Brightest)]
    [InlineData(ImageCentre.Centroid)]
    public void A_jet_that_was_turned_around_gives_the_same_image(ImageCentre centre)
    {
        var random = new Random(8);
        for (var jet = 0; jet < 20; jet++)
        {
            float[] image = [.. Enumerable.Range(0, 81).Select(_ => random.NextSingle() < 0.3 ? random.NextSingle() : 0)];
            var plan = Plan(9, 9) with { Centre = centre, Rotation = ImageRotation.Axis };
            AssertClose(Apply(plan, [0, 0, 0, 0, .. image]), Apply(plan, [0, 0, 0, 0, .. image.Reverse()]), 1e-5);
        }
    }

    [Fact]
    public void A_turned_jet_gives_the_same_image_when_it_is_turned_by_a_quarter_before()
    {
        var random = new Random(3);
        float[] image = [.. Enumerable.Range(0, 81).Select(_ => random.NextSingle())];
        var turned = new float[81];
        for (var i = 0; i < 9; i++)
        {
            for (var j = 0; j < 9; j++)
                turned[((8 - j) * 9) + i] = image[(i * 9) + j];
        }

        var plan = Plan(9, 9) with { Rotation = ImageRotation.Subjet };
        AssertClose(Apply(plan, [0, 0, 0.2f, 0.1f, .. image]), Apply(plan, [0, 0, -0.1f, 0.2f, .. turned]), 2e-6);
    }

    [Fact]
    public void An_image_is_flipped_where_its_left_half_has_more_and_both_reflections_then_give_the_same()
    {
        var image = Image(5, 3, (0, 1, 2f), (1, 0, 1f), (4, 2, 2.5f));
        var mirrored = Image(5, 3, (4, 1, 2f), (3, 0, 1f), (0, 2, 2.5f));
        var plan = Plan(5, 3) with { Flip = true };
        Assert.Equal(mirrored, Apply(plan, [0, 0, 0, 0, .. image]));
        Assert.Equal(mirrored, Apply(plan, [0, 0, 0, 0, .. mirrored]));
    }

    [Fact]
    public void Normalised_cells_sum_to_one_or_their_squares_do_and_the_scale_divides_them()
    {
        var image = Image(3, 3, (0, 0, 3f), (1, 2, 4f));
        Assert.Equal(1, Apply(Plan(3, 3) with { Normalization = ImageNormalization.Sum }, [0, 0, 0, 0, .. image]).Sum(), 1e-6);
        var cells = Apply(Plan(3, 3) with { Normalization = ImageNormalization.Squares }, [0, 0, 0, 0, .. image], scale: 0.5);
        Assert.Equal([1.2f, 1.6f], cells.Where(cell => cell != 0));
    }

    [Fact]
    public void A_power_keeps_the_sign_and_what_is_empty()
    {
        var cells = Apply(Plan(1, 3) with { IsSigned = true, Power = 0.5 }, [0, 0, 0, 0, 9, 0, -4]);
        Assert.Equal([3f, 0f, -2f], cells);
    }

    [Fact]
    public void The_scale_is_the_root_mean_square_of_the_cells()
    {
        var events = new EventTable("two images", [.. Places.Select(name => new FeatureColumn(name, "", [0, 0]))], [0, 1], ["a", "b"], missing: Missing, arrays: [new("image", "GeV", [1, 2], [3, 0, 0, 5])]);
        Assert.Equal(Math.Sqrt((9 + 25) / 4.0), ImagePreprocessor.FitScale(Plan(1, 2), events), 1e-12);
        Assert.Equal(0, ImagePreprocessor.FitScale(Plan(1, 2), events.With(arrays: [new("image", "GeV", [1, 2], [0, 0, 0, 0])])));
    }

    [Theory]
    [MemberData(nameof(Geometries))]
    public void The_graph_computes_what_the_layer_computes(ImageCentre centre, ImageRotation rotation)
    {
        using var scope = NewDisposeScope();
        foreach (var (interpolation, normalization) in new[] { (ImageInterpolation.Cubic, ImageNormalization.Squares), (ImageInterpolation.Linear, ImageNormalization.Sum) })
        {
            var plan = Plan(7, 9) with { Centre = centre, Rotation = rotation, Interpolation = interpolation, Normalization = normalization, Flip = true, CropHeight = 5, CropWidth = 7, Power = normalization == ImageNormalization.Sum ? 0.7 : 1 };
            using var layer = new ImagePreprocessor(plan, Places, Missing, scale: 0.1);
            var random = new Random(5);
            var rows = new float[11 * layer.Inputs];
            for (var i = 0; i < rows.Length; i++)
                rows[i] = i % layer.Inputs < 4 ? (random.NextSingle() - 0.5f) * 0.4f : Math.Max(0, random.NextSingle() - 0.6f);
            rows.AsSpan(2, 2).Fill(Missing);
            rows.AsSpan(layer.Inputs + 4, layer.Inputs - 4).Clear();
            using var folder = new TemporaryFolder();
            var graph = new OnnxGraphBuilder("images");
            graph.AddOutput("cells", OnnxExporter.Emit(layer, graph, OnnxExporter.AddInputs(graph, 4, new OnnxImage("image", "GeV", [7, 9]))), layer.Outputs);
            File.WriteAllBytes(folder.File("images.onnx"), graph.Build());
            using var scorer = new OnnxScorer(folder.File("images.onnx"));
            AssertClose(layer.call(tensor(rows, [11, layer.Inputs])).data<float>().ToArray(), scorer.Score(rows, layer.Inputs), 1e-6);
        }
    }

    [Fact]
    public void A_plan_says_its_steps_one_by_one()
    {
        var plan = Plan(9, 9) with { Centre = ImageCentre.Subjet, Rotation = ImageRotation.Axis, CropHeight = 7, Flip = true, Normalization = ImageNormalization.Sum };
        Assert.Equal(["as it comes", "centred", "rotated", "cropped", "flipped", "normalised"], plan.Steps().Select(step => step.Step));
        Assert.Equal(plan, plan.Steps()[^1].Plan);
        Assert.Equal(6, plan.InWords().Count);
    }

    [Fact]
    public void Subjets_that_are_no_features_are_refused() =>
        Assert.Throws<ArgumentException>(() => new ImagePreprocessor(Plan(3, 3) with { Centre = ImageCentre.Subjet }, ["leading_eta"]));

    private static ImagePlan Plan(int height, int width) => new() { Column = "image", Height = height, Width = width, Subjets = new(Places[0], Places[1], Places[2], Places[3]) };

    private static float[] Image(int height, int width, params (int Eta, int Phi, float Content)[] cells)
    {
        var image = new float[height * width];
        foreach (var (eta, phi, content) in cells)
            image[(eta * width) + phi] = content;
        return image;
    }

    private static float[] Apply(ImagePlan plan, float[] row, double scale = 1)
    {
        using var scope = NewDisposeScope();
        using var layer = new ImagePreprocessor(plan, Places, Missing, scale);
        return layer.call(tensor(row, [1, row.Length])).data<float>().ToArray();
    }

    private static double Sum(float[] cells, int width, Func<int, int, bool> isIn) => cells.Where((_, cell) => isIn(cell / width, cell % width)).Sum(cell => (double)cell);

    private static void AssertClose(float[] expected, float[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], tolerance);
    }

    private sealed record Case(int Height, int Width, double CellEta, double CellPhi, int CropHeight, int CropWidth, bool IsCubic, float[] Places, float[] Image, double[] Expected);
}
