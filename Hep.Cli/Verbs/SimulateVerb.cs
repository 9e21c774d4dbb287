using System.CommandLine;

namespace Hep.Cli.Verbs;

/// <summary><c>hep simulate NAME --out FILE</c>.</summary>
internal sealed class SimulateVerb : Verb
{
    private readonly IVerbBodies _bodies;
    private readonly Argument<string> _name = File("NAME", "The simulation, such as higgs");
    private readonly Option<int?> _events = WholeNumber("--events", "How many events", min: 1, fallback: 50_000);
    private readonly Option<int?> _seed = WholeNumber("--seed", "The seed", min: 0, fallback: 1);
    private readonly Option<string> _out = new("--out") { HelpName = "FILE", Description = "The table of events (.csv, .csv.gz)", Required = true };

    public SimulateVerb(IVerbBodies bodies)
        : base(
            "simulate",
            "Write simulated events to a file",
            """
            hep simulate higgs --events 200000 --seed 7 --out toy.csv.gz
            writes a table with the columns of the Higgs challenge
            """)
    {
        _bodies = bodies;
        Add(_name, _events, _seed, _out);
    }

    protected override int Run(ParseResult parsed, Shell shell) =>
        _bodies.Simulate(new(parsed.GetValue(_name)!, parsed.GetValue(_events)!.Value, parsed.GetValue(_seed)!.Value, parsed.GetValue(_out)!), shell);
}
