using Hep.Data;
using Hep.Evaluation.Plots;
using Hep.Evaluation.Report;
using Hep.Models;
using Hep.Training.Cards;
using Hep.Training.Runs;
using static TorchSharp.torch;

namespace Hep.Training.Images;

/// <summary>
/// The images of a study, step by step of their preprocessing, and what the network has learned of them. They need pixels and network, so they are drawn once, at the end of a training;
/// an evaluation later on shows the figures that are there.
/// </summary>
internal static class ImageFigures
{
    /// <summary>What the section of the report says.</summary>
    public const string Text =
        "Mean images of the training split, of more than 20,000 events so many that are spread evenly over it (fewer where images are large); all else on so many events of the test split. Cells are weighted with their events. Images lie in the plane of eta and phi around the middle of the image.";

    private const int MostEvents = 20_000;
    private const int MostCells = 1 << 24;
    private const int MostFilters = 32;
    private const double Faintest = 1e-5;

    private static readonly (string File, string Caption)[] Kinds =
    [
        ("image_steps", "Mean images before the preprocessing and after each of its steps: signal above, background below."),
        ("image_classes", "Mean images of signal and of background as the network sees them."),
        ("image_difference", "The difference of the mean images of signal and of background as the network sees them."),
        ("image_correlation", "Pearson's correlation of each cell with the network's logit over all test events."),
        ("image_gradient", "The mean derivative of the network's logit by the content of each cell: where more content makes a jet look more like signal (red), and where less (blue)."),
        ("image_occlusion", "The mean change of the network's logit when cells are emptied, patch by patch of 3 x 3 cells: what is blue speaks for signal, what is red for background."),
        ("image_extremes", "Mean images of the 5% of the test events that look most like signal to the network, and of the 5% that look least like it."),
        ("image_filters", "The kernels of the first convolution."),
    ];

    /// <summary>Draws mean images before and after each step.</summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="events">Training events.</param>
    /// <param name="card">The run card's sections.</param>
    public static void DrawSteps(RunFolder folder, EventTable events, RunCard card)
    {
        var some = events.Thinned(Most(card.Data.Image!));
        var panels = new List<(ImagePlan Plan, ImagePanel Panel)>();
        foreach (var (label, name) in new[] { (1, card.Data.Label.Signal), (0, card.Data.Label.Background) })
        {
            var ofClass = some.Select([.. Enumerable.Range(0, some.Count).Where(row => some.Labels[row] == label)]);
            panels.AddRange(card.Data.Image!.Steps().Select(step => (step.Plan, Panel($"{name}, {step.Step}", step.Plan, Mean(step.Plan, ofClass)))));
        }

        // Cropped images have fewer cells than those before them, normalised ones another unit: they stand for themselves.
        foreach (var (group, page) in panels.GroupBy(panel => (panel.Panel.Values.Length, Content(panel.Plan))).Select((group, page) => (group.ToList(), page)))
            Add(folder, card, 0, Logarithmic(group[0].Plan, Content(group[0].Plan), group.Count / 2, [.. group.Select(panel => panel.Panel)]), page);
    }

    /// <summary>Draws what the network has learned.</summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="card">The run card.</param>
    /// <param name="classifier">The trained classifier.</param>
    /// <param name="test">The test split.</param>
    public static void DrawLearned(RunFolder folder, RunCard card, Classifier classifier, EventSet test)
    {
        if (card.Data.Image is not { } plan)
            return;
        var events = test.Sample(Most(plan)).Thinned(Most(plan));
        var (signal, background) = (card.Data.Label.Signal, card.Data.Label.Background);
        var learned = LearnedImages.Of(classifier, events, plan.OutputWidth);
        var means = new[] { 1, 0 }.Select(label => Mean(plan, events.Select([.. Enumerable.Range(0, events.Count).Where(row => events.Labels[row] == label)]))).ToArray();
        var content = Content(plan);
        Add(folder, card, 1, Logarithmic(plan, content, 2, [Panel(signal, plan, means[0]), Panel(background, plan, means[1])]));
        Add(folder, card, 2, Diverging(plan, content, ($"{signal} − {background}", [.. means[0].Zip(means[1], (a, b) => a - b)])));
        Add(folder, card, 3, Diverging(plan, "correlation with the logit", ("", learned.Correlation)));
        Add(folder, card, 4, Diverging(plan, "d logit / d cell", (signal, learned.Gradient.Signal), (background, learned.Gradient.Background)));
        Add(folder, card, 5, Diverging(plan, "change of the logit", (signal, learned.Occlusion.Signal), (background, learned.Occlusion.Background)));
        Add(folder, card, 6, Logarithmic(plan, "cell / rms of cells", 2, [Panel("most like signal", plan, learned.Extremes.Most), Panel("least like signal", plan, learned.Extremes.Least)]));
        if (LearnedImages.FiltersOf(classifier.Network) is var (kernels, width) && width > 1)
        {
            var panels = kernels.Take(MostFilters).Select(kernel => new ImagePanel("", Square(kernel, width)));
            Add(folder, card, 7, ImageFigure.Create([.. panels], new() { Scale = ImageScale.Diverging, ValueLabel = "weight", Columns = 8 }));
        }
    }

