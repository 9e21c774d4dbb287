using Hep.Cli;
using Hep.Tests.Support;
using Hep.Training;
using Hep.Training.Cards;
using Hep.Training.Runs;
using Hep.Training.Studies;
using Xunit;

namespace Hep.Tests.Cli;

public class CommandLineTests
{
    private const string Verbs = "train, study, evaluate, predict, export, simulate, plot, runs, inspect, test";

    [Theory]
    [InlineData("")]
    [InlineData("train")]
    [InlineData("evaluate")]
    [InlineData("predict")]
    [InlineData("export")]
    [InlineData("simulate")]
    [InlineData("study")]
    [InlineData("plot")]
    [InlineData("runs")]
    [InlineData("inspect")]
    [InlineData("test")]
    public void Help_is_as_recorded(string verb)
    {
        var (code, output, error) = Run(verb.Length == 0 ? ["--help"] : [verb, "--help"]);
        Assert.Equal((ExitCode.Ok, ""), (code, error));
        Assert.All(output.Split('\n'), line => Assert.True(line.Length <= 125 && !line.EndsWith(' '), line));
        Snapshot.Equal($"Hep.Tests/Cli/Help/{(verb.Length == 0 ? "hep" : verb)}.txt", output);
    }

    [Fact]
    public void Every_verb_has_a_recorded_help_and_an_example()
    {
        var verbs = new CommandLine(new Bodies(), TextWriter.Null, TextWriter.Null).Verbs.ToList();
        Assert.Equal(Verbs.Split(", "), verbs);
        Assert.All(verbs, verb => Assert.Contains($"Example:\n  hep {verb} ", Run(verb, "--help").Output, StringComparison.Ordinal));
    }

    [Fact]
    public void No_verb_is_help() => Assert.Equal(Run("--help"), Run());

