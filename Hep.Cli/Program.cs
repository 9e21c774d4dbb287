using System.Runtime.InteropServices;

namespace Hep.Cli;

internal static class Program
{
    private static int Main(string[] args)
    {
        // By way of Exit, so that half-written files are removed.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, EndAtOnce);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, EndAtOnce);
        return new CommandLine(new VerbBodies(), Console.Out, Console.Error).Run(args);

        static void EndAtOnce(PosixSignalContext context)
        {
            if (Shell.EndsByItself)
                return;
            context.Cancel = true;
            Console.Error.WriteLine("hep: interrupted");
            Shell.EndAtOnce();
        }
    }
}
