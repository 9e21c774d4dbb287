using System.CommandLine;

namespace Hep.Cli.Verbs;

/// <summary><c>hep plot RUN...</c>.</summary>
internal sealed class PlotVerb : Verb
{
    private readonly IVerbBodies _bodies;
    private readonly Argument<string[]> _runs = new("RUN") { Description = "Run folders", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string> _out = new("--out") { HelpName = "FILE", Description = "The figure (.png, .svg, .pdf)", DefaultValueFactory = _ => "roc.pdf" };

    public PlotVerb(IVerbBodies bodies)
        : base(
            "plot",
            "Draw the ROC curves of several runs in one figure",
            """
            hep plot runs/narrow runs/wide --out roc.pdf
            draws both runs' test ROC curves with their AUC in the legend
            """)
    {
        _bodies = bodies;
        Add(_runs, _out);
    }

    protected override int Run(ParseResult parsed, Shell shell) => _bodies.Plot(new(parsed.GetValue(_runs)!, parsed.GetValue(_out)!), shell);
}
