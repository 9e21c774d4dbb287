namespace Hep.Cli;

internal static class Program
{
    private static int Main(string[] args) => new CommandLine(new VerbBodies(), Console.Out, Console.Error).Run(args);
}
