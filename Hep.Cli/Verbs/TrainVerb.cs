using System.CommandLine;
using System.Globalization;
using Hep.Training.Cards;
using Hep.Training.Runs;

namespace Hep.Cli.Verbs;

/// <summary><c>hep train CARD</c>, or <c>hep train --resume RUN</c>.</summary>
internal sealed class TrainVerb : Verb
{
    private readonly IVerbBodies bodies;
    private readonly Argument<string?> card = new("CARD") { Description = "The run card, a YAML file", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string?> resume = Text("--resume", "RUN", "Go on with a run, however it was ended; with CARD, begin it if there is none");
    private readonly Option<string?> data = Text("--data", "FILE", "Take the events from this file, not from data.source (.csv, .csv.gz, .h5, .npz)");
    private readonly Option<string?> target = Text("--out", "DIR", "The run folder (default: a new one below runs/)");
    private readonly Option<string[]> set = Texts("--set", "KEY=VALUE", "Set a value of the card; can be given many times");
    private readonly Option<int?> seed = WholeNumber("--seed", "Set training.seed", min: 0);
    private readonly Option<bool> fast = new("--fast") { Description = "A few batches of everything, from reading to report, to see that all of it works" };
    private readonly Option<int?> overfit = WholeNumber("--overfit", "Only see whether N events can be learned by heart; exit code 1 if not", min: 2);
    private readonly Option<bool> findRate = new("--find-lr") { Description = "Only look for a learning rate: draw the loss against a rate that grows" };

    public TrainVerb(IVerbBodies bodies)
        : base(
            "train",
            "Train, evaluate, plot and export what a run card says",
            """
            hep train configs/higgs.yaml --data atlas-higgs-challenge-2014-v2.csv.gz --out runs/wide --set model.hidden="[256, 256]"
            trains on the real events with two layers of 256 units; look at runs/wide/report.html
            hep train --resume runs/wide
            goes on after a crash, a kill or Ctrl-C, and ends as the run that was never stopped
            hep train configs/higgs.yaml --find-lr --out runs/rate
            suggests a value for training.learning_rate; the curve is in runs/rate/plots
            """)
    {
        this.bodies = bodies;
        Add(card, resume, data, target, set, seed, fast, overfit, findRate);
        Validators.Add(result =>
        {
            if (result.GetValue(card) is null && result.GetValue(resume) is null)
                result.AddError("expected CARD, or --resume RUN");
            else if (result.GetValue(resume) is not null && result.GetValue(target) is not null)
                result.AddError("found both --resume and --out, expected one of them: a run goes on in its own folder");
            else if (result.GetValue(card) is null && new Option[] { data, set, seed }.FirstOrDefault(option => result.GetResult(option) is { Implicit: false }) is { } extra)
                result.AddError($"{extra.Name} belongs to a CARD; a run goes on with the card with which it was begun");
            Option[] kinds = [.. new Option[] { fast, overfit, findRate, resume }.Where(option => result.GetResult(option) is { Implicit: false })];
            if (kinds.Length > 1)
                result.AddError($"found both {kinds[0].Name} and {kinds[1].Name}, expected one of them");
        });
    }

    /// <summary>What replaces values of the card.</summary>
    /// <param name="set">Assignments.</param>
    /// <param name="data">A file of events; null: the card's.</param>
    public static List<CardOverride> OverridesOf(string[] set, string? data)
    {
        var overrides = set.Select(text => CardOverride.Set(text)).ToList();
        if (data is not null)
            overrides.Add(CardOverride.Text("data.source", Path.GetFullPath(data), $"--data {data}"));
        return overrides;
    }

    protected override int Run(ParseResult parsed, Shell shell)
    {
        var overrides = OverridesOf(parsed.GetValue(set)!, parsed.GetValue(data));
        if (parsed.GetValue(seed) is { } number)
            overrides.Add(CardOverride.Set("training.seed=" + number.ToString(CultureInfo.InvariantCulture), FormattableString.Invariant($"--seed {number}")));
        var request = new TrainRequest(parsed.GetValue(card)) { Overrides = overrides, Out = parsed.GetValue(target), Resume = parsed.GetValue(resume), IsFast = parsed.GetValue(fast) };
        return parsed.GetValue(overfit) is { } events ? bodies.Overfit(request, events, shell)
            : parsed.GetValue(findRate) ? bodies.FindRate(request, shell)
            : bodies.Train(request, shell);
    }
}
