using System.CommandLine;

namespace Hep.Cli.Verbs;

/// <summary><c>hep runs [FOLDER]</c>.</summary>
internal sealed class RunsVerb : Verb
{
    private readonly IVerbBodies bodies;
    private readonly Argument<string> folder = new("FOLDER") { Description = "The folder that holds the runs", DefaultValueFactory = _ => "runs" };
    private readonly Option<string?> where = Text("--where", "CONDITION", "Only runs for which this holds, of values in card, metrics and facts (run.)");
    private readonly Option<string?> sort = Text("--sort", "KEY", "Sort by a value (default: by date)");
    private readonly Option<bool> descending = new("--descending") { Description = "The largest first" };
    private readonly Option<string[]> show = Texts("--show", "KEY", "A value to show too; several can be given");
    private readonly Option<string[]> compare = Texts("--compare", "RUN", "Two or more runs: what differs in their cards, and their figures side by side");
    private readonly Option<bool> csv = new("--csv") { Description = "Write CSV, for programs" };

    public RunsVerb(IVerbBodies bodies)
        : base(
            "runs",
            "List, filter and compare the runs below a folder",
            """
            hep runs --where "test.auc > 0.9 && model.name == 'mlp'" --sort test.auc --descending --show training.learning_rate
            lists the good ones, the best first; hep runs --compare higgs higgs-2 says in what two of them differ
            """)
    {
        this.bodies = bodies;
        show.AllowMultipleArgumentsPerToken = true;
        compare.AllowMultipleArgumentsPerToken = true;
        Add(folder, where, sort, descending, show, compare, csv);
        Validators.Add(result =>
        {
            if (result.GetValue(compare) is not { Length: > 0 } runs)
                return;
            if (runs.Length == 1)
                result.AddError($"--compare: found one run ({runs[0]}), expected two or more");
            else if (new Option[] { where, sort, descending }.FirstOrDefault(option => result.GetResult(option) is { Implicit: false }) is { } extra)
                result.AddError($"{extra.Name} is for lists; --compare names the runs itself");
        });
    }

    protected override int Run(ParseResult parsed, Shell shell) => bodies.Runs(
        new(
            parsed.GetValue(folder)!,
            parsed.GetValue(where),
            parsed.GetValue(sort),
            parsed.GetValue(descending),
            parsed.GetValue(show)!,
            parsed.GetValue(compare)!,
            parsed.GetValue(csv)),
        shell);
}
