using Hep.Training;

namespace Hep.Cli;

/// <summary>The one place where an exception becomes a message and an exit code.</summary>
internal static class ErrorReport
{
    /// <summary>Writes what went wrong; the trace only with HEP_DEBUG=1.</summary>
    /// <returns>The exit code.</returns>
    public static int Write(Exception exception, TextWriter error, bool isDebug)
    {
        var (code, message) = Explain(exception);
        error.WriteLine($"hep: {message}");
        if (isDebug)
            error.WriteLine(exception.ToString());
        return code;
    }

    private static (int Code, string Message) Explain(Exception exception) => exception switch
    {
        OperationCanceledException => (ExitCode.Interrupted, "interrupted"),
        RunFailedException => (ExitCode.Failed, exception.Message),
        InvalidDataException or IOException or UnauthorizedAccessException => (ExitCode.BadInput, exception.Message),
        DllNotFoundException => (ExitCode.BadInput, exception.Message),
        TypeInitializationException { InnerException: { } cause } => Explain(cause),
        _ => (ExitCode.Failed, Bug(exception)),
    };

    private static string Bug(Exception exception) =>
        $"this is a bug, please report it with the command line and what follows (HEP_DEBUG=1 shows more)\n  {exception.GetType().FullName}: {exception.Message}";
}
