using Hep.Data.Tracking;
using Hep.Data.Tracking.Finding;
using Hep.Evaluation;
using Hep.Evaluation.Plots;
using Hep.Evaluation.Report;
using Hep.Evaluation.Tracking;
using Hep.Training.Runs;

namespace Hep.Training.Tracking;

/// <summary>Figures of merit and pictures of found tracks and predicted hits, from what a run has written.</summary>
internal sealed class TrackingEvaluator
{
    private readonly TrackingCard card;
    private readonly BarrelDetector detector;
    private readonly IReadOnlyList<(string Finder, ResidualSample Residuals)> residuals;
    private readonly IReadOnlyList<FoundTracks> samples;

    /// <summary>An evaluation.</summary>
    /// <param name="card">The run card.</param>
    /// <param name="residuals">The predictions on true hits, by finder; that of the run first.</param>
    /// <param name="samples">The tracks that were found.</param>
    public TrackingEvaluator(TrackingCard card, IReadOnlyList<(string Finder, ResidualSample Residuals)> residuals, IReadOnlyList<FoundTracks> samples)
    {
        (this.card, this.residuals, this.samples) = (card, residuals, samples);
        detector = card.Data.Detector.ToDetector();
        Measure();
    }

    /// <summary>The figures of merit: <c>test.efficiency</c> and others of the run's network on the first sample, <c>test.SAMPLE.FINDER.efficiency</c>, <c>test.FINDER.pull_rphi.width</c>.</summary>
    public MetricsTree Metrics { get; } = new();

    /// <summary>Tracks a second by events and finder.</summary>
    /// <param name="samples">What was found.</param>
    public static IReadOnlyDictionary<string, double> Speeds(IReadOnlyList<FoundTracks> samples) => new OrderedDictionary<string, double>(
        samples.SelectMany(sample => sample.ByFinder.Select(found => KeyValuePair.Create($"{sample.Sample} {found.Finder}", Math.Round(found.Tracks.Sum(tracks => tracks.Count) / found.Seconds, 1)))),
        StringComparer.Ordinal);

    /// <summary>The table of all finders.</summary>
    /// <param name="metrics">The figures of merit.</param>
    /// <param name="speeds">Tracks a second by events and finder; null: they are not in the table.</param>
    public static ReportTable Finders(MetricsTree metrics, IReadOnlyDictionary<string, double>? speeds = null)
    {
        string[] figures = ["efficiency", "fake_rate", "clone_rate", "hit_accuracy", "purity"];
        var rows = new List<IReadOnlyList<string>>();
        foreach (var sample in metrics.Keys("test").Where(key => metrics.Contains($"test.{key}.finders")))
        {
            foreach (var finder in metrics.Keys($"test.{sample}.finders"))
            {
                var path = $"test.{sample}.finders.{finder}";
                rows.Add([sample, finder, .. figures.Select(figure => Share(metrics, $"{path}.{figure}")), .. speeds is null ? [] : new[] { FormattableString.Invariant($"{speeds.GetValueOrDefault($"{sample} {finder}", double.NaN):N0}") }]);
            }
        }

        return new ReportTable("Track finding", ["Events", "Finder", "Efficiency", "Fake rate", "Clone rate", "Hit accuracy", "Purity", .. speeds is null ? Array.Empty<string>() : ["Tracks / s"]], rows);
    }

    /// <summary>A share with its error; of one that is 0, what it is below, at one standard deviation.</summary>
    public static string Share(MetricsTree metrics, string path) => metrics.Figure(path).Value == 0 && metrics.Contains($"{path}.high")
        ? FormattableString.Invariant($"< {metrics.Number($"{path}.high"):0.0E+0}")
        : MetricsTable.Cell(metrics, path);

    /// <summary>The table of residuals and pulls.</summary>
    public static ReportTable Pulls(MetricsTree metrics) => new(
        "Predicted hits",
        ["Finder", "Hits", "σ(rφ) [mm]", "σ(z) [mm]", "Pull mean rφ", "Pull width rφ", "Pull mean z", "Pull width z"],
        [
            .. metrics.Contains("test.predictions")
                ? metrics.Keys("test.predictions").Select(finder => (IReadOnlyList<string>)
                [
                    finder,
                    FormattableString.Invariant($"{metrics.Number($"test.predictions.{finder}.residual_rphi.entries"):N0}"),
                    .. new[] { "residual_rphi.width", "residual_z.width", "pull_rphi.mean", "pull_rphi.width", "pull_z.mean", "pull_z.width" }.Select(figure => MetricsTable.Cell(metrics, $"test.predictions.{finder}.{figure}")),
                ])
                : [],
        ]);

    /// <summary>Draws the figures.</summary>
    /// <param name="folder">Where they go.</param>
    /// <param name="history">The losses by epoch.</param>
    public void Draw(FigureFolder folder, IReadOnlyList<EpochLosses> history)
    {
        foreach (var sample in samples)
            DrawSample(folder, sample);
        foreach (var (finder, sample) in residuals.Where(pair => pair.Residuals.Count > 0))
            folder.Add($"pulls_{FigureFolder.NameOf(finder)}", $"Pulls of the hits that {finder} predicts, and the width of their core in every layer", PullFigure.Create(sample));
        if (history.Count > 0)
            folder.Add("loss", "Minus the log likelihood of the next hit, in units of the scales of the helix, against the epoch", LossFigure.Create(history, null, "−log likelihood"));
    }

    private static Func<int, bool>? Wanted(HitEvent one, double minimumPt) => minimumPt > 0 ? particle => one.Particles.Pt[particle] >= minimumPt : null;

