using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using Hep.Cli.Verbs;
using Hep.Data;

namespace Hep.Cli;

/// <summary>Arguments to exit code: reads the command line, runs the verb, reports what went wrong.</summary>
internal sealed class CommandLine
{
    private readonly TextWriter output;
    private readonly TextWriter error;
    private readonly RootCommand root;

    public CommandLine(IVerbBodies bodies, TextWriter output, TextWriter error)
    {
        (this.output, this.error) = (output, error);
        root = new RootCommand("Neural networks for high-energy physics: train on collider data, evaluate, plot, export to ONNX") { HelpName = "hep" };
        foreach (var verb in new Verb[]
        {
            new TrainVerb(bodies), new StudyVerb(bodies), new EvaluateVerb(bodies), new PredictVerb(bodies), new ExportVerb(bodies),
            new SimulateVerb(bodies), new PlotVerb(bodies), new RunsVerb(bodies), new InspectVerb(bodies), new TestVerb(bodies),
        })
        {
            root.Add(verb);
        }

        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpText((HelpAction)help.Action!);
    }

    /// <summary>The verbs, in the order of the help.</summary>
    public IEnumerable<string> Verbs => root.Subcommands.Select(verb => verb.Name);

    /// <summary>Runs a command line.</summary>
    /// <returns>The exit code, see <see cref="ExitCode"/>.</returns>
    public int Run(IReadOnlyList<string> args)
    {
        try
        {
            // Without a verb there is nothing to do; the help says what could be.
            var parsed = root.Parse(args.Count == 0 ? ["--help"] : args, new ParserConfiguration { ResponseFileTokenReplacer = null });
            if (parsed.Errors.Count > 0 && parsed.Action is not HelpText)
            {
                error.WriteLine(Explain(parsed));
                return ExitCode.BadInput;
            }

            return parsed.Invoke(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false });
        }
        catch (Exception e)
        {
            return ErrorReport.Write(e, error, Environment.GetEnvironmentVariable("HEP_DEBUG") is "1");
        }
    }

    private string Explain(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var name = command == root ? "hep" : $"hep {command.Name}";
        if (parsed.UnmatchedTokens.FirstOrDefault(token => command == root || token.StartsWith('-')) is not { } unknown)
            return $"{name}: {Sentence(parsed.Errors[0])} ({name} --help shows how it goes)";
        var isOption = unknown.StartsWith('-');
        var known = isOption ? command.Options.Union(root.Options.Where(option => option.Recursive)).Select(option => option.Name).ToList() : Verbs.ToList();
        var hint = NearestNames.Meant(unknown, known) is { } nearest ? $"; did you mean {nearest}?" : "";
        return $"{name}: found the unknown {(isOption ? "option" : "verb")} {unknown}, expected one of {string.Join(", ", known)}{hint}";
    }

    private static string Sentence(ParseError error)
    {
        var text = error.Message.TrimEnd('.');
        return text.Length > 1 && char.IsLower(text[1]) ? char.ToLowerInvariant(text[0]) + text[1..] : text;
    }
}