    /// <summary>The figures that a run has.</summary>
    /// <param name="folder">The run folder.</param>
    public static IReadOnlyList<ReportFigure> Load(RunFolder folder) =>
        [.. Kinds.SelectMany(kind => new[] { "", "-2", "-3", "-4" }.Select(page => kind.File + page).Select(file => (kind.Caption, Path: Path.Combine(folder.Plots, file + ".svg")))).Where(figure => File.Exists(figure.Path)).Select(figure => ReportFigure.FromFile(figure.Caption, figure.Path))];

    private static int Most(ImagePlan plan) => Math.Clamp(MostCells / (plan.Height * plan.Width), 1, MostEvents);

    private static void Add(RunFolder folder, RunCard card, int kind, Figure figure, int page = 0) =>
        new FigureFolder(folder.Plots, card.Evaluation).Add(page == 0 ? Kinds[kind].File : FormattableString.Invariant($"{Kinds[kind].File}-{page + 1}"), Kinds[kind].Caption, figure);

    // What is far below the brightest cell is as good as empty; next to bright cells a spline may go below zero.
    private static Figure Logarithmic(ImagePlan plan, string label, int columns, List<ImagePanel> panels)
    {
        var floor = Faintest * panels.Max(panel => panel.Values.Cast<double>().Max());
        foreach (var panel in panels)
            Clear(panel.Values, floor);
        return ImageFigure.Create(panels, Options(plan, panels[0].Values, label) with { Scale = ImageScale.Logarithmic, Floor = floor > 0 ? floor : null, Columns = columns });
    }

    private static void Clear(double[,] values, double floor)
    {
        for (var row = 0; row < values.GetLength(0); row++)
        {
            for (var column = 0; column < values.GetLength(1); column++)
                values[row, column] = values[row, column] < floor ? 0 : values[row, column];
        }
    }

    private static Figure Diverging(ImagePlan plan, string label, params (string Title, double[] Cells)[] images) =>
        ImageFigure.Create([.. images.Select(image => Panel(image.Title, plan, image.Cells))], Options(plan, Square(images[0].Cells, plan.OutputWidth), label) with { Scale = ImageScale.Diverging });

    private static string Content(ImagePlan plan) =>
        plan.Power != 1 ? FormattableString.Invariant($"mean of content^{plan.Power}")
        : plan.Normalization != ImageNormalization.None ? "normalised content" : plan.Unit.Length > 0 ? $"mean content / {plan.Unit}" : "mean content";

    private static ImagePanel Panel(string title, ImagePlan plan, double[] cells) => new(title, Square(cells, plan.OutputWidth));

    // Eta along x, phi along y, as jet images are shown.
    private static ImageFigureOptions Options(ImagePlan plan, double[,] values, string label)
    {
        var (eta, phi) = (values.GetLength(1) * plan.CellEta / 2, values.GetLength(0) * plan.CellPhi / 2);
        return new() { X = new("η", "", -eta, eta), Y = new("φ", "rad", -phi, phi), ValueLabel = label };
    }

    // From [eta, phi] in a row to [phi, eta].
    private static double[,] Square(double[] cells, int width)
    {
        var square = new double[width, cells.Length / width];
        for (var cell = 0; cell < cells.Length; cell++)
            square[cell % width, cell / width] = cells[cell];
        return square;
    }

    private static double[] Mean(ImagePlan plan, EventTable events)
    {
        using var stage = new ImagePreprocessor(plan, [.. events.Features.Select(feature => feature.Name)], events.Missing);
        var sums = new PixelSums();
        ImageParts.Through(stage, events, CPU, (cells, _, weights) => sums.Add(cells, weights, weights));
        return sums.Mean();
    }
}
