using System.CommandLine;

namespace Hep.Cli.Verbs;

/// <summary><c>hep inspect PATH</c>.</summary>
internal sealed class InspectVerb : Verb
{
    private readonly IVerbBodies bodies;
    private readonly Argument<string> path = File("PATH", "A data file, a run card, a run folder or an .onnx file");

    public InspectVerb(IVerbBodies bodies)
        : base(
            "inspect",
            "Say what a data file, a run card, a run folder or an ONNX file holds",
            """
            hep inspect configs/higgs.yaml
            prints the card with every default written out
            """)
    {
        this.bodies = bodies;
        Add(path);
    }

    protected override int Run(ParseResult parsed, Shell shell) => bodies.Inspect(new(parsed.GetValue(path)!), shell);
}
