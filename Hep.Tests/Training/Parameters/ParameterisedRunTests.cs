using Hep.Data;
using Hep.Evaluation;
using Hep.Onnx;
using Hep.Tests.Support;
using Hep.Tests.Training.Runs;
using Hep.Training.Parameters;
using Hep.Training.Runs;
using Hep.Training.Scoring;
using Xunit;

namespace Hep.Tests.Training.Parameters;

/// <summary>A parameterised network from card to use: known areas at trained and held-out points, scores at points by run folder, ONNX file and predictions alike.</summary>
[Collection(nameof(LibTorchState))]
public sealed class ParameterisedRunTests : IClassFixture<ParameterisedRunTests.Run>
{
    // P(|x - theta| of background > |x - theta| of signal) = 1 - 2 E|x - theta| / 10 with E|x - theta| = 0.25 sqrt(2 / pi), as the background is flat from -5 to 5.
    private static readonly double BestArea = 1 - (2 * 0.25 * Math.Sqrt(2 / Math.PI) / 10);

    private readonly Run run;

    public ParameterisedRunTests(Run run) => this.run = run;

    private static string[] Points { get; } = ["theta_-2", "theta_-1p5", "theta_-1", "theta_-0p5", "theta_0", "theta_0p5", "theta_1", "theta_1p5", "theta_2"];

    [Theory]
    [InlineData("concatenate")]
    [InlineData("film")]
    public void The_network_is_the_best_there_is_at_trained_and_held_out_points(string conditioning)
    {
        var metrics = conditioning == "concatenate" ? run.Outcome.Metrics : Studies.Run(run.Folder, conditioning, Card(conditioning)).Metrics;
        Assert.Equal(Points, metrics.Keys("test.at"));
        foreach (var point in Points)
        {
            var area = metrics.Figure($"test.at.{point}.auc");
            Assert.InRange(area.Value, BestArea - 0.006 - (4 * area.Error), BestArea + (4 * area.Error));
            Assert.Equal(point is "theta_-0p5" or "theta_1p5" ? 0 : 1, metrics.Number($"test.at.{point}.trained"));
        }
    }

    [Fact]
    public void Figures_of_merit_are_those_of_one_point_against_all_background()
    {
        var predictions = CsvColumns.Read(run.Outcome.Folder.Predictions, ["label", "weight", "theta", "score@theta=1.5"], ["split"]);
        int[] rows = [.. predictions.Texts("split").Select((split, row) => (split, row)).Where(pair => pair.split == "test" && (predictions.Numbers("label")[pair.row] == 0 || predictions.Numbers("theta")[pair.row] == 1.5)).Select(pair => pair.row)];
        var sample = new BinarySample(
            "by hand",
            [.. rows.Select(row => (float)predictions.Numbers("score@theta=1.5")[row])],
            [.. rows.Select(row => predictions.Numbers("label")[row] == 1)],
            [.. rows.Select(row => predictions.Numbers("weight")[row])]);
        Assert.Equal(sample.Roc.Auc.Value, run.Outcome.Metrics.Number("test.at.theta_1p5.auc.value"), 12);
        Assert.Equal(sample.Roc.Auc.Error, run.Outcome.Metrics.Number("test.at.theta_1p5.auc.error"), 12);
    }

    [Fact]
    public void A_run_evaluated_again_says_the_same()
    {
        var before = File.ReadAllText(run.Outcome.Folder.Metrics);
        RunEvaluation.Evaluate(RunFolder.Open(run.Outcome.Folder.FullPath));
        Assert.Equal(before, File.ReadAllText(run.Outcome.Folder.Metrics));
        foreach (var figure in new[] { "auc_against_theta", "significance_against_theta", "response_to_parameter", "response_to_feature" })
            Assert.True(File.Exists(Path.Combine(run.Outcome.Folder.Plots, figure + ".pdf")), figure);
    }

