using System.Globalization;
using Hep.Data;
using Hep.Tests.Support;
using Hep.Training.Cards;
using Hep.Training.Runs;
using Xunit;

namespace Hep.Tests.Training.Runs;

/// <summary>The challenge's own scoring, and the yields that a part of a sample stands for.</summary>
[Collection(nameof(LibTorchState))]
public sealed class ChallengeScoreTests
{
    private static readonly ClassificationEvaluation.LabelNames Names = new("b", "s");

    private static readonly EvaluationSection Section = new()
    {
        AmsBackgroundEntries = 0,
        BootstrapReplicas = null,
        Challenge = new() { Set = "set", Weight = "kw", Public = "b", Private = "v" },
    };

    /// <summary>Rows by hand; the threshold is 0.5, the only one of the validation split that selects its signal without its background.</summary>
    [Fact]
    public void Public_and_private_AMS_are_those_of_the_formula()
    {
        var validation = Table(("b", 0.5f, true, 1, 99), ("v", 0.4f, false, 3, 99));
        var test = Table(
            ("b", 0.9f, true, 0.1, 1.5), ("b", 0.5f, true, 0.1, 2), ("b", 0.6f, false, 7, 12), ("b", 0.49f, true, 0.1, 8), ("b", 0.1f, false, 7, 500),
            ("v", 0.7f, true, 0.2, 1.25), ("v", 0.8f, false, 9, 4), ("v", 0.51f, false, 9, 0.5), ("v", 0.2f, false, 9, 600),
            ("x", 0.95f, true, 0.2, 1000));
        var evaluation = new ClassificationEvaluation(Predictions.Of(("validation", validation.Table, validation.Scores), ("test", test.Table, test.Scores)), Section, Names);
        var metrics = evaluation.Metrics;
        Assert.Equal(0.5, metrics.Number("challenge.threshold"));
        Assert.Equal("validation", metrics.Text("challenge.threshold_chosen_on"));
        Assert.Equal((3.5, 12.0), (metrics.Number("challenge.public.selected_signal.value"), metrics.Number("challenge.public.selected_background.value")));
        Assert.Equal((1.25, 4.5), (metrics.Number("challenge.private.selected_signal.value"), metrics.Number("challenge.private.selected_background.value")));

        // sqrt(2 ((s + b + 10) ln(1 + s / (b + 10)) - s)) with 50 digits.
        Assert.Equal(0.72762348718914719085, metrics.Number("challenge.public.ams.value"), 1e-12);
        Assert.Equal(0.32371136699391723060, metrics.Number("challenge.private.ams.value"), 1e-12);
        Assert.Equal((5L, 4L), ((long)metrics.Number("challenge.public.events"), (long)metrics.Number("challenge.private.events")));
        Assert.Equal((11.5, 512.0), (metrics.Number("challenge.public.sum_of_weights.signal"), metrics.Number("challenge.public.sum_of_weights.background")));

        // sqrt(1.5^2 + 2^2) and 12.
        Assert.Equal(2.5, metrics.Number("challenge.public.selected_signal.error"), 1e-12);
        Assert.Equal(12, metrics.Number("challenge.public.selected_background.error"), 1e-12);
    }

    /// <summary>The rows from above, of which more than half are missing from the expected yields.</summary>
    [Fact]
    public void A_leaderboard_with_a_part_of_its_events_is_scaled_and_says_so()
    {
        var validation = Table(("b", 0.5f, true, 1, 99), ("v", 0.4f, false, 3, 99));
        var test = Table(
            ("b", 0.9f, true, 0.1, 1.5), ("b", 0.5f, true, 0.1, 2), ("b", 0.6f, false, 7, 12), ("b", 0.49f, true, 0.1, 8), ("b", 0.1f, false, 7, 500),
            ("v", 0.7f, true, 0.2, 1.25), ("v", 0.8f, false, 9, 4), ("v", 0.51f, false, 9, 0.5), ("v", 0.2f, false, 9, 600));
        ClassificationEvaluation Evaluate(ExpectedYields expected) => new(
            Predictions.Of(("validation", validation.Table, validation.Scores), ("test", test.Table, test.Scores)), Section with { ExpectedYields = expected }, Names);

        // The sums are 11.5 and 512 of the public, 1.25 and 604.5 of the private one: selected are 7 and 120, 23 and 38.1...; with 40 digits.
        var part = Evaluate(new(23, 5120));
        Assert.Equal((2.0, 10.0), (part.Metrics.Number("challenge.public.factor.signal"), part.Metrics.Number("challenge.public.factor.background")));
        Assert.Equal((7.0, 120.0), (part.Metrics.Number("challenge.public.selected_signal.value"), part.Metrics.Number("challenge.public.selected_background.value")));
        Assert.Equal(0.60855094452037760089, part.Metrics.Number("challenge.public.ams.value"), 1e-12);
        Assert.Equal(3.0935453731747461165, part.Metrics.Number("challenge.private.ams.value"), 1e-12);
        Assert.Equal((11.5, 512.0), (part.Metrics.Number("challenge.public.sum_of_weights.signal"), part.Metrics.Number("challenge.public.sum_of_weights.background")));
        Assert.Contains(
            "the weights of the public leaderboard add up to 11.5 signal and 512 background events, not to evaluation.expected_yields: a part of its events is missing, "
            + "and the weights are scaled for it (signal x 2, background x 10)",
            part.Caveats());

        // Within 5% nothing is missing, and the weights are those of the challenge.
        var whole = Evaluate(new(11.5 * 1.04, 512 / 1.04));
        Assert.Equal((1.0, 1.0), (whole.Metrics.Number("challenge.public.factor.signal"), whole.Metrics.Number("challenge.public.factor.background")));
        Assert.Equal(0.72762348718914719085, whole.Metrics.Number("challenge.public.ams.value"), 1e-12);
        Assert.DoesNotContain(whole.Caveats(), caveat => caveat.Contains("public leaderboard", StringComparison.Ordinal));
    }

