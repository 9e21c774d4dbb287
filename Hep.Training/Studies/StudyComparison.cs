using Hep.Evaluation;
using Hep.Evaluation.Plots;
using Hep.Evaluation.Report;
using Hep.Training.Cards;
using Hep.Training.Parameters;
using Hep.Training.Runs;

namespace Hep.Training.Studies;

/// <summary>Compares the networks of a study, the first with each of the others, on the same test events: numbers, figures and a report.</summary>
internal sealed class StudyComparison
{
    // An axis that spans more is logarithmic.
    private const double Decade = 10;
    private readonly RunCard card;
    private readonly IReadOnlyList<StudyPlace> places;
    private readonly MetricsTree metrics = new();
    private readonly Dictionary<(string Network, string Place), Estimate> areas = [];
    private readonly Dictionary<(string Network, string Place), Estimate> differences = [];

    private StudyComparison(RunCard card, IReadOnlyList<StudyPlace> places)
    {
        (this.card, this.places) = (card, places);
        foreach (var place in places)
            Measure(place);
    }

    private StudySection Study => card.Study!;

    private string First => Study.Networks[0].Name;

    private bool IsOneSeed => Study.Seeds.Count == 1;

    // What the errors of areas and of their differences are.
    private string Errors => IsOneSeed
        ? FormattableString.Invariant($"One seed: the errors are those of the test events alone, from {Study.BootstrapReplicas} bootstrap replicas; by how much trainings differ takes two seeds or more.")
        : FormattableString.Invariant($"Means over {Study.Seeds.Count} seeds; the errors hold the spread of the seeds, over the root of their number, and that of {Study.BootstrapReplicas} bootstrap replicas of the test events, in quadrature.");

    private IEnumerable<string> Others => Study.Networks.Skip(1).Select(network => network.Name);

    /// <summary>Reads the runs, compares, writes and draws.</summary>
    /// <param name="folder">The study.</param>
    /// <param name="card">Its card.</param>
    /// <param name="trainings">All of its trainings, done.</param>
    /// <returns>The figures of merit.</returns>
    public static MetricsTree Write(StudyFolder folder, RunCard card, IReadOnlyList<StudyTraining> trainings)
    {
        var comparison = new StudyComparison(card, StudyPlaces.Read(folder, trainings));
        comparison.metrics.Save(folder.Metrics);
        var figures = new FigureFolder(folder.Plots, card.Evaluation);
        comparison.Draw(figures);
        comparison.Report(folder, [.. figures.Figures, .. ResponseOfFirst(folder, trainings[0])]);
        return comparison.metrics;
    }

    // The output against the parameter needs the network: its run has drawn it.
    private static IEnumerable<ReportFigure> ResponseOfFirst(StudyFolder folder, StudyTraining training)
    {
        if (ResponseFigures.Copy(RunFolder.Open(folder.Run(training)), folder.Plots) is { } figure)
            yield return figure with { Caption = $"{training.InWords}: {figure.Caption}" };
    }

    private void Measure(StudyPlace place)
    {
        var (replicas, seed) = (Study.BootstrapReplicas, (ulong)card.Evaluation.BootstrapSeed);
        foreach (var network in place.Networks)
        {
            var (name, samples) = (network.Name, network.Samples);
            var area = areas[(name, place.Key)] = TrainingsComparison.MeanOf(samples, replicas, seed);
            metrics.Set($"{name}.{place.Key}.auc", area);
            metrics.Set($"{name}.{place.Key}.asimov", Mean(network.Seeds));
            for (var i = 0; i < samples.Count; i++)
                metrics.Set(FormattableString.Invariant($"{name}.{place.Key}.auc_by_seed.{Study.Seeds[i]}"), samples[i].Roc.Auc);
            if (name == First || place.Of(First) is not { } first)
                continue;
            var difference = differences[(name, place.Key)] = TrainingsComparison.DifferenceOf(first.Samples, samples, replicas, seed);
            metrics.Set($"{First}_less_{name}.{place.Key}.auc", difference);
            metrics.Set($"{First}_less_{name}.{place.Key}.deviations", difference.Value / difference.Error);
        }
    }

