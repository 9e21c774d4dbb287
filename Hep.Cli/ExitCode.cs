namespace Hep.Cli;

/// <summary>What <c>hep</c> tells the shell.</summary>
internal static class ExitCode
{
    public const int Ok = 0;

    /// <summary>The run failed, or there is a bug.</summary>
    public const int Failed = 1;

    /// <summary>Something the user gave is wrong: the command line, a card, a file, a folder.</summary>
    public const int BadInput = 2;

    /// <summary>Ctrl-C, as shells count it: 128 + SIGINT.</summary>
    public const int Interrupted = 130;
}
