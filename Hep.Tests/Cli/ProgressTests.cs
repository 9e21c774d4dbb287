using Hep.Cli;
using Hep.Cli.Progress;
using Hep.Training.Progress;
using Spectre.Console;
using Xunit;

namespace Hep.Tests.Cli;

public class ProgressTests
{
    [Fact]
    public void Lines_tell_loss_rate_and_remaining_time()
    {
        var clock = new Clock();
        using var output = new StringWriter { NewLine = "\n" };
        using (var lines = new LineProgress(output, clock))
            Train(lines, clock);
        Assert.Equal(
            """
            training: 10 epochs of 60,000 events
            one thread is fastest
            epoch  1/10  loss 0.50000  validation 0.45000 *  20,000 events/s, 0:27 left
            epoch  2/10  loss 0.40000  validation 0.47000    20,000 events/s, 0:24 left
            training: stopped early

            """,
            output.ToString());
    }

    [Fact]
    public void A_stage_of_counted_events_has_a_line_every_tenth_once_it_has_taken_two_seconds()
    {
        var clock = new Clock();
        using var output = new StringWriter { NewLine = "\n" };
        var lines = new StageLines(output, clock);
        lines.Begin("simulating", 4000);
        for (var part = 0; part < 20; part++)
        {
            clock.Advance(0.4);
            lines.Advance(200);
            lines.Tick();
        }

        Assert.Equal(
            """
            simulating: 1,000 of 4,000 events, 500 events/s, 0:06 left
            simulating: 1,200 of 4,000 events, 500 events/s, 0:05 left
            simulating: 1,600 of 4,000 events, 500 events/s, 0:04 left
            simulating: 2,000 of 4,000 events, 500 events/s, 0:04 left
            simulating: 2,400 of 4,000 events, 500 events/s, 0:03 left
            simulating: 2,800 of 4,000 events, 500 events/s, 0:02 left
            simulating: 3,200 of 4,000 events, 500 events/s, 0:01 left
            simulating: 3,600 of 4,000 events, 500 events/s, 0:00 left
            simulating: 4,000 of 4,000 events, 500 events/s, 0:00 left

            """,
            output.ToString());
    }

    [Fact]
    public void A_stage_that_cannot_be_counted_says_ever_more_seldom_how_long_it_takes()
    {
        var clock = new Clock();
        using var output = new StringWriter { NewLine = "\n" };
        var lines = new StageLines(output, clock);
        lines.Begin("reading", 0);
        Wait(200);
        lines.Begin("scoring", 0);
        Wait(1);
        lines.Advance(5000);
        Wait(1);
        lines.End();
        Wait(100);
        Assert.Equal(
            """
            reading: 2 s so far
            reading: 4 s so far
            reading: 8 s so far
            reading: 16 s so far
            reading: 32 s so far
            reading: 64 s so far
            reading: 124 s so far
            reading: 184 s so far
            scoring: 2 s so far, 5,000 events

            """,
            output.ToString());

        void Wait(int seconds)
        {
            for (var i = 0; i < seconds; i++)
            {
                clock.Advance(1);
                lines.Tick();
            }
        }
    }

    [Fact]
    public void A_bar_shows_each_stage()
    {
        var clock = new Clock();
        using var output = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.Yes, ColorSystem = ColorSystemSupport.NoColors, Interactive = InteractionSupport.Yes, Out = new AnsiConsoleOutput(output) });
        console.Profile.Width = 120;
        LiveProgress.Run(console, clock, progress =>
        {
            progress.Stage("reading");
            progress.Note("a note");
            progress.Stage("scoring", 1000);
            clock.Advance(1);
            progress.Advance(500);
            progress.Note("half");
            return 0;
        });
        Assert.Contains("reading", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("scoring  500 events/s, 0:01 left", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_bar_shows_the_same_and_is_gone_afterwards()
    {
        var clock = new Clock();
        using var output = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.Yes,
            Out = new AnsiConsoleOutput(output),
        });
        console.Profile.Width = 120;
        Assert.Equal(42, LiveProgress.Run(console, clock, progress =>
        {
            Train(progress, clock);
            return 42;
        }));
        var text = output.ToString();
        Assert.Contains("epoch  1/10  loss 0.50000  validation 0.45000 *", text, StringComparison.Ordinal);
        Assert.Contains("epoch 2/10  loss 0.4000  20,000 events/s, 0:24 left", text, StringComparison.Ordinal);
        Assert.EndsWith("\u001b[?25h", text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_exception_passes_through_the_bar()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.Yes, Interactive = InteractionSupport.Yes, Out = new AnsiConsoleOutput(new StringWriter()) });
        var thrown = Assert.Throws<InvalidDataException>(() => LiveProgress.Run<int>(console, new Clock(), _ => throw new InvalidDataException("NaN loss in batch 3")));
        Assert.Equal("NaN loss in batch 3", thrown.Message);
    }

    [Fact]
    public void Quiet_is_quiet_and_a_file_gets_lines()
    {
        using var error = new StringWriter { NewLine = "\n" };
        ProgressDisplay.Run(new Shell(TextWriter.Null, error, isQuiet: true), progress => Trained(progress));
        Assert.Equal("", error.ToString());
        ProgressDisplay.Run(new Shell(TextWriter.Null, error, isQuiet: false), progress => Trained(progress));
        Assert.StartsWith("training: 10 epochs of 60,000 events\n", error.ToString(), StringComparison.Ordinal);
    }

    private static int Trained(ITrainingProgress progress)
    {
        Train(progress, new Clock());
        return 0;
    }

    private static void Train(ITrainingProgress progress, Clock clock)
    {
        progress.Begin(10, 60_000);
        progress.Note("one thread is fastest");
        Epoch(new EpochSummary(1, 0.5, 0.45, 1e-3, 3, true));
        Epoch(new EpochSummary(2, 0.4, 0.47, 1e-3, 3, false));
        progress.End("stopped early");

        void Epoch(EpochSummary summary)
        {
            for (var batch = 0; batch < 6; batch++)
            {
                clock.Advance(0.5);
                progress.Batch(summary.Epoch, 10_000, summary.TrainLoss);
            }

            progress.Epoch(summary);
        }
    }

    /// <summary>A clock that goes when it is told to.</summary>
    private sealed class Clock : TimeProvider
    {
        private long _ticks = 1;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public void Advance(double seconds) => _ticks += TimeSpan.FromSeconds(seconds).Ticks;
    }
}