    private void Measure()
    {
        foreach (var sample in samples)
        {
            foreach (var found in sample.ByFinder)
            {
                var score = new TrackFindingScore();
                for (var i = 0; i < sample.Events.Count; i++)
                    score.Add(Match(sample.Events[i], found.Tracks[i]), Wanted(sample.Events[i], card.Evaluation.MinimumPt));
                var path = $"test.{sample.Sample}.finders.{found.Finder}";
                score.Write(Metrics, path);
                if (sample == samples[0] && found == sample.ByFinder[0])
                    score.Write(Metrics, "test");
            }
        }

        foreach (var (finder, sample) in residuals)
        {
            sample.Write(Metrics, $"test.predictions.{finder}");
            if (finder == residuals[0].Finder)
                sample.Summary().Write(Metrics, "test");
        }
    }

    private TrackMatching Match(HitEvent one, IReadOnlyList<IReadOnlyList<int>> tracks) => new(tracks, one.ParticlePlaces(), one.Particles.Count, card.Evaluation.Matching);

    private void DrawSample(FigureFolder folder, FoundTracks sample)
    {
        var shown = EventDisplays.Choose(sample.Events);
        folder.Add(
            $"event_{sample.Sample}",
            $"One event ({sample.Sample}): pale bands are particles, lines the tracks that {sample.ByFinder[0].Finder} found for them; black is what went wrong",
            EventDisplays.Create(detector, sample.Events[shown], sample.ByFinder[0].Tracks[shown], card.Evaluation.Matching));
        if (sample.Events.All(any => any.Particles.Pt.All(double.IsNaN)))
            return;
        var matchings = sample.ByFinder.Select(found => (found, Matchings: sample.Events.Select((any, i) => Match(any, found.Tracks[i])).ToArray())).ToArray();
        var (pt, eta) = (PtEdges(sample), EtaEdges(sample));
        Rates(folder, sample, matchings, "pt", "pT", "GeV", pt, particles => particles.Pt, helix => 1 / Math.Abs(helix.QOverPt));
        Rates(folder, sample, matchings, "eta", "η", "", eta, particles => particles.Eta, helix => Math.Asinh(helix.CotTheta));
    }

    private void Rates(
        FigureFolder folder,
        FoundTracks sample,
        IReadOnlyList<(FoundBy Found, TrackMatching[] Matchings)> finders,
        string name,
        string variable,
        string unit,
        double[] edges,
        Func<TrackParticles, double[]> ofParticles,
        Func<Helix, double> ofTrack)
    {
        var (efficiencies, fakes, clones) = (new List<(string, BinnedRate)>(), new List<(string, BinnedRate)>(), new List<(string, BinnedRate)>());
        foreach (var (found, matchings) in finders)
        {
            var (efficiency, fake, clone) = (new BinnedRate(edges), new BinnedRate(edges), new BinnedRate(edges));
            for (var i = 0; i < matchings.Length; i++)
            {
                var (one, matching) = (sample.Events[i], matchings[i]);
                var values = ofParticles(one.Particles);
                for (var particle = 0; particle < matching.Particles; particle++)
                {
                    if (matching.IsCounted(particle) && !double.IsNaN(values[particle]) && Wanted(one, card.Evaluation.MinimumPt)?.Invoke(particle) != false)
                        efficiency.Fill(values[particle], matching.IsFound(particle));
                }

                for (var track = 0; track < matching.Tracks; track++)
                {
                    var value = ofTrack(new FoundTrack(found.Tracks[i][track], 0, 0, 0).Helix(one, detector.Field));
                    fake.Fill(value, matching.IsFake(track));
                    clone.Fill(value, matching.IsClone(track));
                }
            }

            efficiencies.Add((found.Finder, efficiency));
            fakes.Add((found.Finder, fake));
            clones.Add((found.Finder, clone));
        }

        Draw("efficiency", "Track finding efficiency", efficiencies, low: 0.8);

        // Where there is none, the table has the limit.
        if (Has((matching, track) => matching.IsFake(track)))
            Draw("fakes", "Fake rate", fakes, low: 0);
        if (Has((matching, track) => matching.IsClone(track)))
            Draw("clones", "Clone rate", clones, low: 0);

        bool Has(Func<TrackMatching, int, bool> what) => finders.Any(finder => finder.Matchings.Any(matching => Enumerable.Range(0, matching.Tracks).Any(track => what(matching, track))));

        void Draw(string share, string words, List<(string Name, BinnedRate Rate)> rates, double low)
        {
            if (rates.Any(rate => Enumerable.Range(0, rate.Rate.Count).All(bin => rate.Rate.Entries(bin) == 0)))
                return;
            var least = rates.Min(rate => Enumerable.Range(0, rate.Rate.Count).Where(bin => rate.Rate.Entries(bin) > 0).Min(bin => rate.Rate.Rate(bin).Low));
            folder.Add($"{share}_{name}_{sample.Sample}", $"{words} against {variable} ({sample.Sample}), with binomial errors", TrackRateFigure.Create(variable, unit, words, rates, low > least ? 0 : low));
        }
    }

    // Equal numbers of particles in every bin would hide the ends; even steps show them.
    private static double[] PtEdges(FoundTracks sample)
    {
        double[] all = [.. sample.Events.SelectMany(one => one.Particles.Pt).Where(double.IsFinite).Order()];
        var (low, high) = (all[0], all[(int)(0.99 * (all.Length - 1))]);
        return Even(low, Math.Max(high, low + 0.1), 12);
    }

    private static double[] EtaEdges(FoundTracks sample)
    {
        var most = sample.Events.SelectMany(one => one.Particles.Eta).Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(1).Max();
        return Even(-Math.Min(most, 2), Math.Min(most, 2), 12);
    }

    private static double[] Even(double low, double high, int bins) => [.. Enumerable.Range(0, bins + 1).Select(i => low + ((high - low) * i / bins))];
}
