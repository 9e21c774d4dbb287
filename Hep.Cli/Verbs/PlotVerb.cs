using System.CommandLine;

namespace Hep.Cli.Verbs;

/// <summary><c>hep plot RUN...</c>.</summary>
internal sealed class PlotVerb : Verb
{
    private readonly IVerbBodies bodies;
    private readonly Argument<string[]> runs = new("RUN") { Description = "Run folders", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string> target = new("--out") { HelpName = "FILE", Description = "The figure (.png, .svg, .pdf; no ending: all three)", DefaultValueFactory = _ => "roc.pdf" };

    private readonly Option<string?> baseline = Text("--baseline", "NAME", "The run that divides the others in ratios (default: the first)");

    public PlotVerb(IVerbBodies bodies)
        : base(
            "plot",
            "Draw the ROC curves of several runs in one figure",
            """
            hep plot runs/narrow runs/wide --out roc.pdf
            draws both runs' test ROC curves with their AUC in the legend, and the rejections in roc_rejection.pdf
            """)
    {
        this.bodies = bodies;
        Add(runs, baseline, target);
    }

    protected override int Run(ParseResult parsed, Shell shell) => bodies.Plot(new(parsed.GetValue(runs)!, parsed.GetValue(target)!, parsed.GetValue(baseline)), shell);
}