    [Fact]
    public void The_areas_of_the_points_are_said_in_words()
    {
        var words = PointAreas.InWords(run.Outcome.Facts, run.Outcome.Metrics)!;
        Assert.StartsWith($"AUC {run.Outcome.Metrics.Figure("test.at.theta_-2.auc")} at theta = -2, ", words, StringComparison.Ordinal);
        Assert.Contains($"{run.Outcome.Metrics.Figure("test.at.theta_1p5.auc")} at theta = 1.5 (not trained on), ", words, StringComparison.Ordinal);
        Assert.Null(PointAreas.InWords(run.Outcome.Facts with { Points = null }, run.Outcome.Metrics));
    }

    [Fact]
    public void A_run_is_exported_again_as_it_was()
    {
        var target = run.Folder.File("again.onnx");
        var facts = RunExport.Export(RunFolder.Open(run.Outcome.Folder.FullPath), target);
        Assert.True(facts.OnnxDifference <= facts.Tolerance);
        Assert.Equal(File.ReadAllBytes(run.Outcome.Folder.Onnx), File.ReadAllBytes(target));
    }

    [Fact]
    public void Points_of_a_few_events_have_no_significance_and_end_nothing()
    {
        var outcome = Studies.Run(run.Folder, "few", ParameterStudies.Card(data: "  events_per_class: 9", holdOut: "none"));
        Assert.Contains(outcome.Metrics.Keys("test.at"), point => double.IsNaN(outcome.Metrics.Number($"test.at.{point}.asimov.value")) && double.IsFinite(outcome.Metrics.Number($"test.at.{point}.auc.value")));
    }

    [Fact]
    public void Expected_signal_is_that_of_all_splits_and_of_what_is_held_out()
    {
        // Each event counts 1.
        var table = Simulations.Find("gaussian").Generate(20_000, 1);
        Assert.Equal(table.Labels.Count(label => label == 1), run.Outcome.Metrics.Number("yields.signal.expected"));
        Assert.Equal(table.Numbers("theta").Values.Count(theta => theta == 1.5), run.Outcome.Facts.Points!.Single(point => point.Values["theta"] == 1.5).SumOfWeights);
    }

    [Fact]
    public void The_exported_file_has_an_input_a_parameter_and_says_where_it_was_trained()
    {
        using var scorer = new OnnxScorer(run.Outcome.Folder.Onnx);
        Assert.Equal(["features float [batch, 1]", "theta float [batch, 1]"], scorer.Model.Inputs.Select(input => $"{input.Name} {input.ElementType} [{string.Join(", ", input.Shape)}]"));
        var theta = Assert.Single(scorer.Model.Parameters);
        Assert.Equal(("theta", "", -2.0, 2.0), (theta.Name, theta.Unit, theta.Minimum, theta.Maximum));
        Assert.Equal([-2, -1.5, -1, 0, 0.5, 1, 2], theta.Trained!);
        Assert.Equal([-0.5, 1.5], theta.HeldOut);
    }

    [Fact]
    public void Scores_at_points_are_the_same_by_run_folder_file_and_predictions()
    {
        WriteEvents();
        foreach (var model in new[] { run.Outcome.Folder.FullPath, run.Outcome.Folder.Onnx })
        {
            var outcome = FilePrediction.Write(model, run.Folder.File("events.csv"), run.Folder.File("scan.csv"), parameters: ["theta=-2,1.5"]);
            Assert.Empty(outcome.Warnings);
            var scan = CsvColumns.Read(run.Folder.File("scan.csv"), ["event", "score@theta=-2", "score@theta=1.5"]);
            Assert.Equal(outcome.Events, scan.Numbers("event").Length);
            var predictions = CsvColumns.Read(run.Outcome.Folder.Predictions, ["event_id", "score@theta=-2", "score@theta=1.5"]);
            var known = predictions.Numbers("event_id").Select((id, row) => (id, row)).ToDictionary(pair => pair.id, pair => pair.row);
            var both = Enumerable.Range(0, scan.Numbers("event").Length).Where(i => known.ContainsKey(scan.Numbers("event")[i])).ToArray();
            Assert.InRange(both.Length, 360, 400);
            foreach (var i in both)
            {
                foreach (var column in new[] { "score@theta=-2", "score@theta=1.5" })
                    Assert.Equal(predictions.Numbers(column)[known[scan.Numbers("event")[i]]], scan.Numbers(column)[i], 1e-6);
            }

            // One point is the column 'score'; a file with the parameter needs no point.
            FilePrediction.Write(model, run.Folder.File("events.csv"), run.Folder.File("one.csv"), parameters: ["theta=1.5"]);
            Assert.Equal(scan.Numbers("score@theta=1.5"), CsvColumns.Read(run.Folder.File("one.csv"), ["score"]).Numbers("score"));
            File.WriteAllLines(run.Folder.File("told.csv"), File.ReadLines(run.Folder.File("events.csv")).Select((line, i) => line + (i == 0 ? ",theta" : ",1.5")));
            FilePrediction.Write(model, run.Folder.File("told.csv"), run.Folder.File("two.csv"));
            Assert.Equal(scan.Numbers("score@theta=1.5"), CsvColumns.Read(run.Folder.File("two.csv"), ["score"]).Numbers("score"));
        }
    }