    [Theory]
    [InlineData("trian x", $"hep: found the unknown verb trian, expected one of {Verbs}; did you mean train?")]
    [InlineData("fly", $"hep: found the unknown verb fly, expected one of {Verbs}")]
    [InlineData("train x --sede 3", "hep train: found the unknown option --sede, expected one of --resume, --data, --out, --set, --seed, --fast, --overfit, --find-lr, --quiet, --help; did you mean --seed?")]
    [InlineData("train", "hep train: expected CARD, or --resume RUN (hep train --help shows how it goes)")]
    [InlineData("train a --resume b --out c", "hep train: found both --resume and --out, expected one of them: a run goes on in its own folder (hep train --help shows how it goes)")]
    [InlineData("train --resume b --set c=1", "hep train: --set belongs to a CARD; a run goes on with the card with which it was begun (hep train --help shows how it goes)")]
    [InlineData("train --resume b --seed 1", "hep train: --seed belongs to a CARD; a run goes on with the card with which it was begun (hep train --help shows how it goes)")]
    [InlineData("train a --fast --overfit 8", "hep train: found both --fast and --overfit, expected one of them (hep train --help shows how it goes)")]
    [InlineData("train a --resume b --find-lr", "hep train: found both --find-lr and --resume, expected one of them (hep train --help shows how it goes)")]
    [InlineData("train a --overfit 1", "hep train: --overfit: found 1, expected a whole number, 2 or more (hep train --help shows how it goes)")]
    [InlineData("train a b", "hep train: unrecognized command or argument 'b' (hep train --help shows how it goes)")]
    [InlineData("train a --seed x", "hep train: --seed: found x, expected a whole number, 0 or more (hep train --help shows how it goes)")]
    [InlineData("train a --set", "hep train: required argument missing for option: '--set' (hep train --help shows how it goes)")]
    [InlineData("simulate higgs --events 3000000000 --out f", "hep simulate: --events: found 3000000000, expected a whole number, 1 or more and at most 2147483647 (hep simulate --help shows how it goes)")]
    [InlineData("simulate higgs --events 0 --out f", "hep simulate: --events: found 0, expected a whole number, 1 or more (hep simulate --help shows how it goes)")]
    [InlineData("predict a b", "hep predict: option '--out' is required (hep predict --help shows how it goes)")]
    [InlineData("runs --compare a", "hep runs: --compare: found one run (a), expected two or more (hep runs --help shows how it goes)")]
    [InlineData("runs --compare a b --sort x", "hep runs: --sort is for lists; --compare names the runs itself (hep runs --help shows how it goes)")]
    [InlineData("evaluate", "hep evaluate: expected RUN, or --scores FILE with --label and --score (hep evaluate --help shows how it goes)")]
    [InlineData("evaluate r --scores f", "hep evaluate: found both RUN and --scores, expected one of them (hep evaluate --help shows how it goes)")]
    [InlineData("evaluate --scores f", "hep evaluate: --scores needs --label COLUMN (hep evaluate --help shows how it goes)")]
    [InlineData("evaluate --scores f --label y", "hep evaluate: --scores needs at least one --score COLUMN, or --class LABEL=COLUMN for each of several classes (hep evaluate --help shows how it goes)")]
    [InlineData("evaluate r --weight w", "hep evaluate: --weight belongs to --scores; a run knows its own columns (hep evaluate --help shows how it goes)")]
    [InlineData("evaluate r --score s", "hep evaluate: --score belongs to --scores; a run knows its own columns (hep evaluate --help shows how it goes)")]
    [InlineData("evaluate r --class b=s", "hep evaluate: --class belongs to --scores; a run knows its own columns (hep evaluate --help shows how it goes)")]
    [InlineData("evaluate r --baseline s", "hep evaluate: --baseline belongs to --scores (hep evaluate --help shows how it goes)")]
    [InlineData("evaluate r --threshold ams", "hep evaluate: --threshold of a run needs --out DIR: the run's own results are those of its card (hep evaluate --help shows how it goes)")]
    [InlineData("evaluate --scores f --label y --score s --class b=s", "hep evaluate: found both --score and --class, expected one of them (hep evaluate --help shows how it goes)")]
    [InlineData("evaluate --scores f --label y --class b=s --signal b", "hep evaluate: --signal belongs to --score; of several classes the one with the largest score is taken (hep evaluate --help shows how it goes)")]
    [InlineData("evaluate --scores f --label y --score s --uncertainty -1", "hep evaluate: --uncertainty: found -1, expected a number, 0 or more (hep evaluate --help shows how it goes)")]
    public void A_wrong_command_line_is_bad_input(string line, string message) =>
        Assert.Equal((ExitCode.BadInput, "", message + "\n"), Run(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

    [Fact]
    public void Verbs_make_requests_of_what_was_typed()
    {
        Assert.Equal(
            "train card.yaml resume= out=runs/a quiet=True"
            + " | --set training.epochs=3 -> training.epochs=3"
            + " | --set model.hidden=[64, 64] -> model.hidden=[64, 64]"
            + $" | --data e.csv -> data.source={Path.GetFullPath("e.csv")}"
            + " | --seed 7 -> training.seed=7",
            Said("train", "card.yaml", "--set", "training.epochs=3", "--data", "e.csv", "--set", "model.hidden=[64, 64]", "--seed", "7", "--out", "runs/a", "-q"));
        Assert.Equal("train  resume=runs/a out= quiet=False", Said("train", "--resume", "runs/a"));
        Assert.Equal("overfit card.yaml 32 out=", Said("train", "card.yaml", "--overfit", "32"));
        Assert.Equal("find rate card.yaml out=runs/rate", Said("train", "card.yaml", "--find-lr", "--out", "runs/rate"));
        Assert.Equal(
            "evaluate run= scores=s.csv label=y signal=1 weight=w score=a,b,c class= threshold=value=0.5 uncertainty=0.1 baseline=b out=o",
            Said("evaluate", "--scores", "s.csv", "--label", "y", "--signal", "1", "--weight", "w", "--score", "a", "b", "--score", "c", "--threshold", "value=0.5", "--uncertainty", "1e-1", "--baseline", "b", "--out", "o"));
        Assert.Equal("overfit card.yaml 32 out=", Said("train", "card.yaml", "--overfit", "32"));
        Assert.Equal("find rate card.yaml out=runs/rate", Said("train", "card.yaml", "--find-lr", "--out", "runs/rate"));
        Assert.Equal(
            "evaluate run= scores=s.csv label=y signal= weight= score= class=b=p,c=q threshold= uncertainty= baseline= out=",
            Said("evaluate", "--scores", "s.csv", "--label", "y", "--class", "b=p", "c=q"));
        Assert.Equal("evaluate run=runs/a scores= label= signal= weight= score= class= threshold= uncertainty= baseline= out=", Said("evaluate", "runs/a"));
        Assert.Equal("predict m.onnx e.csv out=p.csv keep= parameters=", Said("predict", "m.onnx", "e.csv", "--out", "p.csv"));
        Assert.Equal("predict m.onnx e.csv out=p.csv keep=a,b parameters=mass=1,2;width=3", Said("predict", "m.onnx", "e.csv", "--out", "p.csv", "--keep", "a", "b", "--parameter", "mass=1,2", "--parameter", "width=3"));
        Assert.Equal("study c.yaml out=d | --set x=1 -> x=1", Said("study", "c.yaml", "--out", "d", "--set", "x=1"));
        Assert.Equal("ExportRequest { Run = runs/a, Out =  }", Said("export", "runs/a"));
        Assert.Equal("SimulateRequest { Name = higgs, Events = 50000, Seed = 1, Out = t.csv, Truth = False }", Said("simulate", "higgs", "--out", "t.csv"));
        Assert.Equal("SimulateRequest { Name = higgs, Events = 7, Seed = 9, Out = t.csv, Truth = True }", Said("simulate", "higgs", "--out", "t.csv", "--events", "7", "--seed", "9", "--truth"));
        Assert.Equal("plot a,b out=roc.pdf baseline=", Said("plot", "a", "b"));
        Assert.Equal("plot a,b out=c.svg baseline=b", Said("plot", "a", "b", "--baseline", "b", "--out", "c.svg"));
        Assert.Equal("runs runs where= sort= False show= compare= csv=False", Said("runs"));
        Assert.Equal("runs here where=x > 1 sort=x True show=a,b compare= csv=True", Said("runs", "here", "--where", "x > 1", "--sort", "x", "--descending", "--show", "a", "b", "--csv"));
        Assert.Equal("runs runs where= sort= False show= compare=a,b,c csv=False", Said("runs", "--compare", "a", "b", "c"));
        Assert.Equal("InspectRequest { Path = x }", Said("inspect", "x"));
        Assert.Equal("TestRequest { Filter = Cards }", Said("test", "--filter", "Cards"));
    }

    [Theory]
    [InlineData(typeof(InvalidDataException), 2, "hep: broken\n")]
    [InlineData(typeof(FileNotFoundException), 2, "hep: broken\n")]
    [InlineData(typeof(DirectoryNotFoundException), 2, "hep: broken\n")]
    [InlineData(typeof(UnauthorizedAccessException), 2, "hep: broken\n")]
    [InlineData(typeof(IOException), 2, "hep: broken\n")]
    [InlineData(typeof(DllNotFoundException), 2, "hep: broken\n")]
    [InlineData(typeof(RunFailedException), 1, "hep: broken\n")]
    [InlineData(typeof(OperationCanceledException), 130, "hep: interrupted\n")]
    [InlineData(typeof(ArgumentException), 1,
        "hep: this is a bug, please report it with the command line and what follows (HEP_DEBUG=1 shows more)\n  System.ArgumentException: broken\n")]
    public void Exceptions_become_exit_codes(Type type, int code, string message)
    {
        var exception = (Exception)Activator.CreateInstance(type, "broken")!;
        Assert.Equal((code, "", message), RunWith(new Bodies { Failure = exception }, "export", "runs/a"));
    }

    [Fact]
    public void The_trace_is_shown_on_demand()
    {
        var error = new StringWriter { NewLine = "\n" };
        Assert.Equal(ExitCode.BadInput, ErrorReport.Write(new InvalidDataException("broken"), error, isDebug: true));
        Assert.Equal("hep: broken\nSystem.IO.InvalidDataException: broken\n", error.ToString());
    }

    [Fact]
    public void Inspect_prints_a_card_as_it_is_understood()
    {
        var path = Repository.PathOf("configs/higgs.yaml");
        Assert.Equal((ExitCode.Ok, RunCard.Load(path).ToYaml(), ""), RunWith(new VerbBodies(), "inspect", path));
        Assert.Equal((ExitCode.BadInput, "", "hep: nowhere.yaml: no such run card\n"), RunWith(new VerbBodies(), "inspect", "nowhere.yaml"));
    }

    [Fact]
    public void A_wrong_value_in_the_card_is_bad_input_and_names_the_option()
    {
        var path = Repository.PathOf("configs/higgs.yaml");
        Assert.Equal(
            (ExitCode.BadInput, "", """
                hep: 2 problems in the run card PATH:
                  --set model.layers=3: model.layers: found an unknown key, expected name, hidden, activation, dropout, normalization, conditioning, film_units, from, replace_head, freeze
                  --set training.epochs=x: training.epochs: found "x", expected a whole number from 1 to 1000000

                """.Replace("PATH", path, StringComparison.Ordinal)),
            RunWith(new VerbBodies(), "train", path, "--set", "training.epochs=x", "--set", "model.layers=3", "--seed", "3", "--data", "events.csv"));
    }

    private static string Said(params string[] args)
    {
        var (code, output, error) = Run(args);
        Assert.Equal((0, ""), (code, error));
        return output.TrimEnd();
    }

    private static (int Code, string Output, string Error) Run(params string[] args) => RunWith(new Bodies(), args);

    private static (int Code, string Output, string Error) RunWith(IVerbBodies bodies, params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        return (new CommandLine(bodies, output, error).Run(args), output.ToString(), error.ToString());
    }

    /// <summary>Bodies that say what they were asked for.</summary>
    private sealed class Bodies : IVerbBodies
    {
        public Exception? Failure { get; init; }

        public int Train(TrainRequest request, Shell shell) => Say(
            shell,
            $"train {request.Card} resume={request.Resume} out={request.Out} quiet={shell.IsQuiet}" + string.Concat(request.Overrides.Select(o => $" | {o.Origin} -> {o.Key}={o.Value}")));

        public int Overfit(TrainRequest request, int events, Shell shell) => Say(shell, $"overfit {request.Card} {events} out={request.Out}");

        public int FindRate(TrainRequest request, Shell shell) => Say(shell, $"find rate {request.Card} out={request.Out}");

        public int Study(StudyRequest request, Shell shell) => Say(shell, $"study {request.Card} out={request.Out}" + string.Concat(request.Overrides.Select(o => $" | {o.Origin} -> {o.Key}={o.Value}")));

        public int Evaluate(EvaluateRequest request, Shell shell) => Say(
            shell,
            $"evaluate run={request.Run} scores={request.Scores} label={request.Label} signal={request.Signal} weight={request.Weight} score={string.Join(',', request.Score)} "
            + FormattableString.Invariant($"class={string.Join(',', request.Class)} threshold={request.Threshold} uncertainty={request.BackgroundUncertainty} baseline={request.Baseline} out={request.Out}"));

        public int Predict(PredictRequest request, Shell shell) => Say(
            shell, $"predict {request.Model} {request.Data} out={request.Out} keep={string.Join(',', request.Keep ?? [])} parameters={string.Join(';', request.Parameters)}");

        public int Export(ExportRequest request, Shell shell) => Say(shell, request.ToString());

        public int Simulate(SimulateRequest request, Shell shell) => Say(shell, request.ToString());

        public int Plot(PlotRequest request, Shell shell) => Say(shell, $"plot {string.Join(',', request.Runs)} out={request.Out} baseline={request.Baseline}");

        public int Runs(RunsRequest request, Shell shell) => Say(
            shell,
            $"runs {request.Folder} where={request.Where} sort={request.Sort} {request.Descending} show={string.Join(',', request.Show)} compare={string.Join(',', request.Compare)} csv={request.Csv}");

        public int Inspect(InspectRequest request, Shell shell) => Say(shell, request.ToString());

        public int Test(TestRequest request, Shell shell) => Say(shell, request.ToString());

        private int Say(Shell shell, string text)
        {
            if (Failure is not null)
                throw Failure;
            shell.Out.WriteLine(text);
            return ExitCode.Ok;
        }
    }
}
