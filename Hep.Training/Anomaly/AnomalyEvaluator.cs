using Hep.Evaluation;
using Hep.Evaluation.Anomaly;
using Hep.Evaluation.Plots;
using Hep.Evaluation.Report;
using Hep.Training.Runs;

namespace Hep.Training.Anomaly;

/// <summary>Figures of merit and pictures of all detectors on the same test events, from what was written.</summary>
internal sealed class AnomalyEvaluator
{
    private const int MassBins = 20, ScoreBins = 60;
    private static readonly (double Efficiency, string Key)[] Cuts = [(1e-1, "1e-1"), (1e-2, "1e-2")];
    private static readonly string[] EfficiencyKeys = ["1e-1", "1e-2", "1e-3"];
    private readonly AnomalyCard card;
    private readonly AnomalyPredictions test;
    private readonly IReadOnlyList<BinarySample> samples;
    private readonly RateThreshold threshold;

    /// <summary>An evaluation.</summary>
    /// <param name="card">The run card.</param>
    /// <param name="predictions">What the detectors say.</param>
    public AnomalyEvaluator(AnomalyCard card, AnomalyPredictions predictions)
    {
        this.card = card;
        test = predictions.Of("test");
        samples = [.. test.Scores.Select(score => new BinarySample(InWords(score.Name), score.Values, test.IsSignal, test.Weights))];
        threshold = ThresholdOf(card, predictions.Of("validation"));
        Measure();
    }

    /// <summary>The figures of merit: those of the decision's score in <c>test</c>, of all in <c>test.detectors.NAME</c>, costs by input in <c>test.inputs.NAME</c>.</summary>
    public MetricsTree Metrics { get; } = new();

    /// <summary>The threshold of the decision, set on background of the validation split.</summary>
    public static RateThreshold ThresholdOf(AnomalyCard card, AnomalyPredictions validation)
    {
        int[] background = [.. Enumerable.Range(0, validation.IsSignal.Length).Where(row => !validation.IsSignal[row])];
        double[] Pick(double[] values) => Array.ConvertAll(background, row => values[row]);
        return RateThreshold.Find(Pick(validation.Scores[0].Values), card.Evaluation.BackgroundRate, Pick(validation.Weights));
    }

    /// <summary>A row a detector.</summary>
    public static ReportTable Detectors(MetricsTree metrics)
    {
        var hasMass = metrics.Keys("test.detectors") is [var first, ..] && metrics.Contains($"test.detectors.{first}.distance_correlation");
        return new ReportTable(
            "Detectors",
            ["Detector", "AUC", "Maximum SIC", "ε_S at ε_B = 0.1", "at 0.01", "at 0.001", .. hasMass ? ["JS divergence of the mass, ε_B = 0.1", "at random", "Distance correlation"] : Array.Empty<string>()],
            [
                .. metrics.Keys("test.detectors").Select(name =>
                {
                    string Cell(string figure) => MetricsTable.Cell(metrics, $"test.detectors.{name}.{figure}");
                    return (IReadOnlyList<string>)
                    [
                        InWords(name), Cell("auc"), Cell("max_sic"), .. EfficiencyKeys.Select(key => Cell($"signal_efficiency_at_{key}")),
                        .. hasMass ? [Number(metrics, $"test.detectors.{name}.js_divergence_at_1e-1"), Number(metrics, $"test.detectors.{name}.js_floor_at_1e-1"), Number(metrics, $"test.detectors.{name}.distance_correlation")] : Array.Empty<string>(),
                    ];
                }),
            ]);
    }

    /// <summary>A row an input of the network.</summary>
    public static ReportTable Inputs(MetricsTree metrics) => new(
        "Mean cost of the reconstruction",
        ["Input", "Background", "Signal", "Background that is let through"],
        [.. metrics.Keys("test.inputs").Select(name => (IReadOnlyList<string>)[name, .. new[] { "background", "signal", "selected" }.Select(key => Number(metrics, $"test.inputs.{name}.{key}"))])]);

    /// <summary>Draws the figures.</summary>
    public void Draw(FigureFolder folder, IReadOnlyList<EpochLosses> history)
    {
        folder.Add("improvement", FormattableString.Invariant($"Significance improvement of cuts that select {card.Evaluation.LeastBackground} background events or more"), ImprovementFigure.Create(card.Evaluation.LeastBackground, samples));
        folder.Add("rejection", "Background rejection against signal efficiency", RejectionFigure.Create([.. samples]));
        folder.Add("score", FormattableString.Invariant($"Score of the decision; the line is the cut that lets {card.Evaluation.BackgroundRate} of the background through"), Score());
        if (Sculpted(samples[0]) is { } sculpting && Efficiencies(samples[0]) is { Length: > 0 } efficiencies)
            folder.Add("mass", $"Background in {card.Evaluation.Mass} before and after cuts with ε_B = {string.Join(", ", Cuts.Select(cut => FormattableString.Invariant($"{cut.Efficiency}")))}", SculptingFigure.Create(card.Evaluation.Mass!, "", sculpting, efficiencies));
        if (history.Count > 0)
            folder.Add("loss", "Loss of the reconstruction against the epoch", LossFigure.Create(history, null, "Loss"));
    }

