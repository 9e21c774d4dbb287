using System.CommandLine;

namespace Hep.Cli.Verbs;

/// <summary><c>hep export RUN</c>.</summary>
internal sealed class ExportVerb : Verb
{
    private readonly IVerbBodies _bodies;
    private readonly Argument<string> _run = File("RUN", "A run folder");
    private readonly Option<string?> _out = Text("--out", "FILE", "The ONNX file (default: model.onnx in the run folder)");

    public ExportVerb(IVerbBodies bodies)
        : base(
            "export",
            "Write the network of a run, with its preprocessing, as one ONNX file",
            """
            hep export runs/higgs --out trigger/higgs.onnx
            writes the file only if its scores agree with the trained network's
            """)
    {
        _bodies = bodies;
        Add(_run, _out);
    }

    protected override int Run(ParseResult parsed, Shell shell) => _bodies.Export(new(parsed.GetValue(_run)!, parsed.GetValue(_out)), shell);
}
