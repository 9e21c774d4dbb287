using Hep.Evaluation;
using Hep.Evaluation.Flavour;
using Hep.Evaluation.Plots;
using Hep.Evaluation.Report;
using Hep.Training.Runs;

namespace Hep.Training.Flavour;

/// <summary>Figures of merit and pictures of a tagger beside IP3D, and beside other runs on the same jets, from what was written.</summary>
internal sealed class FlavourEvaluator
{
    /// <summary>What every tagger is compared with.</summary>
    internal const string Baseline = "IP3D";

    private const double Quoted = 0.7;
    private readonly FlavourCard card;
    private readonly FlavourPredictions own;
    private readonly MultiClassSample sample;
    private readonly FlavourDiscriminant discriminant;
    private readonly IReadOnlyList<(string Name, TaggedSample Light, TaggedSample Charm)> taggers;

    /// <summary>An evaluation.</summary>
    /// <param name="card">The run card.</param>
    /// <param name="name">What the run's tagger is called.</param>
    /// <param name="own">What it says.</param>
    /// <param name="others">What those of other runs say, of the same jets.</param>
    public FlavourEvaluator(FlavourCard card, string name, FlavourPredictions own, IReadOnlyList<(string Name, FlavourPredictions Predictions)> others)
    {
        (this.card, this.own) = (card, own);
        discriminant = FlavourDiscriminant.OfBottom(JetSample.Flavours, card.Evaluation.CharmFraction, card.Evaluation.TauFraction);
        sample = Sample(name, own);
        var light = new TaggedSample(Baseline, JetSample.Flavours, "b", own.ImpactParameters, own.Labels, own.Weights);
        var charm = new TaggedSample(Baseline, JetSample.Flavours, "b", own.ImpactParametersCharm, own.Labels, own.Weights);
        taggers =
        [
            (name, Tagged(name, own), Tagged(name, own)),
            .. others.Select(other => (other.Name, Tagged(other.Name, other.Predictions), Tagged(other.Name, other.Predictions))),
            (Baseline, light, charm),
        ];
        Measure();
    }

    /// <summary>The figures of merit: <c>test.light_rejection_at_70</c> and its ratio to IP3D's, the same of c and tau jets, at every working point; <c>test.taggers.NAME...</c> of the others; AUCs; accuracy.</summary>
    public MetricsTree Metrics { get; } = new();

    /// <summary>The table of the working points.</summary>
    public static ReportTable WorkingPoints(MetricsTree metrics)
    {
        string[] taggers = [.. metrics.Keys("test.taggers")];
        string[] points = [.. metrics.Keys($"test.taggers.{taggers[0]}").Where(key => key.StartsWith("at_", StringComparison.Ordinal))];
        string[] backgrounds = ["light", "c", "tau"];
        return new ReportTable(
            "Rejections at fixed b efficiency",
            ["b efficiency", "Tagger", .. backgrounds.Select(flavour => $"{flavour} rejection"), .. backgrounds.Select(flavour => $"{flavour}: over {Baseline}")],
            [
                .. points.SelectMany(point => taggers.Select(tagger => (IReadOnlyList<string>)
                [
                    $"{point[3..].Replace('_', '.')}%",
                    tagger,
                    .. backgrounds.Select(flavour => MetricsTable.Cell(metrics, $"test.taggers.{tagger}.{point}.{flavour}_rejection")),
                    .. backgrounds.Select(flavour => MetricsTable.Cell(metrics, $"test.taggers.{tagger}.{point}.{flavour}_over_baseline")),
                ])),
            ]);
    }

