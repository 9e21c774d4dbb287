using System.CommandLine;

namespace Hep.Cli.Verbs;

/// <summary><c>hep study CARD</c>.</summary>
internal sealed class StudyVerb : Verb
{
    private readonly IVerbBodies bodies;
    private readonly Argument<string> card = File("CARD", "The run card with a section study, a YAML file");
    private readonly Option<string?> data = Text("--data", "FILE", "Take the events from this file, not from data.source (.csv, .csv.gz, .h5, .npz)");
    private readonly Option<string?> target = Text("--out", "DIR", "The folder of the study; one that is there goes on (default: runs/CARD-study)");
    private readonly Option<string[]> set = Texts("--set", "KEY=VALUE", "Set a value of the card; can be given many times");

    public StudyVerb(IVerbBodies bodies)
        : base(
            "study",
            "Train the networks that a run card compares, with several seeds, and compare them",
            """
            hep study configs/parameterised.yaml --out runs/masses
            trains a parameterised network, one for each mass and one for all; look at runs/masses/report.html
            asked for again, it goes on where it was stopped
            """)
    {
        this.bodies = bodies;
        Add(card, data, target, set);
    }

    protected override int Run(ParseResult parsed, Shell shell) => bodies.Study(
        new(parsed.GetValue(card)!) { Overrides = TrainVerb.OverridesOf(parsed.GetValue(set)!, parsed.GetValue(data)), Out = parsed.GetValue(target) },
        shell);
}
