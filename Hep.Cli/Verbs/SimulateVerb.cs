using System.CommandLine;

namespace Hep.Cli.Verbs;

/// <summary><c>hep simulate NAME --out FILE</c>.</summary>
internal sealed class SimulateVerb : Verb
{
    private readonly IVerbBodies _bodies;
    private readonly Argument<string> _name = File("NAME", "The simulation, such as higgs");
    private readonly Option<int> _events = new("--events") { HelpName = "N", Description = "How many events", DefaultValueFactory = _ => 50_000 };
    private readonly Option<int> _seed = new("--seed") { HelpName = "N", Description = "The seed", DefaultValueFactory = _ => 1 };
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
        Validators.Add(result =>
        {
            if (result.GetValue(_events) is < 1 and var events)
                result.AddError(FormattableString.Invariant($"--events: found {events}, expected a whole number, 1 or more"));
            if (result.GetValue(_seed) is < 0 and var seed)
                result.AddError(FormattableString.Invariant($"--seed: found {seed}, expected a whole number, 0 or more"));
        });
    }

    protected override int Run(ParseResult parsed, Shell shell) =>
        _bodies.Simulate(new(parsed.GetValue(_name)!, parsed.GetValue(_events), parsed.GetValue(_seed), parsed.GetValue(_out)!), shell);
}
