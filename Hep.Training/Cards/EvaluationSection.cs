using Hep.Models;
using Hep.Training.Runs;

namespace Hep.Training.Cards;

/// <summary>The <c>evaluation</c> section: which figures are computed, and how plots are labelled.</summary>
public sealed record EvaluationSection : IFigureLabels
{
    private const string MeasuredKey = "measured";
    private const string BaselinesKey = "baselines";
    private const string BinsKey = "bins";
    private const string SculptingKey = "sculpting";
    private const int MostSculpted = 20;

    /// <summary>The signal efficiencies at which the background rejection is given; 1 to 100 numbers between 0 and 1.</summary>
    public ValueList<double> SignalEfficiencies { get; init; } = [0.3, 0.5, 0.7, 0.9];

    /// <summary>b_reg of the approximate median significance, in units of the weights' sum; 0 or more. The challenge takes 10.</summary>
    public double AmsRegularization { get; init; } = 10;

    /// <summary>The systematic uncertainty of the background in Asimov significance and s / sqrt(b + sigma^2), as a fraction of it; 0 or more.</summary>
    public double BackgroundUncertainty { get; init; }

    /// <summary>How the threshold on the score is chosen.</summary>
    public ThresholdOptions Threshold { get; init; } = new ThresholdOptions.Ams();

    /// <summary>
    /// A threshold of the largest AMS, or of another significance, is one of those that select at least so many effective background entries, (sum w)^2 / sum w^2; 0 or
    /// more. With fewer, the background is not measured, and the largest AMS is a fluctuation of it.
    /// </summary>
    public double AmsBackgroundEntries { get; init; } = 25;

    /// <summary>The yields that the full sample stands for; null: each split is scaled to the sums of weights of all splits.</summary>
    public ExpectedYields? ExpectedYields { get; init; }

    /// <summary>The leaderboards of a challenge; null: there are none.</summary>
    public ChallengeOptions? Challenge { get; init; }

    /// <summary>Replicas of the Poisson bootstrap for the band around the AMS, 20 to 10,000; null: no bootstrap, the band is the propagated error.</summary>
    public int? BootstrapReplicas { get; init; } = 200;

    /// <summary>The seed of the bootstrap; 0 or more.</summary>
    public int BootstrapSeed { get; init; } = 1;

    /// <summary>
    /// At how many angles an event is scored, 1 to 64; its logit is the mean, over both signs of eta, too, where <see cref="TrainingSection.Augmentation"/>
    /// has such columns. The exported file does the same. Null: once, as it is.
    /// </summary>
    public int? Average { get; init; }

    /// <summary>Bins of the score distributions; 2 to 10,000.</summary>
    public int ScoreBins { get; init; } = 40;

    /// <summary>What plots are labelled with, such as Simulation; null: nothing.</summary>
    public string? Label { get; init; } = "Simulation";

    /// <summary>The centre-of-mass energy, such as 8 TeV, written on plots; null: nothing.</summary>
    public string? Energy { get; init; }

    /// <summary>The integrated luminosity, such as 20.2 fb-1, written on plots; null: nothing.</summary>
    public string? Luminosity { get; init; }

    /// <summary>Columns, features or not, whose distributions are drawn before and after the cut on the score, and the cut's efficiency against them; at most 100.</summary>
    public ValueList<string> Variables { get; init; } = [];

    /// <summary>
    /// Full paths of files of measured events, with or without wildcards (<c>*</c>, <c>?</c>), which are drawn as points; empty: there are none. In a card they are relative to it;
    /// one path, a list, or <c>none</c>. Measured events have no label, and each counts 1.
    /// </summary>
    public ValueList<string> Measured { get; init; } = [];

    /// <summary>Measured events with a score at or above it are not looked at: neither drawn nor counted nor written; in (0, 1]. Null: all are.</summary>
    public double? BlindAbove { get; init; }

    /// <summary>The sources of systematic uncertainty, in the order of the card; at most 200.</summary>
    public ValueList<SystematicSource> Systematics { get; init; } = [];

    /// <summary>What the network is compared with; null: nothing.</summary>
    public BaselineOptions? Baselines { get; init; }

    /// <summary>Columns in whose bins the background rejection is given too.</summary>
    public ValueList<ColumnBins> Bins { get; init; } = [];

    /// <summary>Columns, features or not, of which the background's distribution is compared before and after cuts on the score; at most 20.</summary>
    public ValueList<string> Sculpting { get; init; } = [];

    /// <summary>How figures are printed.</summary>
    public FigureOptions Figures { get; init; } = new();

    /// <summary>The columns that comparisons need, with the keys that name them.</summary>
    internal IEnumerable<(string Key, string Column)> Compared =>
    [
        .. (Baselines?.Observables ?? []).Concat(Baselines?.Fisher ?? []).Select(column => (BaselinesKey, column)),
        .. Bins.Select(bins => (BinsKey, bins.Column)),
        .. Sculpting.Select(column => (SculptingKey, column)),
    ];