    [Fact]
    public void A_subsample_stands_for_the_expected_yields_and_says_so()
    {
        var (validation, test) = (Toys.Gaussians(400, 2), Toys.Gaussians(500, 3));
        var expected = Section with { Challenge = null, ExpectedYields = new(692, 411_000), AmsBackgroundEntries = 5 };
        ClassificationEvaluation Evaluate(EvaluationSection section, double scale) => new(
            Predictions.Of([.. new[] { ("validation", validation), ("test", test) }.Select(
                part => (part.Item1, part.Item2.WithWeights(Array.ConvertAll(part.Item2.Weights, w => scale * w)), Scores(part.Item2)))]),
            section,
            Names);

        var (one, tenth) = (Evaluate(expected, 1), Evaluate(expected, 0.1));
        Assert.Equal(one.Metrics.Figure("test.ams").Value, tenth.Metrics.Figure("test.ams").Value, 1e-10);
        Assert.Equal(one.Threshold, tenth.Threshold);
        Assert.Equal(692.0 / 45, tenth.Metrics.Number("yields.signal.factor"), 1e-10);
        Assert.Equal(
            ["the weights of the 900 events in the splits add up to 45 signal and 45 background events, not to the 692 signal and 411,000 background of "
            + "evaluation.expected_yields: they are scaled to these for AMS and selected yields (signal x 15.38, background x 9133)"],
            tenth.Caveats());
        Assert.Equal("for the expected 692 signal and 411,000 background events (those read are scaled: signal x 15.38, background x 9133)", YieldScale.InWords(tenth.Metrics));

        // The selected yields are the fractions that are selected of the expected ones.
        Assert.Equal(692 * tenth.Metrics.Number("test.signal_efficiency.value"), tenth.Metrics.Number("test.selected_signal.value"), 1e-9);
        Assert.Equal(411_000 * tenth.Metrics.Number("test.background_efficiency.value"), tenth.Metrics.Number("test.selected_background.value"), 1e-6);

        var read = Evaluate(expected with { ExpectedYields = null }, 0.1);
        Assert.Empty(read.Caveats());
        Assert.Equal("for the 45 signal and 45 background events read", YieldScale.InWords(read.Metrics));
        Assert.NotEqual(read.Metrics.Figure("test.ams"), tenth.Metrics.Figure("test.ams"));
    }

    [Fact]
    public void A_validation_split_without_enough_background_is_a_caveat()
    {
        var table = Toys.Gaussians(40, 2);
        var evaluation = new ClassificationEvaluation(
            Predictions.Of(("validation", table, Scores(table)), ("test", table, Scores(table))), Section with { Challenge = null, AmsBackgroundEntries = 25 }, Names);
        Assert.Contains(
            "the validation split has 20 effective background entries, fewer than the 25 of evaluation.ams_background_entries: the threshold is the one with the largest AMS, which may be a fluctuation",
            evaluation.Caveats());
    }

