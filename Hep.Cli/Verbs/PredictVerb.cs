using System.CommandLine;

namespace Hep.Cli.Verbs;

/// <summary><c>hep predict MODEL FILE --out FILE</c>.</summary>
internal sealed class PredictVerb : Verb
{
    private readonly IVerbBodies bodies;
    private readonly Argument<string> model = File("MODEL", "A run folder, or an .onnx file");
    private readonly Argument<string> data = File("FILE", "The events (.csv, .csv.gz, .h5, .npz)");
    private readonly Option<string> target = new("--out") { HelpName = "FILE", Description = "The table of predictions (.csv, .csv.gz; of arrays .h5 too)", Required = true };
    private readonly Option<string[]> keep = Texts("--keep", "COLUMN", "A column of FILE to write too; several can be given (default: all of them)");

    private readonly Option<string[]> parameters = Texts("--parameter", "NAME=VALUE", "What a model with parameters is told; VALUE,VALUE,... for a column of scores each");

    public PredictVerb(IVerbBodies bodies)
        : base(
            "predict",
            "Score the events of a file with a trained network",
            """
            hep predict runs/higgs/model.onnx new-events.csv.gz --out scores.csv
            writes the same rows with a column 'score', the signal's probability; labels are not needed
            hep predict runs/masses new-events.csv --parameter mass=500,750,1000 --out scan.csv
            scores every event for each mass, in the columns 'score@mass=500' and so on
            """)
    {
        this.bodies = bodies;
        keep.AllowMultipleArgumentsPerToken = true;
        Add(model, data, target, parameters, keep);
    }

    protected override int Run(ParseResult parsed, Shell shell) =>
        bodies.Predict(new(parsed.GetValue(model)!, parsed.GetValue(data)!, parsed.GetValue(target)!, parsed.GetValue(keep) is { Length: > 0 } columns ? columns : null, parsed.GetValue(parameters)!), shell);
}