    /// <summary>Draws the figures.</summary>
    public void Draw(FigureFolder folder, IReadOnlyList<EpochLosses> history)
    {
        foreach (var (flavour, isCharm) in new[] { ("light", false), ("c", true) })
        {
            BinarySample[] curves = [.. taggers.Select(tagger => isCharm ? tagger.Charm : tagger.Light).Select(tagger => tagger.Against(tagger.PlaceOf(flavour)))];
            folder.Add(
                $"rejection_{flavour}",
                $"Rejection of {flavour} jets against b efficiency; below, the ratios to {Baseline} ({(isCharm ? "its log-likelihood ratio of b to c" : "its log-likelihood ratio of b to light")})",
                RejectionFigure.Create(new CurveFigureOptions { Baseline = curves.Length - 1 }, curves));
        }

        var values = taggers[0].Light.Values.ToArray();
        folder.Add(
            "discriminant",
            FormattableString.Invariant($"D_b by flavour, f_c = {card.Evaluation.CharmFraction}, f_tau = {card.Evaluation.TauFraction}; lines are the working points"),
            ClassDistributionFigure.Create("D_b", "", Even(values, 60), JetSample.Flavours, values, own.Labels, own.Weights, new ClassDistributionOptions { Logarithmic = true, Cuts = Cuts() }));
        folder.Add(
            "discriminant_ip3d",
            $"{Baseline}, b against light, by flavour",
            ClassDistributionFigure.Create("log likelihood ratio", "", Even(own.ImpactParameters, 60), JetSample.Flavours, own.ImpactParameters, own.Labels, own.Weights, new ClassDistributionOptions { Logarithmic = true }));
        folder.Add("confusion", "The flavour of largest probability against the true one", ConfusionFigure.Create(sample.Confusion()));
        if (Scan() is { Count: > 0 } scans)
            folder.Add("charm_fraction", "c against light rejection for values of f_c, at fixed b efficiencies", IsoEfficiencyFigure.Create(scans, card.Evaluation.CharmFraction));
        double[] edges = [.. card.Evaluation.PtEdges];
        var tagged = taggers[0].Light;
        var cut = tagged.Against(tagged.Backgrounds.First()).Roc.AtSignalEfficiency(Quoted).Threshold;
        folder.Add("efficiency_pt_fixed", "Efficiencies against pT with one cut, 70% of all b jets", BinnedFigure.Create("pT", "GeV", "Efficiency", edges, BinnedTagging.AtCut(tagged, own.Pt, edges, cut).Series()));
        folder.Add("efficiency_pt_flat", "Efficiencies against pT with a cut a bin, 70% of the b jets in each", BinnedFigure.Create("pT", "GeV", "Efficiency", edges, BinnedTagging.AtFlatEfficiency(tagged, own.Pt, edges, Quoted).Series()));
        if (history.Count > 0)
            folder.Add("loss", "Weighted cross-entropy of the flavours against the epoch", LossFigure.Create(history, null, "Cross-entropy"));
    }

    // A dot would part the path.
    private static string KeyOf(double efficiency) => FormattableString.Invariant($"at_{100 * efficiency:0.####}").Replace('.', '_');

    private static MultiClassSample Sample(string name, FlavourPredictions predictions) => new(name, JetSample.Flavours, predictions.Probabilities, predictions.Labels, predictions.Weights);

    private static double[] Even(double[] values, int bins)
    {
        // A few jets at the ends would make all others one bin.
        double[] sorted = [.. values.Order()];
        var (low, high) = (sorted[(int)(0.001 * (sorted.Length - 1))], sorted[(int)(0.999 * (sorted.Length - 1))]);
        return [.. Enumerable.Range(0, bins + 1).Select(i => low + (Math.Max(high - low, 1e-6) * i / bins))];
    }

    private TaggedSample Tagged(string name, FlavourPredictions predictions) => TaggedSample.Of(Sample(name, predictions), discriminant);

    private IReadOnlyList<double> Cuts() => [.. TaggingWorkingPoint.Of(taggers[0].Light, [.. card.Evaluation.Efficiencies]).Select(point => point.Threshold)];

    // A curve needs two points at which light and c jets are left.
    private IReadOnlyList<FractionScan> Scan() =>
    [
        .. FractionScan.Of(sample, [.. card.Evaluation.CharmScan], card.Evaluation.TauFraction, [.. card.Evaluation.Efficiencies])
            .Where(scan => scan.Points.Count(point => double.IsFinite(point.LightRejection.Value) && double.IsFinite(point.CharmRejection.Value)) > 1),
    ];

    private void Measure()
    {
        foreach (var (name, light, charm) in taggers)
        {
            foreach (var (tagged, baseline, flavours) in new[] { (light, taggers[^1].Light, new[] { "light", "tau" }), (charm, taggers[^1].Charm, ["c"]) })
            {
                foreach (var point in TaggingWorkingPoint.Of(tagged, [.. card.Evaluation.Efficiencies], baseline))
                {
                    var path = $"test.taggers.{name}.{KeyOf(point.Efficiency)}";
                    foreach (var flavour in flavours)
                    {
                        Metrics.Set($"{path}.{flavour}_rejection", point.Rejections.First(pair => pair.Flavour == flavour).Rejection);
                        Metrics.Set($"{path}.{flavour}_over_baseline", point.Ratios.First(pair => pair.Flavour == flavour).Ratio);
                    }
                }
            }
        }

        foreach (var point in TaggingWorkingPoint.Of(taggers[0].Light, [Quoted], taggers[^1].Light))
        {
            foreach (var (flavour, rejection) in point.Rejections)
                Metrics.Set($"test.{flavour}_rejection_at_70", rejection);
            Metrics.Set("test.light_over_ip3d_at_70", point.Ratios.First(pair => pair.Flavour == "light").Ratio);
        }

        Metrics.Set("test.c_over_ip3d_at_70", TaggingWorkingPoint.Of(taggers[0].Charm, [Quoted], taggers[^1].Charm)[0].Ratios.First(pair => pair.Flavour == "c").Ratio);
        Metrics.Set("test.auc", sample.Auc(MultiClassAuc.OneVsRest, Averaging.Macro));
        Metrics.Set("test.accuracy", sample.TopAccuracy(1));
        Metrics.Set("test.events", (long)sample.Count);
    }
}
