using Hep.Data;
using Hep.Training.Cards;
using Xunit;

namespace Hep.Tests.Training.Cards;

/// <summary>Cards of images: what is read, what is written back, and what is said where it cannot be.</summary>
public sealed class ImageCardTests
{
    private const string Image = "{column: image, cells: [25, 25]}";

    private const string Full =
        "{column: image, cells: [25, 24], unit: GeV, signed: true, cell_size: [0.1, 0.05], subjets: [a, b, c, d], centre: subjet, rotate: axis, interpolation: linear, crop: [21, 22], flip: true, normalize: squares, power: 0.5}";

    public static TheoryData<string, string, string> Problems { get; } = new()
    {
        { "image: {cells: [25, 25]}", "", "card.yaml:3: data.image.column: missing, expected the name of the images in the file" },
        { "image: {column: image}", "", "card.yaml:3: data.image.cells: missing, expected the cells of an image in eta and phi, such as [25, 25]" },
        { "image: {column: image, cells: [25, 25], center: subjet}", "", "card.yaml:3: data.image.center: found an unknown key, expected column, cells, cell_size, crop, subjets, unit, signed, centre, rotate, interpolation, flip, normalize, power; did you mean data.image.centre?" },
        { "image: {column: image, cells: [25, 25], rotate: subjet}", "", "card.yaml:3: data.image.subjets: missing, expected the four features with the subjets' places [leading eta, leading phi, second eta, second phi] (centre: subjet and rotate: subjet need them)" },
        { "image: {column: image, cells: [25, 25], subjets: [a, b]}", "", "card.yaml:3: data.image.subjets: found 2 names, expected four features: leading eta, leading phi, second eta, second phi" },
        { "image: {column: image, cells: [25, 25], crop: [24, 25]}", "", "card.yaml:3: data.image.crop: found [24, 25], expected at most [25, 25], and an even number of cells less in each direction: the middle stays the middle" },
        { $"image: {Image}\n  features: {{mass: GeV}}", "", "card.yaml:4: data.features.mass: found mass beside data.image, expected only the features that data.image.subjets names: a network takes the image alone" },
        { $"image: {Image}\n  derived: {{x: a + 1}}", "", "card.yaml:4: data.derived: found derived columns beside data.image, expected none: a network takes the image alone" },
        { $"image: {Image}\n  preprocessing: [standardize]", "", "card.yaml:4: data.preprocessing: found steps for columns beside data.image, expected none: what is done to images stands in data.image" },
        { $"image: {Image}", "augmentation: {phi: [a]}", "card.yaml:7: training.augmentation.phi: found columns with data.image, expected reflect, rotate, shift, smear, drop, which change images" },
        { $"image: {Image}", "augmentation: {reflect: [x]}", "card.yaml:7: training.augmentation.reflect: found x, expected eta, phi or both" },
        { "image: {column: image, cells: [25, 25], flip: true}", "augmentation: {reflect: [eta]}", "card.yaml:7: training.augmentation.reflect: found eta with data.image.flip, expected one of them: what is reflected here is what was flipped there" },
        { "image: {column: image, cells: [25, 25], rotate: axis}", "augmentation: {reflect: [phi]}", "card.yaml:7: training.augmentation.reflect: found phi with data.image.rotate, expected one of them: what was turned down there would be reflected up here" },
        { "image: {column: probability, cells: [25, 25]}", "", "card.yaml:3: data.image.column: found probability, which is what the ONNX file calls an input or output of its own, expected images of another name" },
        { "features: {a: 1}", "augmentation: {shift: 2}", "card.yaml:7: training.augmentation.shift: found what images are changed by without data.image, expected phi and eta, lists of columns" },
    };

    [Fact]
    public void Every_key_is_read_and_written_back()
    {
        var card = Card($"image: {Full}\n  features: {{a: 1, b: 1, c: 1, d: 1}}\n  missing: -999", "augmentation: {rotate: 0.1, shift: 2, smear: 0.05, drop: 0.01}");
        var expected = new ImagePlan
        {
            Column = "image",
            Height = 25,
            Width = 24,
            Unit = "GeV",
            IsSigned = true,
            CellPhi = 0.05,
            Subjets = new("a", "b", "c", "d"),
            Centre = ImageCentre.Subjet,
            Rotation = ImageRotation.Axis,
            Interpolation = ImageInterpolation.Linear,
            CropHeight = 21,
            CropWidth = 22,
            Flip = true,
            Normalization = ImageNormalization.Squares,
            Power = 0.5,
        };
        Assert.Equal(expected, card.Data.Image);
        Assert.Equal(new ImageAugmentation { Rotate = 0.1, Shift = 2, Smear = 0.05, Drop = 0.01 }, card.Training.Augmentation!.Image);
        Assert.Equal(card, RunCard.FromSource(card.ToYaml(), "again.yaml"));
    }

    [Fact]
    public void An_image_needs_no_feature_and_leaves_the_rest_as_it_is()
    {
        var card = Card($"image: {Image}", "");
        Assert.Empty(card.Data.Features);
        Assert.Equal(625, card.Data.InputWidth);
        Assert.Equal(card, RunCard.FromSource(card.ToYaml(), "again.yaml"));
    }

    [Theory]
    [MemberData(nameof(Problems))]
    public void One_problem_is_one_line(string data, string training, string message) =>
        Assert.Equal(message, Assert.Throws<InvalidDataException>(() => Card(data, training)).Message.Split('\n')[^1].Trim());

    [Theory]
    [InlineData("gaussian", "data.image: found images of the simulation gaussian, which makes none, expected another data.source")]
    [InlineData("jet_images", "data.image.cell_size: found [0.1, 0.1], expected [0.1, 0.09973310011], the cells of the simulation jet_images")]
    public void A_simulation_says_what_its_cells_are(string source, string problem) =>
        Assert.Equal($"card.yaml:3: {problem}", Assert.Throws<InvalidDataException>(() => Card($"image: {Image}", "", source)).Message);

    // Two lines in front of what is given, so that it begins in the third.
    private static RunCard Card(string data, string training, string source = "events.h5")
    {
        string[] lines =
        [
            "data:",
            $"  source: {source}",
            .. data.Split('\n').Select(line => "  " + line.Trim()),
            "  label: {column: label, signal: signal, background: background}",
            "  split: {by: fraction, train: 0.6, validation: 0.2, test: 0.2}",
            "model: {name: mlp}",
            "training: {epochs: 1" + (training.Length > 0 ? ", " + training : "") + "}",
        ];
        return RunCard.FromSource(string.Join('\n', lines), "card.yaml");
    }
}
