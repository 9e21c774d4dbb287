using Hep.Training.Progress;
using Spectre.Console;

namespace Hep.Cli.Progress;

/// <summary>Chooses how a training is shown: a bar on a terminal, a line an epoch elsewhere, nothing with --quiet.</summary>
internal static class TrainingProgress
{
    /// <summary>Runs a training and shows how far it is, on standard error.</summary>
    public static T Run<T>(Shell shell, Func<ITrainingProgress, T> body)
    {
        if (shell.IsQuiet)
            return body(SilentProgress.Instance);
        if (!shell.CanDraw)
            return body(new LineProgress(shell.Error, TimeProvider.System));
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(shell.Error) });
        return LiveProgress.Run(console, TimeProvider.System, body);
    }
}
