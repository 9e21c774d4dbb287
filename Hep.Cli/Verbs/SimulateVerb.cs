using System.CommandLine;

namespace Hep.Cli.Verbs;

/// <summary><c>hep simulate NAME --out FILE</c>.</summary>
internal sealed class SimulateVerb : Verb
{
    private readonly IVerbBodies bodies;
    private readonly Argument<string> name = File("NAME", "The simulation, such as higgs");
    private readonly Option<int?> events = WholeNumber("--events", "How many events", min: 1, fallback: 50_000);
    private readonly Option<int?> seed = WholeNumber("--seed", "The seed", min: 0, fallback: 1);
    private readonly Option<string> target = new("--out") { HelpName = "FILE", Description = "The table of events (.csv, .csv.gz), or a file with their images (.h5)", Required = true };
    private readonly Option<bool> truth = new("--truth") { Description = "Add what only the simulation knows, such as the column Process" };

    public SimulateVerb(IVerbBodies bodies)
        : base(
            "simulate",
            "Write simulated events to a file",
            """
            hep simulate higgs --events 200000 --seed 7 --out toy.csv.gz
            writes a table with the columns of the Higgs challenge
            """)
    {
        this.bodies = bodies;
        Add(name, events, seed, target, truth);
    }

    protected override int Run(ParseResult parsed, Shell shell) =>
        bodies.Simulate(new(parsed.GetValue(name)!, parsed.GetValue(events)!.Value, parsed.GetValue(seed)!.Value, parsed.GetValue(target)!, parsed.GetValue(truth)), shell);
}
