using System.CommandLine;

namespace Hep.Cli.Verbs;

/// <summary><c>hep evaluate RUN</c>, or <c>hep evaluate --scores F --label C --score C</c>.</summary>
internal sealed class EvaluateVerb : Verb
{
    private readonly IVerbBodies bodies;
    private readonly Argument<string?> run = new("RUN") { Description = "A run folder", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string?> scores = Text("--scores", "FILE", "A table of scores from any program (.csv, .csv.gz), in place of RUN");
    private readonly Option<string?> label = Text("--label", "COLUMN", "The column of --scores that tells signal from background");
    private readonly Option<string?> signal = Text("--signal", "VALUE", "The label of signal events (default: 1 or s)");
    private readonly Option<string?> weight = Text("--weight", "COLUMN", "The column of event weights (default: every event has weight 1)");
    private readonly Option<string[]> score = Texts("--score", "COLUMN", "A column of scores, large for signal; several are compared");
    private readonly Option<string?> target = Text("--out", "DIR", "A new folder for metrics, plots and report (default: RUN; for --scores one below runs/)");

    public EvaluateVerb(IVerbBodies bodies)
        : base(
            "evaluate",
            "ROC, AUC, AMS and plots of a run, or of a table of scores",
            """
            hep evaluate --scores scores.csv --label Label --weight Weight --score mlp --score bdt --out compare
            compares the columns mlp and bdt of a table that any program has written
            """)
    {
        this.bodies = bodies;
        score.AllowMultipleArgumentsPerToken = true;
        Add(run, scores, label, signal, weight, score, target);
        Validators.Add(result =>
        {
            var isRun = result.GetValue(run) is not null;
            var isTable = result.GetValue(scores) is not null;
            if (isRun == isTable)
                result.AddError(isRun ? "found both RUN and --scores, expected one of them" : "expected RUN, or --scores FILE with --label and --score");
            else if (isTable && result.GetValue(label) is null)
                result.AddError("--scores needs --label COLUMN");
            else if (isTable && result.GetValue(score) is not { Length: > 0 })
                result.AddError("--scores needs at least one --score COLUMN");
            else if (isRun && new Option[] { label, signal, weight, score }.FirstOrDefault(option => result.GetResult(option) is { Implicit: false }) is { } extra)
                result.AddError($"{extra.Name} belongs to --scores; a run knows its own columns");
        });
    }

    protected override int Run(ParseResult parsed, Shell shell) => bodies.Evaluate(
        new(
            parsed.GetValue(run),
            parsed.GetValue(scores),
            parsed.GetValue(label),
            parsed.GetValue(signal),
            parsed.GetValue(weight),
            parsed.GetValue(score)!,
            parsed.GetValue(target)),
        shell);
}
