using System.Diagnostics;
using Hep.Data;
using Hep.Evaluation;
using Hep.Evaluation.Anomaly;

namespace Hep.Benchmarks.Anomaly;

/// <summary>Detectors without a network, trained on background and scored on labelled events.</summary>
internal static class Baselines
{
    /// <summary>Jets without mJJ, in which a search looks for a bump.</summary>
    public static readonly string[] Features = ["mj1", "mj2", "tau21_1", "tau21_2"];

    public static FeatureMatrix Of(EventTable events, Func<int, bool>? which = null)
    {
        int[] rows = [.. Enumerable.Range(0, events.Count).Where(i => which?.Invoke(events.Labels[i]) ?? true)];
        var chosen = events.WithFeatures(Features).Select(rows);
        return FeatureMatrix.OfColumns(Features, [.. chosen.Features.Select(feature => feature.Values)], chosen.Weights);
    }

    /// <summary>Name, detector and the time it took to learn.</summary>
    public static IEnumerable<(string Name, Func<IAnomalyScore> Fit)> All(EventTable train, ulong seed)
    {
        var (background, data) = (Of(train, label => label == 0), Of(train));
        var mixture = new Lazy<GaussianMixture>(() => GaussianMixture.Fit(background, new() { Components = 8, Seed = seed }));
        yield return ("Mahalanobis", () => Mahalanobis.Fit(background));
        yield return ("PCA, 2 components", () => PrincipalComponents.Fit(background, 2));
        yield return ("Isolation forest", () => IsolationForest.Fit(background, new() { Seed = seed }));
        yield return ("5 nearest neighbours", () => NearestNeighbours.Fit(background));
        yield return ("Gaussian mixture", () => mixture.Value);
        foreach (var penalty in new[] { 0.0, 5, 30 })
            yield return (FormattableString.Invariant($"Penalised mixture, {penalty}"), () => PenalizedMixture.Fit(mixture.Value, data, new() { Penalty = penalty, Seed = seed }));
    }

    public static List<BinarySample> Table(EventTable train, EventTable test, ulong seed, TextWriter output)
    {
        var events = Of(test);
        bool[] isSignal = [.. test.Labels.Select(label => label == 1)];
        var samples = new List<BinarySample>();
        output.WriteLine("| detector | AUC | maximum SIC | at eps_B | eps_S at 0.1 | at 0.01 | at 0.001 | learn, score [s] |");
        output.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- |");
        foreach (var (name, fit) in All(train, seed))
        {
            var clock = Stopwatch.StartNew();
            var detector = fit();
            var learnt = clock.Elapsed.TotalSeconds;
            var sample = new BinarySample(name, detector.Score(events), isSignal);
            var scored = clock.Elapsed.TotalSeconds - learnt;
            samples.Add(sample);
            var summary = new AnomalySummary(sample);
            var best = sample.Roc.AtThreshold(summary.Improvement.BestThreshold).BackgroundEfficiency.Value;
            output.WriteLine(FormattableString.Invariant($"| {name} | {summary.Auc} | {summary.Improvement.Best} | {best:G2} | {string.Join(" | ", summary.SignalEfficiencies)} | {learnt:0.00}, {scored:0.00} |"));
            if (detector is PenalizedMixture mixture)
                output.WriteLine(FormattableString.Invariant($"|   share {mixture.Share:G3}, 2 ln L ratio {mixture.LogLikelihoodRatio:0.0}, steps {mixture.Steps}, variables {string.Join(" ", mixture.SelectedFeatures)} |"));
        }

        return samples;
    }
}
