using System.CommandLine;

namespace Hep.Cli.Verbs;

/// <summary><c>hep export RUN</c>.</summary>
internal sealed class ExportVerb : Verb
{
    private readonly IVerbBodies bodies;
    private readonly Argument<string> run = File("RUN", "A run folder");
    private readonly Option<string?> target = Text("--out", "FILE", "The ONNX file (default: model.onnx in the run folder)");

    public ExportVerb(IVerbBodies bodies)
        : base(
            "export",
            "Write the network of a run, with its preprocessing, as one ONNX file",
            """
            hep export runs/higgs --out trigger/higgs.onnx
            writes the file only if its scores agree with the trained network's
            """)
    {
        this.bodies = bodies;
        Add(run, target);
    }

    protected override int Run(ParseResult parsed, Shell shell) => bodies.Export(new(parsed.GetValue(run)!, parsed.GetValue(target)), shell);
}
