using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Hep.Cli.Verbs;

namespace Hep.Cli;

/// <summary>The library's help, always as wide, and the verb's example below it.</summary>
internal sealed class HelpText : SynchronousCommandLineAction
{
    private const int Width = 110;

    private readonly HelpAction help;

    public HelpText(HelpAction help)
    {
        this.help = help;
        help.MaxWidth = Width;
    }

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var code = help.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        if (parseResult.CommandResult.Command is Verb verb)
        {
            output.WriteLine("Example:");
            foreach (var line in verb.Example.Split('\n'))
                output.WriteLine("  " + line);
        }
        else
        {
            output.WriteLine("hep VERB --help shows a verb's options and an example. Exit codes: 0 done, 1 failed, 2 bad input, 130 interrupted.");
        }

        return code;
    }
}
