using System.CommandLine;
using System.Globalization;
using System.Numerics;

namespace Hep.Cli.Verbs;

/// <summary>A verb of <c>hep</c>: its options, its help, and the request that it makes of a command line.</summary>
internal abstract class Verb : Command
{
    private readonly Option<bool> quiet = new("--quiet", "-q") { Description = "Print results and errors only" };

    protected Verb(string name, string description, string example)
        : base(name, description)
    {
        Example = example;
        SetAction(parsed => Run(parsed, new Shell(parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, parsed.GetValue(quiet))));
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

        Options.Add(quiet);
    }

    protected static Argument<string> File(string name, string description) => new(name) { Description = description };

    protected static Option<string?> Text(string name, string value, string description) => new(name) { HelpName = value, Description = description };

    /// <summary>A whole number, <paramref name="min"/> or more; null, or the fallback, if it is not given.</summary>
    protected static Option<int?> WholeNumber(string name, string description, int min, int? fallback = null)
    {
        var option = new Option<int?>(name)
        {
            HelpName = "N",
            Description = description,
            CustomParser = result =>
            {
                var text = result.Tokens[0].Value;
                if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= min)
                    return value;
                var most = BigInteger.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > int.MaxValue ? FormattableString.Invariant($" and at most {int.MaxValue}") : "";
                result.AddError(FormattableString.Invariant($"{name}: found {text}, expected a whole number, {min} or more{most}"));
                return null;
            },
        };
        if (fallback is not null)
            option.DefaultValueFactory = _ => fallback;
        return option;
    }

    /// <summary>A number, 0 or more; null if it is not given.</summary>
    protected static Option<double?> NotNegative(string name, string value, string description) => new(name)
    {
        HelpName = value,
        Description = description,
        CustomParser = result =>
        {
            const NumberStyles style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
            var text = result.Tokens[0].Value;
            if (double.TryParse(text, style, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) && number >= 0)
                return number;
            result.AddError($"{name}: found {text}, expected a number, 0 or more");
            return null;
        },
    };

    protected static Option<string[]> Texts(string name, string value, string description) =>
        new(name) { HelpName = value, Description = description, DefaultValueFactory = _ => [], Arity = ArgumentArity.OneOrMore };
}
