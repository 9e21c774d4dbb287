using System.CommandLine;

namespace Hep.Cli.Verbs;

/// <summary>A verb of <c>hep</c>: its options, its help, and the request that it makes of a command line.</summary>
internal abstract class Verb : Command
{
    private readonly Option<bool> _quiet = new("--quiet", "-q") { Description = "Print results and errors only" };

    protected Verb(string name, string description, string example)
        : base(name, description)
    {
        Example = example;
        SetAction(parsed => Run(parsed, new Shell(parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, parsed.GetValue(_quiet))));
    }

    /// <summary>A worked example for the help.</summary>
    public string Example { get; }

    protected abstract int Run(ParseResult parsed, Shell shell);

    /// <summary>Adds the symbols in the order of the help, then those that every verb has.</summary>
    protected void Add(params ReadOnlySpan<Symbol> symbols)
    {
        foreach (var symbol in symbols)
        {
            if (symbol is Argument argument)
                Arguments.Add(argument);
            else
                Options.Add((Option)symbol);
        }

        Options.Add(_quiet);
    }

    protected static Argument<string> File(string name, string description) => new(name) { Description = description };

    protected static Option<string?> Text(string name, string value, string description) => new(name) { HelpName = value, Description = description };

    protected static Option<string[]> Texts(string name, string value, string description) =>
        new(name) { HelpName = value, Description = description, DefaultValueFactory = _ => [], Arity = ArgumentArity.OneOrMore };
}
