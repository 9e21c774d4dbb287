using System.Runtime.InteropServices;

namespace Hep.Cli;

/// <summary>What a verb has to do with the terminal.</summary>
internal sealed partial class Shell(TextWriter output, TextWriter error, bool isQuiet)
{
    /// <summary>Results: standard output.</summary>
    public TextWriter Out { get; } = output;

    /// <summary>Progress and notes: standard error, so that results can be piped.</summary>
    public TextWriter Error { get; } = error;

    /// <summary>True if only results and errors are wanted.</summary>
    public bool IsQuiet { get; } = isQuiet;

    /// <summary>True if a bar can be drawn: a terminal, no NO_COLOR, not quiet.</summary>
    public bool CanDraw => !IsQuiet && ReferenceEquals(Error, Console.Error) && !Console.IsErrorRedirected && IsDrawingWanted;

    /// <summary>True if results can be drawn with lines: a terminal, no NO_COLOR.</summary>
    public bool CanDrawResults => ReferenceEquals(Out, Console.Out) && !Console.IsOutputRedirected && IsDrawingWanted;

    private static bool IsDrawingWanted =>
        string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) && Environment.GetEnvironmentVariable("TERM") is not "dumb";

    /// <summary>Says how something went, unless only results are wanted.</summary>
    public void Note(string text)
    {
        if (!IsQuiet)
            Error.WriteLine(text);
    }

    /// <summary>Gives the terminal its cursor back, which a bar hides: for an end in the middle of one.</summary>
    public static void ShowCursor()
    {
        if (!Console.IsErrorRedirected && IsDrawingWanted)
            Console.Error.Write("\u001b[?25h");
    }

    /// <summary>A path as the user would write it here: relative, unless it lies elsewhere.</summary>
    public static string Relative(string path)
    {
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? Path.GetFullPath(path) : relative;
    }

    /// <summary>True while a verb takes care of Ctrl-C itself.</summary>
    public static bool EndsByItself { get; private set; }

    /// <summary>Runs something that Ctrl-C, or the batch system's SIGTERM, ends through the token; the second signal ends the process.</summary>
    public T Interruptible<T>(Func<CancellationToken, T> body)
    {
        using var source = new CancellationTokenSource();
        EndsByItself = true;
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
        try
        {
            return body(source.Token);
        }
        finally
        {
            EndsByItself = false;
        }

        void OnSignal(PosixSignalContext context)
        {
            context.Cancel = true;
            if (source.IsCancellationRequested)
                EndAtOnce();
            Note("hep: ending after this batch; once more to end at once");
            source.Cancel();
        }
    }

    /// <summary>Ends the process; unfinished files are removed.</summary>
    public static void EndAtOnce()
    {
        // Registered last, the handler runs behind those that remove unfinished files. It leaves the process before the C library takes libtorch, ONNX Runtime
        // and cairo apart under threads that still work in them.
        ShowCursor();
        if (!OperatingSystem.IsWindows())
            AppDomain.CurrentDomain.ProcessExit += (_, _) => ExitWithoutTeardown(ExitCode.Interrupted);
        Environment.Exit(ExitCode.Interrupted);
    }

    [LibraryImport("libc", EntryPoint = "_exit")]
    private static partial void ExitWithoutTeardown(int code);
}
