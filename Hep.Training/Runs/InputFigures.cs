using System.Globalization;
using Hep.Data;
using Hep.Evaluation.Plots;
using Hep.Evaluation.Report;
using Hep.Training.Cards;

namespace Hep.Training.Runs;

/// <summary>
/// The inputs of the network before and after the preprocessing, as distributions over the training split. They are drawn once, at the end of a training: an evaluation of the run
/// later on has predictions alone, and shows the figures that are there.
/// </summary>
internal static class InputFigures
{
    /// <summary>What the section of the report says.</summary>
    public const string Text =
        "Training split, of more than 200,000 events so many that are spread evenly over it; signal and background each normalised to unit area over the events in which a value is there. Axes span the central 99% of the values; what lies outside is in the first and last bin.";

    // What more events would change is not seen on small plots (Text says so), and of more than these pages nobody looks at the last.
    private const int MostEvents = 200_000;
    private const int MostPages = 4;

    private static readonly (string File, string Caption)[] Kinds =
    [
        ("inputs_before", "Inputs before the preprocessing: features and derived columns"),
        ("inputs_after", "Inputs after the preprocessing: what the network sees, but for missing values, which it sees as 0"),
    ];

    public static void Draw(RunFolder folder, StudyData data, Preprocessing preprocessing, EvaluationSection options)
    {
        var events = data.TrainingSample(MostEvents).Thinned(MostEvents);
        var figures = new FigureFolder(folder.Plots, options);
        Draw(figures, 0, events, () => Before(preprocessing.Plan, events));
        Draw(figures, 1, events, () => preprocessing.Outputs.Zip(preprocessing.Columns(events), (name, values) => new InputVariable(name, null, values)));
    }

    private static IEnumerable<InputVariable> Before(PreprocessingPlan plan, EventTable events) => plan.Inputs.Zip(
        Preprocessing.Unfitted(plan with { Steps = [] }).Columns(events), (column, values) => new InputVariable(column.Name, column.Unit, values));

    // The columns of one kind are gone when those of the next are made.
    private static void Draw(FigureFolder figures, int kind, EventTable events, Func<IEnumerable<InputVariable>> variables)
    {
        var isSignal = Array.ConvertAll(events.Labels, label => label == 1);
        var pages = variables().Chunk(InputsFigure.MostVariables).Take(MostPages).ToList();
        for (var page = 0; page < pages.Count; page++)
            figures.Add(FileOf(kind, page), Kinds[kind].Caption, InputsFigure.Create(pages[page], isSignal, events.Weights));
    }

    /// <summary>The figures that a run has.</summary>
    public static IReadOnlyList<ReportFigure> Load(RunFolder folder)
    {
        var figures = new List<ReportFigure>();
        for (var kind = 0; kind < Kinds.Length; kind++)
        {
            for (var page = 0; page < MostPages; page++)
            {
                var path = Path.Combine(folder.Plots, FileOf(kind, page) + ".svg");
                if (File.Exists(path))
                    figures.Add(ReportFigure.FromFile(Kinds[kind].Caption + (page == 0 ? "." : string.Create(CultureInfo.InvariantCulture, $", page {page + 1}.")), path));
            }
        }

        return figures;
    }

    private static string FileOf(int kind, int page) => page == 0 ? Kinds[kind].File : string.Create(CultureInfo.InvariantCulture, $"{Kinds[kind].File}-{page + 1}");
}