    [Fact]
    public void A_value_outside_of_the_trained_range_is_said()
    {
        WriteEvents();
        foreach (var model in new[] { run.Outcome.Folder.FullPath, run.Outcome.Folder.Onnx })
        {
            Assert.Equal(
                ["theta = -2.5 and 3 to 4 are outside the trained range -2 to 2"],
                FilePrediction.Write(model, run.Folder.File("events.csv"), run.Folder.File("far.csv"), parameters: ["theta=-2.5,0,3,4"]).Warnings);
            File.WriteAllLines(run.Folder.File("told-far.csv"), File.ReadLines(run.Folder.File("events.csv")).Select((line, i) => line + (i == 0 ? ",theta" : ",7")));
            Assert.Equal(["theta = 7 is outside the trained range -2 to 2"], FilePrediction.Write(model, run.Folder.File("told-far.csv"), run.Folder.File("far.csv")).Warnings);
        }
    }

    [Theory]
    [InlineData("--parameter mass=1: MODEL has no parameter 'mass'; nearest names: 'theta'; it has theta", "mass=1")]
    [InlineData("--parameter theta: expected NAME=VALUE, such as theta=2, or several values with commas", "theta")]
    [InlineData("--parameter theta=1,x: found \"x\", expected a finite number", "theta=1,x")]
    [InlineData("--parameter theta=1e300: found \"1e300\", expected a finite number", "theta=1e300")]
    [InlineData("--parameter theta=2: found 'theta' twice; give several values with commas: theta=500,1000", "theta=1", "theta=2")]
    [InlineData("EVENTS: found no column 'theta', the parameter that MODEL is told, expected --parameter theta=VALUE, or such a column")]
    public void What_cannot_be_told_is_refused_and_nothing_written(string message, params string[] parameters)
    {
        WriteEvents();
        foreach (var model in new[] { run.Outcome.Folder.FullPath, run.Outcome.Folder.Onnx })
        {
            var error = Assert.Throws<InvalidDataException>(() => FilePrediction.Write(model, run.Folder.File("events.csv"), run.Folder.File("none.csv"), parameters: parameters));
            Assert.Equal(message.Replace("MODEL", model, StringComparison.Ordinal).Replace("EVENTS", run.Folder.File("events.csv"), StringComparison.Ordinal), error.Message);
            Assert.False(File.Exists(run.Folder.File("none.csv")));
        }
    }

    private static string Card(string conditioning) => ParameterStudies.Card(model: $", conditioning: {conditioning}", epochs: 12, events: 20_000);

    // Every fiftieth event of the study, without its parameter.
    private void WriteEvents()
    {
        var table = Simulations.Find("gaussian").Generate(20_000, 1).Thinned(400);
        CsvWriter.Write(run.Folder.File("events.csv"), [[new IdColumn("event", table.EventIds), table.Features[0]]]);
    }

    /// <summary>One run for all tests.</summary>
    public sealed class Run : IDisposable
    {
        public Run() => Outcome = Studies.Run(Folder, "run", Card("concatenate"));

        internal TemporaryFolder Folder { get; } = new();

        internal RunOutcome Outcome { get; }

        public void Dispose() => Folder.Dispose();
    }
}
