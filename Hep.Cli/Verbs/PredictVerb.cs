using System.CommandLine;

namespace Hep.Cli.Verbs;

/// <summary><c>hep predict MODEL FILE --out FILE</c>.</summary>
internal sealed class PredictVerb : Verb
{
    private readonly IVerbBodies _bodies;
    private readonly Argument<string> _model = File("MODEL", "A run folder, or an .onnx file");
    private readonly Argument<string> _data = File("FILE", "The events (.csv, .csv.gz)");
    private readonly Option<string> _out = new("--out") { HelpName = "FILE", Description = "The table of predictions (.csv)", Required = true };

    public PredictVerb(IVerbBodies bodies)
        : base(
            "predict",
            "Score the events of a file with a trained network",
            """
            hep predict runs/higgs/model.onnx new-events.csv.gz --out scores.csv
            writes one row an event, with the event id and the score
            """)
    {
        _bodies = bodies;
        Add(_model, _data, _out);
    }

    protected override int Run(ParseResult parsed, Shell shell) =>
        _bodies.Predict(new(parsed.GetValue(_model)!, parsed.GetValue(_data)!, parsed.GetValue(_out)!), shell);
}
