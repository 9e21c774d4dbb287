using Hep.Tests.Support;
using Hep.Tests.Training.Runs;
using Hep.Training.Runs;
using Hep.Training.Scoring;
using Xunit;

namespace Hep.Tests.Training.Parameters;

/// <summary>The number that stands for a missing value is no value of a parameter: an event is not scored as if it were.</summary>
[Collection(nameof(LibTorchState))]
public sealed class MissingParameterTests : IClassFixture<MissingParameterTests.Run>
{
    private readonly Run run;

    public MissingParameterTests(Run run) => this.run = run;

    private string[] Models => [run.Outcome.Folder.FullPath, run.Outcome.Folder.Onnx];

    [Fact]
    public void An_event_without_a_parameter_is_refused_by_its_number()
    {
        foreach (var model in Models)
        {
            // Its own events: background has no parameter.
            Refused(
                $"{run.Folder.File("events.csv")}, event 2, column 'theta': found -999, which stands for a missing value, expected a value of the parameter for every event; give all of them one with --parameter theta=VALUE, or fill the column",
                model,
                run.Folder.File("events.csv"));

            // Behind the first batch of rows.
            File.WriteAllLines(run.Folder.File("late.csv"), Enumerable.Range(0, 6000).Select(i => i == 5000 ? "0.5,-999" : "0.5,1").Prepend("x,theta"));
            Refused(
                $"{run.Folder.File("late.csv")}, event 5,001, column 'theta': found -999, which stands for a missing value, expected a value of the parameter for every event; give all of them one with --parameter theta=VALUE, or fill the column",
                model,
                run.Folder.File("late.csv"));
        }
    }

    [Fact]
    public void It_cannot_be_asked_for_either()
    {
        foreach (var model in Models)
        {
            foreach (var asked in new[] { "theta=-999", "theta=1,-999.0" })
                Refused($"--parameter {asked}: found {asked.Split('=', ',')[^1]}, which stands for a missing value, expected a value of the parameter", model, run.Folder.File("events.csv"), asked);
        }
    }

    [Fact]
    public void With_a_value_for_all_of_them_the_same_events_are_scored()
    {
        foreach (var model in Models)
            Assert.Equal(1200, FilePrediction.Write(model, run.Folder.File("events.csv"), run.Folder.File("one.csv"), parameters: ["theta=1"]).Events);
    }

    private void Refused(string message, string model, string events, params string[] parameters)
    {
        var target = run.Folder.File("none.csv");
        Assert.Equal(message, Assert.Throws<InvalidDataException>(() => FilePrediction.Write(model, events, target, parameters: parameters)).Message);
        Assert.Empty(Directory.EnumerateFiles(run.Folder.Path, "*none.csv*"));
    }

    /// <summary>One run for all tests.</summary>
    public sealed class Run : IDisposable
    {
        public Run()
        {
            ParameterFiles.Write(Folder.File("events.csv"), 1200, ["theta"], i => [(i % 3) - 1]);
            Outcome = Studies.Run(Folder, "run", ParameterFiles.Card());
        }

        internal TemporaryFolder Folder { get; } = new();

        internal RunOutcome Outcome { get; }

        public void Dispose() => Folder.Dispose();
    }
}
