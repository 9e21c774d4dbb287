using System.CommandLine;

namespace Hep.Cli.Verbs;

/// <summary><c>hep inspect PATH</c>.</summary>
internal sealed class InspectVerb : Verb
{
    private readonly IVerbBodies _bodies;
    private readonly Argument<string> _path = File("PATH", "A data file, a run card, a run folder or an .onnx file");

    public InspectVerb(IVerbBodies bodies)
        : base(
            "inspect",
            "Say what a data file, a run card, a run folder or an ONNX file holds",
            """
            hep inspect configs/higgs.yaml
            prints the card with every default written out
            """)
    {
        _bodies = bodies;
        Add(_path);
    }

    protected override int Run(ParseResult parsed, Shell shell) => _bodies.Inspect(new(parsed.GetValue(_path)!), shell);
}
