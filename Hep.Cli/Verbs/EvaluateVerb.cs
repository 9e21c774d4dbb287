using System.CommandLine;
using System.CommandLine.Parsing;

namespace Hep.Cli.Verbs;

/// <summary><c>hep evaluate RUN</c>, or <c>hep evaluate --scores F --label C --score C</c>, or <c>hep evaluate --scores F --label C --class L=C</c>.</summary>
internal sealed class EvaluateVerb : Verb
{
    private readonly IVerbBodies bodies;
    private readonly Argument<string?> run = new("RUN") { Description = "A run folder", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string?> scores = Text("--scores", "FILE", "A table of scores from any program (.csv, .csv.gz), in place of RUN");
    private readonly Option<string?> label = Text("--label", "COLUMN", "The column of --scores with the true class of each event");
    private readonly Option<string?> signal = Text("--signal", "VALUE", "The label of signal events (default: 1 or s)");
    private readonly Option<string?> weight = Text("--weight", "COLUMN", "The column of event weights (default: every event has weight 1)");
    private readonly Option<string[]> score = Texts("--score", "COLUMN", "A column of scores, large for signal; several are compared");
    private readonly Option<string[]> classes = Texts("--class", "LABEL=COLUMN", "In place of --score: a class as the label has it, and its column of scores");
    private readonly Option<string?> threshold = Text("--threshold", "HOW", "ams, significance, signal_efficiency=E, background_efficiency=E or value=T");
    private readonly Option<double?> uncertainty = NotNegative("--uncertainty", "FRACTION", "That of the background, in the significances of --score (default: 0)");
    private readonly Option<string?> baseline = Text("--baseline", "COLUMN", "The --score that divides the others in ratios (default: the first)");
    private readonly Option<string?> target = Text("--out", "DIR", "A new folder for the results (default: RUN; for --scores one below runs/)");

    public EvaluateVerb(IVerbBodies bodies)
        : base(
            "evaluate",
            "ROC, AUC, AMS and plots of a run, or of a table of scores",
            """
            hep evaluate --scores scores.csv --label Label --weight Weight --score mlp --score bdt --out compare
            compares the columns mlp and bdt of a table that any program has written
            hep evaluate --scores jets.csv --label flavour --class b=p_b c=p_c light=p_l --out jets
            evaluates a classifier of three classes
            """)
    {
        this.bodies = bodies;
        score.AllowMultipleArgumentsPerToken = true;
        classes.AllowMultipleArgumentsPerToken = true;
        Add(run, scores, label, signal, weight, score, classes, threshold, uncertainty, baseline, target);
        Validators.Add(Check);
    }

    protected override int Run(ParseResult parsed, Shell shell) => bodies.Evaluate(
        new(parsed.GetValue(run), parsed.GetValue(scores))
        {
            Label = parsed.GetValue(label),
            Signal = parsed.GetValue(signal),
            Weight = parsed.GetValue(weight),
            Score = parsed.GetValue(score)!,
            Class = parsed.GetValue(classes)!,
            Threshold = parsed.GetValue(threshold),
            BackgroundUncertainty = parsed.GetValue(uncertainty),
            Baseline = parsed.GetValue(baseline),
            Out = parsed.GetValue(target),
        },
        shell);

    private void Check(CommandResult result)
    {
        var isRun = result.GetValue(run) is not null;
        var isTable = result.GetValue(scores) is not null;
        if (isRun == isTable)
            result.AddError(isRun ? "found both RUN and --scores, expected one of them" : "expected RUN, or --scores FILE with --label and --score");
        else if (isTable)
            CheckTable(result);
        else if (Given(result, label, signal, weight, score, classes) is { } column)
            result.AddError($"{column.Name} belongs to --scores; a run knows its own columns");
        else if (Given(result, uncertainty, baseline) is { } extra)
            result.AddError($"{extra.Name} belongs to --scores");
        else if (Given(result, threshold) is not null && Given(result, target) is null)
            result.AddError("--threshold of a run needs --out DIR: the run's own results are those of its card");
    }

    private void CheckTable(CommandResult result)
    {
        var (hasScore, hasClass) = (result.GetValue(score) is { Length: > 0 }, result.GetValue(classes) is { Length: > 0 });
        if (result.GetValue(label) is null)
            result.AddError("--scores needs --label COLUMN");
        else if (hasScore == hasClass)
            result.AddError(hasScore ? "found both --score and --class, expected one of them" : "--scores needs at least one --score COLUMN, or --class LABEL=COLUMN for each of several classes");
        else if (hasClass && Given(result, signal, threshold, uncertainty, baseline) is { } extra)
            result.AddError($"{extra.Name} belongs to --score; of several classes the one with the largest score is taken");
    }

    private static Option? Given(CommandResult result, params IEnumerable<Option> options) =>
        options.FirstOrDefault(option => result.GetResult(option) is { Implicit: false });
}
