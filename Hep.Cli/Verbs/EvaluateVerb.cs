using System.CommandLine;

namespace Hep.Cli.Verbs;

/// <summary><c>hep evaluate RUN</c>, or <c>hep evaluate --scores F --label C --score C</c>.</summary>
internal sealed class EvaluateVerb : Verb
{
    private readonly IVerbBodies _bodies;
    private readonly Argument<string?> _run = new("RUN") { Description = "A run folder", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string?> _scores = Text("--scores", "FILE", "A table of scores from any program (.csv, .csv.gz), in place of RUN");
    private readonly Option<string?> _label = Text("--label", "COLUMN", "The column of --scores that tells signal from background");
    private readonly Option<string?> _signal = Text("--signal", "VALUE", "The label of signal events (default: 1 or s)");
    private readonly Option<string?> _weight = Text("--weight", "COLUMN", "The column of event weights (default: every event has weight 1)");
    private readonly Option<string[]> _score = Texts("--score", "COLUMN", "A column of scores, large for signal; several are compared");
    private readonly Option<string?> _out = Text("--out", "DIR", "Where metrics and plots go (default: the run folder, or the current one)");

    public EvaluateVerb(IVerbBodies bodies)
        : base(
            "evaluate",
            "ROC, AUC, AMS and plots of a run, or of a table of scores",
            """
            hep evaluate --scores scores.csv --label Label --weight Weight --score mlp --score bdt --out compare
            compares the columns mlp and bdt of a table that any program has written
            """)
    {
        _bodies = bodies;
        _score.AllowMultipleArgumentsPerToken = true;
        Add(_run, _scores, _label, _signal, _weight, _score, _out);
        Validators.Add(result =>
        {
            var isRun = result.GetValue(_run) is not null;
            var isTable = result.GetValue(_scores) is not null;
            if (isRun == isTable)
                result.AddError(isRun ? "found both RUN and --scores, expected one of them" : "expected RUN, or --scores FILE with --label and --score");
            else if (isTable && result.GetValue(_label) is null)
                result.AddError("--scores needs --label COLUMN");
            else if (isTable && result.GetValue(_score) is not { Length: > 0 })
                result.AddError("--scores needs at least one --score COLUMN");
            else if (isRun && (result.GetResult(_label) ?? result.GetResult(_signal) ?? result.GetResult(_weight)) is { } extra)
                result.AddError($"{extra.Option.Name} belongs to --scores; a run knows its own columns");
        });
    }

    protected override int Run(ParseResult parsed, Shell shell) => _bodies.Evaluate(
        new(
            parsed.GetValue(_run),
            parsed.GetValue(_scores),
            parsed.GetValue(_label),
            parsed.GetValue(_signal),
            parsed.GetValue(_weight),
            parsed.GetValue(_score)!,
            parsed.GetValue(_out)),
        shell);
}