    private void Draw(FigureFolder figures)
    {
        foreach (var place in places.Where(place => place.Point is null || place.IsHeldOut))
        {
            figures.Add(
                $"roc_{place.Name ?? "test"}",
                FormattableString.Invariant($"ROC curves of the trainings with seed {Study.Seeds[0]}, {(place.Point is null ? $"on the test split{(place.Step is { } step ? $", {step.InWords}" : "")}" : $"for signal with {place.InWords} against all background of the test split")}."),
                RocFigure.Create([.. place.Networks.Select(network => Renamed(network.Seeds[0].Sample, network.Name))]));
        }

        if (Study.Against is { } axis)
            DrawAgainst(figures, axis.Name, "1", $"the test split, of trainings with each value of {axis.Key}", isLogarithmic: axis.Values[0] > 0 && axis.Values[^1] >= Decade * axis.Values[0]);
        else if (card.Data.Parameters is [var parameter] && places.All(place => place.Point is not null))
            DrawAgainst(figures, parameter.Name, parameter.Unit, $"signal of that {parameter.Name} against all background of the test split", isLogarithmic: false);
    }

    private void DrawAgainst(FigureFolder figures, string name, string unit, string what, bool isLogarithmic)
    {
        var file = FigureFolder.NameOf(name);
        figures.Add(
            $"auc_against_{file}",
            $"Area under the ROC curve against {name}: {what}. {Errors}",
            Figure("AUC", Series(Study.Networks.Select(network => network.Name), (network, place) => areas[(network.Name, place.Key)])));
        foreach (var other in Others.Where(other => places.Any(place => differences.ContainsKey((other, place.Key)))))
        {
            figures.Add(
                $"auc_less_{other}",
                $"The area of {First} less that of {other}, on the same events. {Errors}{(IsOneSeed ? "" : " Both are taken for the differences, seed by seed and replica by replica.")}",
                Figure("AUC difference", Series([other], (network, place) => differences.TryGetValue((network.Name, place.Key), out var difference) ? difference : null, _ => $"{First} − {other}")));
        }

        figures.Add(
            $"significance_against_{file}",
            FormattableString.Invariant($"Expected Asimov significance against {name} with a background known to {100 * card.Evaluation.BackgroundUncertainty:G3}%, {(IsOneSeed ? "" : "mean over the seeds ")}with the error of one test split."),
            Figure("Asimov significance", Series(Study.Networks.Select(network => network.Name), (network, _) => Mean(network.Seeds))));

        Figure Figure(string ordinate, ParameterSeries[] series) => ParameterFigure.Create(name, unit, ordinate, isLogarithmic, series);
    }

    // A difference is held out where the first network was not trained.
    private ParameterSeries[] Series(IEnumerable<string> names, Func<StudyPlace.Network, StudyPlace, Estimate?> figure, Func<string, string>? legend = null) =>
    [
        .. names.Select(name => new ParameterSeries(
            legend?.Invoke(name) ?? name,
            [
                .. from place in places
                   let network = place.Of(name)
                   let estimate = network is null ? null : figure(network, place)
                   where estimate is not null
                   orderby place.Value
                   select new ParameterPlace(place.Value, estimate.Value, !(legend is null ? network : place.Of(First)!).IsTrained),
            ])),
    ];

    private void Report(StudyFolder folder, IReadOnlyList<ReportFigure> figures) => new HtmlReport($"Study {Path.GetFileName(folder.FullPath)}")
    {
        Subtitle = FormattableString.Invariant($"{Study.Networks.Count} kinds of networks, seeds {string.Join(", ", Study.Seeds)}"),
        Sections =
        [
            new ReportSection("Figures") { Figures = figures },
            new ReportSection("Area under the ROC curve")
            {
                Text = $"On the same test events. {Errors}{(IsOneSeed ? "" : " Those of differences are paired in both.")}",
                Tables = [Table()],
            },
            new ReportSection("Run card") { Preformatted = File.ReadAllText(folder.Card) },
        ],
    }.Save(folder.Report);

    private ReportTable Table() => new(
        "By place",
        ["", .. Study.Networks.Select(network => network.Name), .. Others.Select(name => $"{First} − {name}")],
        [
            .. places.Select(place => (IReadOnlyList<string>)
            [
                place.InWords,
                .. Study.Networks.Select(network => areas.TryGetValue((network.Name, place.Key), out var area) ? area.ToString() : "–"),
                .. Others.Select(name => differences.TryGetValue((name, place.Key), out var difference) ? FormattableString.Invariant($"{difference} ({difference.Value / difference.Error:+0.0;−0.0} σ)") : "–"),
            ]),
        ]);

    private static Estimate Mean(IReadOnlyList<StudyPlace.Tested> seeds) => new(seeds.Average(seed => seed.Significance.Value), seeds.Average(seed => seed.Significance.Error));

    private static BinarySample Renamed(BinarySample sample, string name) => new(name, sample.Scores, sample.IsSignal, sample.Weights);
}
