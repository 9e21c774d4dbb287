using Hep.Data;
using Hep.Onnx;
using Hep.Training.Export;

namespace Hep.Training.Cards;

/// <summary>The key <c>image</c> of the <c>data</c> section: what the images are, and what is done to each.</summary>
internal static class ImageCards
{
    public const string Key = "image";
    private const int MostCells = 4096;
    private const double CellTolerance = 1e-3;

    private static NameTable<ImageCentre> Centres { get; } = new()
    {
        { "none", ImageCentre.None },
        { "subjet", ImageCentre.Subjet },
        { "brightest", ImageCentre.Brightest },
        { "centroid", ImageCentre.Centroid },
    };

    private static NameTable<ImageRotation> Rotations { get; } = new()
    {
        { "none", ImageRotation.None },
        { "subjet", ImageRotation.Subjet },
        { "axis", ImageRotation.Axis },
    };

    private static NameTable<ImageInterpolation> Interpolations { get; } = new()
    {
        { "cubic", ImageInterpolation.Cubic },
        { "linear", ImageInterpolation.Linear },
    };

    private static NameTable<ImageNormalization> Normalizations { get; } = new()
    {
        { "none", ImageNormalization.None },
        { "squares", ImageNormalization.Squares },
        { "sum", ImageNormalization.Sum },
    };

    public static ImagePlan? Read(CardReader reader) =>
        reader.OptionalSection(Key, "a mapping with the keys column and cells, such as {column: image, cells: [25, 25]}", ReadPlan);

    public static void Write(CardWriter writer, ImagePlan? plan)
    {
        if (plan is null)
            return;
        writer.Section(Key, section =>
        {
            section.Text("column", plan.Column);
            section.Ints("cells", [plan.Height, plan.Width]);
            section.Text("unit", plan.Unit.Length > 0 ? plan.Unit : "1");
            section.Bool("signed", plan.IsSigned);
            section.Doubles("cell_size", [plan.CellEta, plan.CellPhi]);
            if (plan.Subjets is { } subjets)
                section.Texts("subjets", subjets.Names);
            section.Choice("centre", Centres, plan.Centre);
            section.Choice("rotate", Rotations, plan.Rotation);
            section.Choice("interpolation", Interpolations, plan.Interpolation);
            if (plan.CropHeight is not null)
                section.Ints("crop", [plan.OutputHeight, plan.OutputWidth]);
            section.Bool("flip", plan.Flip);
            section.Choice("normalize", Normalizations, plan.Normalization);
            section.Double("power", plan.Power);
        });
    }

    /// <summary>Notes what does not fit the section's other values.</summary>
    public static void Check(CardReader reader, DataSection section)
    {
        if (section.Image is not { } plan)
            return;
        string[] features = [.. section.Features.Select(feature => feature.Name)];
        var wanted = plan.Subjets?.Names ?? [];
        if (plan.UsesSubjets && plan.Subjets is null)
            reader.RefuseBelow(Key, "subjets", "missing, expected the four features with the subjets' places [leading eta, leading phi, second eta, second phi] (centre: subjet and rotate: subjet need them)");
        foreach (var name in wanted.Where(name => !features.Contains(name)))
            reader.RefuseBelow(Key, "subjets", $"found {name}, which is no feature of data.features, expected one{(NearestNames.Meant(name, features) is { } nearest ? $"; did you mean {nearest}?" : "")}");
        if (features.FirstOrDefault(name => !wanted.Contains(name, StringComparer.Ordinal)) is { } idle)
            reader.Refuse("features", $"found {idle} beside data.image, expected only the features that data.image.subjets names: a network takes the image alone", $".{idle}");
        if (section.Derived.Count > 0)
            reader.Refuse("derived", "found derived columns beside data.image, expected none: a network takes the image alone");
        if (reader.Has("preprocessing"))
            reader.Refuse("preprocessing", "found steps for columns beside data.image, expected none: what is done to images stands in data.image");
        if (section.Parameters.Count > 0)
            reader.Refuse("parameters", "found parameters beside data.image, expected none: a network takes the image alone");
        if (features.Contains(plan.Column))
            reader.RefuseBelow(Key, "column", $"found {plan.Column}, which is also a feature, expected the name of the images");
        if (plan.Column is OnnxExporter.Features or ClassifierExport.Output)
            reader.RefuseBelow(Key, "column", $"found {plan.Column}, which is what the ONNX file calls an input or output of its own, expected images of another name");
        if (!section.IsFile && Simulations.All.FirstOrDefault(known => known.Name == section.Source) is { } simulation)
            CheckCells(reader, plan, section, simulation);
    }

