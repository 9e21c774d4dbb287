using Hep.Training.Progress;
using Spectre.Console;

namespace Hep.Cli.Progress;

/// <summary>Chooses how progress is shown: a bar on a terminal, lines elsewhere, nothing with --quiet.</summary>
internal static class ProgressDisplay
{
    /// <summary>Runs something and shows how far it is, on standard error.</summary>
    public static T Run<T>(Shell shell, Func<ITrainingProgress, T> body)
    {
        if (shell.IsQuiet)
            return body(SilentProgress.Instance);
        if (!shell.CanDraw)
        {
            using var lines = new LineProgress(shell.Error, TimeProvider.System);
            return body(lines);
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(shell.Error) });
        return LiveProgress.Run(console, TimeProvider.System, body);
    }

    /// <summary>Runs something that is one stage.</summary>
    public static T Run<T>(Shell shell, string stage, Func<T> body) => Run(shell, progress =>
    {
        progress.Stage(stage);
        return body();
    });
}