    internal static EvaluationSection Read(CardReader reader)
    {
        var defaults = new EvaluationSection();
        return new()
        {
            SignalEfficiencies = reader.Doubles("signal_efficiencies", defaults.SignalEfficiencies, Interval.InsideUnit, most: 100),
            AmsRegularization = reader.Double("ams_regularization", defaults.AmsRegularization, Interval.NotNegative),
            BackgroundUncertainty = reader.Double("background_uncertainty", defaults.BackgroundUncertainty, Interval.NotNegative),
            Threshold = reader.Variant("threshold", ThresholdOptions.Kinds, defaults.Threshold, "by"),
            AmsBackgroundEntries = reader.Double("ams_background_entries", defaults.AmsBackgroundEntries, Interval.NotNegative),
            ExpectedYields = reader.OptionalSection("expected_yields", "a mapping with the keys signal, background", ExpectedYields.Read),
            Challenge = reader.OptionalSection("challenge", "a mapping with the keys set, weight, public, private", ChallengeOptions.Read),
            BootstrapReplicas = reader.Has("bootstrap_replicas") ? reader.IntOr("none", "bootstrap_replicas", 20, 10_000) : defaults.BootstrapReplicas,
            BootstrapSeed = reader.Int("bootstrap_seed", defaults.BootstrapSeed, 0),
            Average = reader.IntOr("none", "average", 1, 64),
            ScoreBins = reader.Int("score_bins", defaults.ScoreBins, 2, 10_000),
            Label = reader.Has("label") ? reader.OptionalText("label") : defaults.Label,
            Energy = reader.OptionalText("energy", "an energy such as 8 TeV"),
            Luminosity = reader.OptionalText("luminosity", "a luminosity such as 20.2 fb-1"),
            Variables = ReadVariables(reader),
            Measured = reader.IsAbsent(MeasuredKey) ? [] : reader.Paths(MeasuredKey, ProcessFiles.MostPaths),
            BlindAbove = reader.OptionalDouble("blind_above", null, new Interval(0, 1, HasLow: false)),
            Systematics = reader.SectionOrDefault("systematics", "names of sources with their variations, such as pdf: {weight_up: pdf_up, weight_down: pdf_down}", SystematicCards.Read, []),
            Baselines = reader.OptionalSection(BaselinesKey, "a mapping such as {observables: [mass, tau21], fisher: [mass, tau21]}", BaselineOptions.Read),
            Bins = reader.SectionOrDefault(BinsKey, "columns with the edges of their bins, such as {pt: [250, 275, 300]}", ColumnBins.Read, []),
            Sculpting = BaselineOptions.Columns(reader, SculptingKey, MostSculpted),
            Figures = reader.SectionOrDefault("figures", "a mapping such as {width: two_columns}", FigureOptions.Read, defaults.Figures),
        };
    }

    internal void Write(CardWriter writer)
    {
        writer.Doubles("signal_efficiencies", SignalEfficiencies);
        writer.Double("ams_regularization", AmsRegularization);
        writer.Double("background_uncertainty", BackgroundUncertainty);
        writer.Section("threshold", Threshold.Write);
        writer.Double("ams_background_entries", AmsBackgroundEntries);
        writer.Section("expected_yields", ExpectedYields is { } yields ? yields.Write : null);
        writer.Section("challenge", Challenge is { } challenge ? challenge.Write : null);
        writer.Int("bootstrap_replicas", BootstrapReplicas);
        writer.Int("bootstrap_seed", BootstrapSeed);
        writer.Int("average", Average);
        writer.Int("score_bins", ScoreBins);
        writer.Text("label", Label);
        writer.Text("energy", Energy);
        writer.Text("luminosity", Luminosity);
        writer.Texts("variables", Variables);
        if (Measured.Count > 0)
            writer.Texts(MeasuredKey, Measured);
        else
            writer.Text(MeasuredKey, null);
        writer.Double("blind_above", BlindAbove);
        SystematicCards.Write(writer, "systematics", Systematics);
        if (Baselines is { } baselines)
            writer.Section(BaselinesKey, baselines.Write);
        if (Bins.Count > 0)
        {
            writer.Section(BinsKey, section =>
            {
                foreach (var bins in Bins)
                    section.DoublesOf(bins.Column, bins.Edges);
            });
        }

        if (Sculpting.Count > 0)
            writer.Texts(SculptingKey, Sculpting);
        writer.Section("figures", Figures.Write);
    }

    // They are written beside what predictions.csv has anyway.
    private static ValueList<string> ReadVariables(CardReader reader)
    {
        var variables = reader.Has("variables") ? reader.Texts("variables", 100, least: 0) : [];
        foreach (var name in variables.Where(Predictions.IsReserved).Concat(variables.GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key)))
            reader.Refuse("variables", Predictions.IsReserved(name) ? $"found {name}, which is what predictions.csv calls a column of its own, expected another column" : $"found {name} twice, expected each column once");
        return variables;
    }
}