    private static void CheckCells(CardReader reader, ImagePlan plan, DataSection section, Simulation simulation)
    {
        (double Eta, double Phi)? made;
        try
        {
            made = SimulationNumber.Apply(simulation, section.Simulation).CellSize;
        }
        catch (InvalidDataException)
        {
            // It is said where the numbers of the simulation are read.
            return;
        }

        if (made is null)
            reader.Refuse(Key, $"found images of the simulation {simulation.Name}, which makes none, expected another data.source");
        else if (Math.Abs(plan.CellEta / made.Value.Eta - 1) > CellTolerance || Math.Abs(plan.CellPhi / made.Value.Phi - 1) > CellTolerance)
            reader.RefuseBelow(Key, "cell_size", FormattableString.Invariant($"found [{plan.CellEta}, {plan.CellPhi}], expected [{made.Value.Eta}, {made.Value.Phi:G10}], the cells of the simulation {simulation.Name}"));
    }

    private static ImagePlan ReadPlan(CardReader reader)
    {
        var column = reader.Text("column", expected: "the name of the images in the file");
        var cells = reader.Ints("cells", [], 1, MostCells, least: 2, most: 2);
        var size = reader.Doubles("cell_size", [0.1, 0.1], Interval.Positive, most: 2);
        var crop = reader.IsAbsent("crop") ? [] : reader.Ints("crop", [], 1, MostCells, least: 2, most: 2);
        var subjets = reader.OptionalTexts("subjets", 4);
        if (subjets.Count is not (0 or 4))
            reader.Refuse("subjets", FormattableString.Invariant($"found {subjets.Count} names, expected four features: leading eta, leading phi, second eta, second phi"));
        if (size.Count != 2)
            reader.Refuse("cell_size", FormattableString.Invariant($"found {size.Count} number, expected two: the size of a cell in eta and in phi"));
        if (!reader.Has("cells"))
            reader.Refuse("cells", "missing, expected the cells of an image in eta and phi, such as [25, 25]");
        if (cells.Count == 2 && crop.Count == 2 && (crop[0] > cells[0] || crop[1] > cells[1] || (cells[0] - crop[0]) % 2 != 0 || (cells[1] - crop[1]) % 2 != 0))
            reader.Refuse("crop", FormattableString.Invariant($"found {crop}, expected at most {cells}, and an even number of cells less in each direction: the middle stays the middle"));
        return new ImagePlan
        {
            Column = column,
            Height = cells.Count == 2 ? cells[0] : 1,
            Width = cells.Count == 2 ? cells[1] : 1,
            Unit = reader.Text("unit", "1", "a unit such as GeV, or 1 for none") is var unit && unit == "1" ? "" : unit,
            IsSigned = reader.Bool("signed", fallback: false),
            CellEta = size.Count > 0 ? size[0] : 0.1,
            CellPhi = size.Count > 0 ? size[^1] : 0.1,
            Subjets = subjets.Count == 4 ? new(subjets[0], subjets[1], subjets[2], subjets[3]) : null,
            Centre = reader.Choice("centre", Centres, ImageCentre.None),
            Rotation = reader.Choice("rotate", Rotations, ImageRotation.None),
            Interpolation = reader.Choice("interpolation", Interpolations, ImageInterpolation.Cubic),
            CropHeight = crop.Count == 2 ? crop[0] : null,
            CropWidth = crop.Count == 2 ? crop[1] : null,
            Flip = reader.Bool("flip", fallback: false),
            Normalization = reader.Choice("normalize", Normalizations, ImageNormalization.None),
            Power = reader.Double("power", 1, new Interval(0, 1, HasLow: false)),
        };
    }
}