    /// <summary>From card to folder, on the toy's own subsets; and evaluated again from the written predictions alone.</summary>
    [Fact]
    public void A_run_is_scored_on_the_leaderboards()
    {
        using var folder = new TemporaryFolder();
        var card = Studies.Card()
            .Replace("split: {by: hash}", "split: {by: column, column: KaggleSet, train: [t], validation: {of_train: 0.3}, test: [b, v], ignore: [u]}", StringComparison.Ordinal)
            + "\nevaluation: {challenge: {set: KaggleSet, weight: KaggleWeight, public: b, private: v}, bootstrap_replicas: 20}";
        var run = Studies.Run(folder, "run", card);
        using var sets = StudyData.Load(run.Folder.LoadCard().Data);
        Assert.Equal(1500, sets.Train.Count + sets.Validation.Count + sets.Test.Count + int.Parse(run.Facts.LeftOut!.Split(' ')[0], CultureInfo.InvariantCulture));
        Assert.EndsWith(" of 1,500 events (KaggleSet: u)", run.Facts.LeftOut, StringComparison.Ordinal);
        Assert.Equal(run.Metrics.Number("test.events"), run.Metrics.Number("challenge.public.events") + run.Metrics.Number("challenge.private.events"));
        var metrics = File.ReadAllText(run.Folder.Metrics);
        Assert.Equal(metrics, RunEvaluation.Evaluate(RunFolder.Open(run.Folder.FullPath)).ToJson());
        var report = File.ReadAllText(run.Folder.Report);
        foreach (var shown in new[] { run.Facts.LeftOut, run.Metrics.Figure("challenge.private.ams").ToString(), "Leaderboards, with their own weights" })
            Assert.Contains(System.Net.WebUtility.HtmlEncode(shown), report, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_of_a_simulation_are_those_of_the_column_that_the_card_names()
    {
        var card = RunCard.Load(Repository.PathOf("configs/higgs.yaml"), ["data.events=500"]).Data;
        double[] Sorted(string? weight) => [.. StudyData.Load(card with { Weight = weight }).Splits.SelectMany(split => split.Events.Events.Weights).Order()];
        var table = HiggsToy.Generate(500, 1);
        Assert.Equal(table.Weights.Order(), Sorted("Weight"));
        Assert.Equal(table.Numbers("KaggleWeight").Values.Order(), Sorted("KaggleWeight"));
        Assert.All(Sorted(null), weight => Assert.Equal(1, weight));
        var error = Assert.Throws<InvalidDataException>(() => Sorted("weigth"));
        Assert.StartsWith("simulation 'higgs' (500 events, seed 1): no column of numbers 'weigth'", error.Message, StringComparison.Ordinal);
    }

    /// <summary>KaggleWeight is Weight, scaled within a subset so that each class has the yield of the whole: one factor a class.</summary>
    [SkippableFact]
    public void Weights_of_the_published_file_relate_as_published()
    {
        var layout = HiggsChallenge.Layout;
        var table = CsvReader.Read(Repository.SharedData("higgsml/atlas-higgs-challenge-2014-v2.first15000.csv.gz"), layout);
        Assert.All(table.Text("KaggleSet").Values, set => Assert.Equal("t", set));
        var ratios = table.Numbers("KaggleWeight").Values.Zip(table.Weights, (kaggle, weight) => kaggle / weight).ToArray();
        for (var label = 0; label < 2; label++)
        {
            double[] ofClass = [.. ratios.Where((_, row) => table.Labels[row] == label)];
            Assert.Equal(ofClass.Min(), ofClass.Max(), 1e-9);

            // 818,238 events of which 250,000 are t: 3.273 events stand behind one, a class for itself up to its fluctuation.
            Assert.InRange(ofClass[0], 3.24, 3.30);
        }
    }

    [SkippableFact]
    public void A_file_without_the_leaderboards_is_refused_with_what_it_holds()
    {
        var file = Repository.SharedData("higgsml/atlas-higgs-challenge-2014-v2.first15000.csv.gz");
        var card = RunCard.Load(Repository.PathOf("configs/higgs_full.yaml"), [CardOverride.Text("data.source", file, "--data")]);
        Assert.Equal(
            $"{file}: no event has 'b' in column 'KaggleSet', which is to choose the test split; found 't' (15000 events); take a file that holds this subset, or split in another way",
            Assert.Throws<InvalidDataException>(() => StudyData.Load(card.Data, KeptColumns.Of(card))).Message);
    }

    private static (EventTable Table, float[] Scores) Table(params (string Set, float Score, bool IsSignal, double Weight, double BoardWeight)[] rows) => (
        new EventTable(
            "by hand",
            [new Hep.Data.FeatureColumn("x", "", new float[rows.Length])],
            [.. rows.Select(row => row.IsSignal ? 1 : 0)],
            ["b", "s"],
            [.. rows.Select(row => row.Weight)],
            extras: [new TextColumn("set", [.. rows.Select(row => row.Set)]), new NumberColumn("kw", [.. rows.Select(row => row.BoardWeight)])]),
        [.. rows.Select(row => row.Score)]);

    private static float[] Scores(EventTable table) =>
        [.. Enumerable.Range(0, table.Count).Select(i => (float)(1 / (1 + Math.Exp(-(table.Features[0].Values[i] - (0.5 * table.Features[1].Values[i]) - 0.625)))))];
}
