using System.CommandLine;

namespace Hep.Cli.Verbs;

/// <summary><c>hep predict MODEL FILE --out FILE</c>.</summary>
internal sealed class PredictVerb : Verb
{
    private readonly IVerbBodies bodies;
    private readonly Argument<string> model = File("MODEL", "A run folder, or an .onnx file");
    private readonly Argument<string> data = File("FILE", "The events (.csv, .csv.gz)");
    private readonly Option<string> target = new("--out") { HelpName = "FILE", Description = "The table of predictions (.csv)", Required = true };

    public PredictVerb(IVerbBodies bodies)
        : base(
            "predict",
            "Score the events of a file with a trained network",
            """
            hep predict runs/higgs/model.onnx new-events.csv.gz --out scores.csv
            writes one row an event, with the event id and the score
            """)
    {
        this.bodies = bodies;
        Add(model, data, target);
    }

    protected override int Run(ParseResult parsed, Shell shell) =>
        bodies.Predict(new(parsed.GetValue(model)!, parsed.GetValue(data)!, parsed.GetValue(target)!), shell);
}