    /// <summary>What a detector is called in legends.</summary>
    public static string InWords(string name) => name switch
    {
        "reconstruction" => "Autoencoder, reconstruction",
        "largest" => "Autoencoder, largest cost",
        "kl" => "Autoencoder, KL",
        "both" => "Autoencoder, reconstruction and KL",
        "mahalanobis" => "Autoencoder, latent Mahalanobis",
        "pca" => "PCA",
        "isolation_forest" => "Isolation forest",
        "nearest_neighbours" => "Nearest neighbours",
        "gaussian_mixture" => "Gaussian mixture",
        "penalised_mixture" => "Penalised mixture, fitted to data with signal",
        _ => name,
    };

    private static string Number(MetricsTree metrics, string path) => metrics.Contains(path) ? FormattableString.Invariant($"{metrics.Number(path):G3}") : "–";

    private static double Quantile(double[] sorted, double share) => sorted[(int)(share * (sorted.Length - 1))];

    private static double[] Even(IEnumerable<double> values, int bins)
    {
        double[] sorted = [.. values.Order()];
        var (low, high) = (Quantile(sorted, 0.001), Quantile(sorted, 0.999));
        return [.. Enumerable.Range(0, bins + 1).Select(i => low + (Math.Max(high - low, 1e-6) * i / bins))];
    }

    private Figure Score()
    {
        const double Smallest = 1e-12;
        double[] logarithms = [.. test.Scores[0].Values.Select(score => Math.Log10(Math.Max(Smallest, score)))];
        return ClassDistributionFigure.Create(
            $"log10 of the score ({InWords(test.Scores[0].Name)})", "", Even(logarithms, ScoreBins), ["background", "signal"], logarithms, [.. test.IsSignal.Select(isSignal => isSignal ? 1 : 0)], test.Weights,
            new ClassDistributionOptions { Logarithmic = true, Cuts = [Math.Log10(Math.Max(Smallest, threshold.Threshold))] });
    }

    private Sculpting? Sculpted(BinarySample sample) => test.Mass is not { } mass ? null : new Sculpting(sample, mass, Even(mass.Where((_, row) => !test.IsSignal[row]), MassBins));

    private static double[] Efficiencies(BinarySample sample) =>
        [.. Cuts.Select(cut => sample.Roc.AtBackgroundEfficiency(cut.Efficiency).SignalEfficiency.Value).Where(efficiency => efficiency > 0)];

    private void Measure()
    {
        for (var i = 0; i < samples.Count; i++)
        {
            var paths = new List<string> { $"test.detectors.{test.Scores[i].Name}" };
            if (i == 0)
                paths.Insert(0, "test");
            foreach (var path in paths)
                Measure(path, samples[i]);
        }

        var decision = samples[0].Roc.AtThreshold(threshold.Threshold);
        Metrics.Set("test.threshold", new Estimate(threshold.Threshold, (threshold.Range.High - threshold.Range.Low) / 2), threshold.Range);
        Metrics.Set("test.wanted_rate", card.Evaluation.BackgroundRate);
        Metrics.Set("test.background_rate", decision.BackgroundEfficiency);
        Metrics.Set("test.signal_efficiency", decision.SignalEfficiency);
        Metrics.Set("test.events", (long)test.IsSignal.Length);
        Metrics.Set("validation.background_rate", new Estimate(threshold.Rate.Value, (threshold.Rate.High - threshold.Rate.Low) / 2), threshold.Rate);
        foreach (var (name, costs) in test.Costs)
        {
            var path = $"test.inputs.{FigureFolder.NameOf(name)}";
            Metrics.Set($"{path}.background", Mean(costs, row => !test.IsSignal[row]));
            Metrics.Set($"{path}.signal", Mean(costs, row => test.IsSignal[row]));
            Metrics.Set($"{path}.selected", Mean(costs, row => !test.IsSignal[row] && test.Scores[0].Values[row] >= threshold.Threshold));
        }
    }

    private void Measure(string path, BinarySample sample)
    {
        var summary = new AnomalySummary(sample, card.Evaluation.LeastBackground);
        Metrics.Set($"{path}.auc", summary.Auc);
        Metrics.Set($"{path}.max_sic", summary.Improvement.Best);
        foreach (var (key, efficiency) in EfficiencyKeys.Zip(summary.SignalEfficiencies))
            Metrics.Set($"{path}.signal_efficiency_at_{key}", efficiency);
        if (Sculpted(sample) is not { } sculpting)
            return;
        foreach (var (cut, key) in Cuts)
        {
            if (sample.Roc.AtBackgroundEfficiency(cut).SignalEfficiency.Value is not (> 0 and var efficiency))
                continue;
            Metrics.Set($"{path}.js_divergence_at_{key}", sculpting.Divergence(efficiency));
            Metrics.Set($"{path}.js_floor_at_{key}", sculpting.Floor(efficiency));
        }

        Metrics.Set($"{path}.distance_correlation", DistanceCorrelation.OfBackground(sample, test.Mass!));
    }

    private double Mean(double[] values, Func<int, bool> which)
    {
        int[] rows = [.. Enumerable.Range(0, values.Length).Where(which)];
        return rows.Length == 0 ? double.NaN : rows.Sum(row => values[row] * test.Weights[row]) / rows.Sum(row => test.Weights[row]);
    }
}
