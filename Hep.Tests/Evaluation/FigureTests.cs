using System.Globalization;
using System.Text;
using Hep.Evaluation;
using Hep.Evaluation.Plots;
using Xunit;

namespace Hep.Tests.Evaluation;

/// <summary>
/// What the figures write: pictures and the numbers beside them. To look at them, set HEP_GALLERY to a folder that keeps them.
/// </summary>
public sealed class FigureTests : IDisposable
{
    private readonly string? _gallery = Environment.GetEnvironmentVariable("HEP_GALLERY");
    private readonly string _folder;

    public FigureTests() => _folder = _gallery ?? Directory.CreateTempSubdirectory("hep-figures").FullName;

    public void Dispose()
    {
        if (_gallery is null)
            Directory.Delete(_folder, recursive: true);
    }

    public static TheoryData<string> Names => ["roc", "rejection", "score", "score_log", "score_test_only", "loss", "confusion", "confusion_5", "ams", "roc_paired", "rejection_paired", "pr", "pr_rare", "stack", "stack_data", "stack_log", "stack_negative", "efficiency", "processes"];

    [Theory]
    [MemberData(nameof(Names))]
    public void PicturesAndNumbersAreWritten(string name)
    {
        var figure = Make(name);
        var files = FigureWriter.Save(figure, Path.Combine(_folder, name));
        string[] endings = [".png", ".svg", ".pdf", ".csv", .. figure.RatioNumbers is null ? Array.Empty<string>() : ["_ratio.csv"]];
        Assert.Equal(endings.Select(ending => Path.Combine(_folder, name) + ending), files);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], File.ReadAllBytes(files[0])[..4]);
        Assert.Contains("<svg", File.ReadAllText(files[1]));
        Assert.Equal("%PDF"u8.ToArray(), File.ReadAllBytes(files[2])[..4]);
        Assert.Equal(figure.Numbers!.ToCsv(), File.ReadAllText(files[3]));
        Assert.NotEmpty(figure.Numbers.Rows);
        if (figure.RatioNumbers is { } ratios)
            Assert.Equal(ratios.ToCsv(), File.ReadAllText(files[4]));
    }

    [Fact]
    public void KindsOfFiguresAreWrittenToTheGallery()
    {
        foreach (var name in Plots.Gallery.Names)
            Assert.NotEmpty(FigureWriter.Save(Plots.Gallery.Make(name), Path.Combine(_folder, "kind_" + name), FigureFormat.Png));
    }

    [Fact]
    public void RocNumbersAreThePointsOfTheCurve()
    {
        var events = Toy.Make(1, 200);
        Array.Fill(events.Weights, 1);
        var sample = events.Sample("a, b");
        var lines = RocFigure.Create(sample).Numbers!.ToCsv().Split('\n');
        Assert.Equal("curve,threshold,background_efficiency,background_efficiency_error,signal_efficiency,signal_efficiency_error", lines[0]);
        Assert.Equal("\"a, b\",Infinity,0,0,0,0", lines[1]);
        var last = sample.Roc[sample.Roc.Count - 1];
        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"\"a, b\",{last.Threshold},1,0,1,0"), lines[^2]);
        Assert.Equal(sample.Roc.Count + 2, lines.Length);
    }

    [Fact]
    public void CurveOfManyPointsIsThinnedToWhatAnEyeCanSee()
    {
        var sample = Toy.Make(2, 50_000).Sample();
        var numbers = RocFigure.Create(sample).Numbers!;
        Assert.InRange(numbers.Rows.Count, 300, 1000);
        var area = 0.0;
        for (var i = 1; i < numbers.Rows.Count; i++)
            area += (Cell(numbers, i, 2) - Cell(numbers, i - 1, 2)) * 0.5 * (Cell(numbers, i, 4) + Cell(numbers, i - 1, 4));
        Assert.Equal(sample.Roc.Auc.Value, area, 1e-4);
    }

    [Fact]
    public void RejectionNumbersAreKnownBetterThanTheirSize()
    {
        var numbers = RejectionFigure.Create(Toy.Make(3, 3000, separation: 3).Sample()).Numbers!;
        for (var i = 0; i < numbers.Rows.Count; i++)
            Assert.InRange(Cell(numbers, i, 4), 0, Cell(numbers, i, 3));
        Assert.Equal("1", numbers.Rows[^1][2]);
    }

    [Fact]
    public void ScoreDensitiesHaveUnitArea()
    {
        var numbers = ScoreFigure.Create(Toy.Make(4, 500, negative: 0.05).Sample("test"), Toy.Make(5, 500).Sample("train")).Numbers!;
        var areas = numbers.Rows
            .GroupBy(row => (row[0], row[1]))
            .Select(rows => rows.Sum(row => Number(row[4]) * (Number(row[3]) - Number(row[2]))));
        Assert.All(areas, area => Assert.Equal(1.0, area, 1e-12));
        Assert.Equal(100, numbers.Rows.Count);
    }

    [Fact]
    public void ConfusionNumbersCarryTheSums()
    {
        var matrix = ConfusionMatrix.FromClasses(["b", "s"], [0, 0, 1], [0, 1, 1], (double[])[2, 2, 0.5]);
        Assert.Equal(
            "true_class,predicted_class,events,sum_of_weights,sum_of_squared_weights,fraction_of_true_class,fraction_error,"
            + "fraction_of_predicted_class,fraction_of_predicted_class_error,fraction_of_all,fraction_of_all_error\n"
            + "b,b,1,2,4,0.5,0.3535533905932738,1,0,0.4444444444444444,0.3200365776991536\n"
            + "b,s,1,2,4,0.5,0.3535533905932738,0.8,0.2262741699796952,0.4444444444444444,0.3200365776991536\n"
            + "s,b,0,0,0,0,0,0,0,0,0\ns,s,1,0.5,0.25,1,0,0.2,0.22627416997969524,0.1111111111111111,0.1209624564337372\n",
            ConfusionFigure.Create(matrix).Numbers!.ToCsv());
    }

    [Theory]
    [InlineData(Normalization.Row, "0.5", "1")]
    [InlineData(Normalization.Column, "0.8", "0.2")]
    [InlineData(Normalization.Total, "0.44", "0.11")]
    public void ConfusionCellsShowTheFractionsThatWereAskedFor(Normalization normalization, string falsePositive, string truePositive)
    {
        var matrix = ConfusionMatrix.FromClasses(["b", "s"], [0, 0, 1], [0, 1, 1], (double[])[2, 2, 0.5]);
        var figure = ConfusionFigure.Create(matrix, new ConfusionFigureOptions { Normalization = normalization });
        string[] cells = [.. figure.Panels[0].Plot.GetPlottables().OfType<ScottPlot.Plottables.Text>().Select(text => text.LabelText)];
        Assert.StartsWith(falsePositive, cells[1]);
        Assert.StartsWith(truePositive, cells[3]);
        Assert.Equal(ConfusionFigure.Create(matrix).Numbers!.ToCsv(), figure.Numbers!.ToCsv());
    }

    [Fact]
    public void RatiosAreToTheBaselineThatWasChosen()
    {
        BinarySample[] samples = [Toy.Make(14, 3000, separation: 1.2).Sample("A"), Toy.Make(15, 3000, separation: 0.7).Sample("B"), Toy.Make(16, 3000, separation: 2).Sample("C")];
        var second = RocFigure.Create(new CurveFigureOptions { Baseline = 1 }, samples);
        Assert.Equal(["A", "C"], second.RatioNumbers!.Rows.Select(row => row[0]).Distinct());
        Assert.Equal("Ratio to B", second.Panels[1].Plot.Axes.Left.Label.Text);
        var row = second.RatioNumbers.Rows.First(cells => cells[0] == "C");
        var ratio = CurveRatio.OfSignalEfficiencies(samples[2], samples[1], [Number(row[1])])[0];
        Assert.Equal((ratio.Value, ratio.Error), (Number(row[2]), Number(row[3])));

        Assert.Equal(RocFigure.Create(samples).RatioNumbers!.ToCsv(), RocFigure.Create(new CurveFigureOptions(), samples).RatioNumbers!.ToCsv());
        Assert.Equal("ratio_to_first", RejectionFigure.Create(samples).RatioNumbers!.Columns[2]);
        Assert.Equal("ratio_to_baseline", RejectionFigure.Create(new CurveFigureOptions { Baseline = 2 }, samples).RatioNumbers!.Columns[2]);
        var none = RejectionFigure.Create(new CurveFigureOptions { Baseline = null }, samples);
        Assert.Equal((1, null), (none.Panels.Count, none.RatioNumbers));
        Assert.Throws<ArgumentOutOfRangeException>(() => RocFigure.Create(new CurveFigureOptions { Baseline = 3 }, samples));
    }

    [Fact]
    public void SignificancesAreQuotedAtTheThreshold()
    {
        var sample = Toy.Make(6, 800).Sample("Net");
        var scan = new SignificanceScan(sample, (s, b) => Significance.Asimov(s, b, 0.1));
        var figure = SignificanceFigure.Create(0.6, ("Z", scan), ("s / √b", new SignificanceScan(sample, (s, b) => Significance.SignalOverRoot(s, b))));
        Assert.Equal([$"Z = {scan.At(0.6)}", "Chosen threshold: 0.6"], Legend(figure).Where(text => text.StartsWith('Z') || text.StartsWith('C')));
        var cells = figure.Numbers!.Rows.First(row => row[0] == "Z");
        var value = scan.At(Number(cells[1]));
        Assert.Equal((value.Value, value.Error, value.Value - value.Error, value.Value + value.Error), (Number(cells[2]), Number(cells[3]), Number(cells[4]), Number(cells[5])));
        var other = AmsFigure.Create(new AmsScan(sample), 0.3);
        Assert.Contains("Chosen threshold: 0.3", Legend(other));
    }

    [Fact]
    public void LegendsHoldTheFiguresOfMerit()
    {
        var sample = Toy.Make(6, 800).Sample("Net");
        Assert.Contains($"Net (AUC = {sample.Roc.Auc})", Legend(RocFigure.Create(sample)));
        var (validation, test) = (new AmsScan(sample), new AmsScan(Toy.Make(7, 800).Sample()));
        Assert.Contains($"Test: AMS = {test.At(validation.BestThreshold)}", Legend(AmsFigure.Create(validation, test)));
        Assert.Contains("Best epoch (3)", Legend(LossFigure.Create([new(1, 2, 3), new(3, 1, 2)], 3)));
        Assert.Equal(["Signal (Net)", "Background (Net)"], Legend(ScoreFigure.Create(sample)).Order(StringComparer.Ordinal).Reverse());
    }

    [Fact]
    public void FewEventsAndEpochsAreDrawnToo()
    {
        var tiny = new BinarySample("two", (double[])[0.7, 0.7], (bool[])[true, false]);
        var scan = new AmsScan(tiny);
        var deficit = new AmsScan(new BinarySample("deficit", (double[])[0.9, 0.1], (bool[])[true, false], (double[])[-1, 1]));
        Figure[] figures =
        [
            RocFigure.Create(tiny), RejectionFigure.Create(tiny), ScoreFigure.Create(tiny, tiny, new ScoreFigureOptions { Logarithmic = true }),
            AmsFigure.Create(scan, scan), AmsFigure.Create(deficit, deficit), LossFigure.Create([new EpochLosses(1, double.NaN, double.NaN)]),
            ConfusionFigure.Create(ConfusionMatrix.AtThreshold(tiny, 0.5)),
        ];
        Assert.All(figures, figure => Assert.Contains("<svg", Encoding.UTF8.GetString(FigureWriter.ToBytes(figure, FigureFormat.Svg))));
    }

    private static IEnumerable<string> Legend(Figure figure) =>
        figure.Panels[0].Plot.Legend.GetItems().Select(item => item.LabelText).Where(text => text.Length > 0);

    private static double Cell(NumberTable numbers, int row, int column) => Number(numbers.Rows[row][column]);

    private static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);

    private static Figure Make(string name)
    {
        var (train, validation, test) = (Sample(11, 9000, "Training"), Sample(12, 3000, "Validation"), Sample(13, 3000, "MLP"));
        return name switch
        {
            "roc" => RocFigure.Create(test, Toy.Make(14, 3000, separation: 1.2).Sample("Boosted trees"), Toy.Make(15, 3000, separation: 0.7).Sample("Cut on mass")),
            "rejection" => RejectionFigure.Create(test, Toy.Make(14, 3000, separation: 1.2).Sample("Boosted trees")),
            "score" => ScoreFigure.Create(test, train),
            "score_log" => ScoreFigure.Create(test, train, new ScoreFigureOptions { Logarithmic = true }),
            "score_test_only" => ScoreFigure.Create(test),
            "loss" => LossFigure.Create(History(), 31, "Weighted cross-entropy"),
            "confusion" => ConfusionFigure.Create(ConfusionMatrix.AtThreshold(test, 0.6)),
            "confusion_5" => ConfusionFigure.Create(Jets()),
            "ams" => AmsFigure.Create(Scan(validation), Scan(test)),
            "roc_paired" => RocFigure.Create(test, Blurred(test)),
            "rejection_paired" => RejectionFigure.Create(test, Blurred(test)).WithNote("Simulation", "√s = 8 TeV, 20.2 fb⁻¹"),
            "pr" => PrecisionRecallFigure.Create(test, Blurred(test)),
            "pr_rare" => PrecisionRecallFigure.Create(Toy.Make(18, 30_000, signalFraction: 0.02, separation: 3).Sample("MLP"), Toy.Make(19, 30_000, signalFraction: 0.02, separation: 2).Sample("Boosted trees")),
            "stack" => StackFigure.Create("m(ττ)", Processes(20, 60), new StackFigureOptions { Unit = "GeV" }).WithNote("Simulation", "√s = 8 TeV, 20.2 fb⁻¹"),
            "stack_data" => StackFigure.Create("m(ττ)", Processes(20, 60), new StackFigureOptions { Unit = "GeV", Data = PseudoData() }).WithNote("Simulation", "√s = 8 TeV, 20.2 fb⁻¹"),
            "stack_log" => StackFigure.Create("m(ττ)", Processes(20, 1), new StackFigureOptions { Unit = "GeV", Data = PseudoData(), Logarithmic = true }).Sized(Figure.TwoColumns),
            "stack_negative" => StackFigure.Create("m(ττ)", Processes(20, 1, negative: true), new StackFigureOptions { Unit = "GeV", Data = PseudoData() }),
            "efficiency" => EfficiencyFigure.Create("m(ττ)", "GeV", VariableBins.Of(Variable(test)), test, Variable(test), 0.5),
            "processes" => StackFigure.Create("N(jets)", [.. Enumerable.Range(0, 6).Select(p => new StackedProcess($"Process {p}", Jets(p)) { Colour = p })]),
            _ => throw new ArgumentOutOfRangeException(nameof(name)),
        };
    }

    // The same events, scored worse.
    private static BinarySample Blurred(BinarySample sample)
    {
        var random = new Random(18);
        return new BinarySample("Boosted trees", [.. sample.Scores.ToArray().Select(score => score + (0.15 * Toy.Normal(random)))], sample.IsSignal, sample.Weights);
    }

    private static double[] Variable(BinarySample sample)
    {
        var random = new Random(19);
        return [.. sample.IsSignal.ToArray().Select(isSignal => Math.Abs((isSignal ? 125 : 91) + (30 * Toy.Normal(random))))];
    }

    private static StackedProcess[] Processes(int seed, double scale, bool negative = false)
    {
        var random = new Random(seed);
        StackedProcess Process(string name, int colour, double mean, double width, int count, double weight)
        {
            var histogram = Histogram.Uniform(20, 0, 200);
            for (var i = 0; i < count; i++)
                histogram.Fill(mean + (width * Toy.Normal(random)), weight * (negative && random.NextDouble() < 0.4 ? -1 : 1));
            return new StackedProcess(name, histogram) { Colour = colour };
        }

        return
        [
            Process("W + jets", 2, 60, 50, 400, 2), Process("Top pairs", 3, 110, 40, 500, 1),
            Process("Z → ττ", 0, 91, 18, 3000, 1), Process("H → ττ", 1, 125, 15, 300, 1.0 / scale) with { IsOverlaid = true },
        ];
    }

    private static Histogram PseudoData()
    {
        var (random, data) = (new Random(21), Histogram.Uniform(20, 0, 200));
        foreach (var (mean, width, count) in new[] { (60, 50, 800), (110, 40, 500), (91, 18, 3000) })
        {
            for (var i = 0; i < count; i++)
                data.Fill(mean + (width * Toy.Normal(random)));
        }

        return data;
    }

    private static Histogram Jets(int process)
    {
        var (random, jets) = (new Random(process), new Histogram(VariableBins.Of([0, 1, 2, 3, 4])));
        for (var i = 0; i < 1000; i++)
            jets.Fill(Math.Floor(5 * random.NextDouble() * random.NextDouble()));
        return jets;
    }

    private static BinarySample Sample(int seed, int count, string name) => Toy.Make(seed, count, negative: 0.03, separation: 2).Sample(name);

    private static AmsScan Scan(BinarySample sample) => new(sample, new AmsOptions { ExpectedSignal = 692, ExpectedBackground = 41_100 });

    private static EpochLosses[] History()
    {
        var random = new Random(16);
        return [.. Enumerable.Range(1, 40).Select(epoch => new EpochLosses(
            epoch,
            0.31 + (0.25 * Math.Exp(-epoch / 6.0)) - (0.0006 * epoch) + (0.001 * Toy.Normal(random)),
            0.325 + (0.24 * Math.Exp(-epoch / 6.0)) + (0.00001 * (epoch - 31) * (epoch - 31)) + (0.003 * Toy.Normal(random)),
            1e-3))];
    }

    private static ConfusionMatrix Jets()
    {
        var random = new Random(17);
        var truth = Enumerable.Range(0, 5000).Select(_ => random.Next(5)).ToArray();
        var predicted = Array.ConvertAll(truth, t => random.NextDouble() < 0.75 ? t : random.Next(5));
        return ConfusionMatrix.FromClasses(["g", "q", "W", "Z", "t"], truth, predicted);
    }
}
