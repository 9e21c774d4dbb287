using System.Diagnostics;
using System.Globalization;
using Hep.Data;
using Hep.Evaluation;
using Hep.Evaluation.Calibration;
using Hep.Evaluation.Plots;
using Hep.Models;
using Hep.Training.Cards;
using Hep.Training.Progress;
using Hep.Training.Runs;
using static TorchSharp.torch;

namespace Hep.Benchmarks.Calibration;

/// <summary>
/// Guo et al. 2017 in small: 8% of the Higgs toy to train on, no dropout, no early stopping, and the last epoch in place of the best one. Calibrations
/// are fitted on the validation split and measured on the test split, with the weights of the loss: both classes weigh the same.
/// </summary>
internal static class OverTrained
{
    private static readonly (string Name, Func<BinarySample, LogitMap> Fit)[] Methods =
    [
        ("network as trained", _ => new TemperatureScaling(1)),
        ("temperature", TemperatureScaling.Fit),
        ("Platt", PlattScaling.Fit),
        ("beta", BetaCalibration.Fit),
        ("isotonic", IsotonicCalibration.Fit),
    ];

    public static void Run(string cardFile, string target, IReadOnlyList<int> seeds, IReadOnlyList<string> changes)
    {
        foreach (var seed in seeds)
        {
            var folder = Path.Combine(target, string.Create(CultureInfo.InvariantCulture, $"seed-{seed}"));
            var run = TrainingRun.Execute(
                new TrainRequest(cardFile)
                {
                    Out = folder,
                    Overrides =
                    [
                        .. new[]
                        {
                            "data.events=250000", "data.split={by: hash, train: 0.08, validation: 0.18, test: 0.74}", "model.hidden=[128, 128]", "model.dropout=0",
                            "training.epochs=40", "training.early_stopping=none", "training.schedule=constant", "training.threads=1", "export.onnx=false",
                            string.Create(CultureInfo.InvariantCulture, $"training.seed={seed}"),
                        }.Concat(changes).Select(text => CardOverride.Set(text)),
                    ],
                },
                SilentProgress.Instance);
            Report(run, seed);
        }
    }

    private static void Report(RunOutcome run, int seed)
    {
        var card = run.Folder.LoadCard();
        using var data = StudyData.Load(card.Data);
        using var last = Classifiers.Load(card, run.Folder.Last);
        var balance = ClassBalance.Fit(data.Train.Events);
        var (validation, test) = (Logits(last, data.Validation.Events, balance), Logits(last, data.Test.Events, balance));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {seed}: {data.Train.Count:N0} events to train on, {validation.Count:N0} to calibrate, {test.Count:N0} to test"));
        Console.WriteLine("| | T | ECE, more probable class | ECE, signal | adaptive | debiased, root | log loss | accuracy, events right | fit, ms |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        foreach (var (name, fit) in Methods)
        {
            var clock = Stopwatch.StartNew();
            var map = fit(validation);
            var milliseconds = clock.Elapsed.TotalMilliseconds;
            var sample = map.Probabilities(test);
            var (signal, top) = (Forecasts.OfSignal(sample), Forecasts.OfTopLabel(sample));
            var curve = ReliabilityCurve.OfEqualWidth(signal);
            var temperature = map is TemperatureScaling t ? t.Temperature.ToString("F3", CultureInfo.InvariantCulture) : "";
            var right = top.Outcomes.Count(true);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {name} | {temperature} | {ReliabilityCurve.OfEqualWidth(top).ExpectedError} | {curve.ExpectedError} | {ReliabilityCurve.OfEqualCounts(signal).ExpectedError} | {Math.Sqrt(Math.Max(0, curve.DebiasedSquare.Value)):F4} | {ProbabilityScores.LogLoss(sample)} | {(double)right / top.Count:F5}, {right} | {milliseconds:F0} |"));
        }

        var (before, after) = (new TemperatureScaling(1).Probabilities(test), TemperatureScaling.Fit(validation).Probabilities(test));
        Console.WriteLine($"floor: {CalibrationFloor.OfExpectedError(Forecasts.OfTopLabel(after), new Random(seed))} (more probable class), {CalibrationFloor.OfExpectedError(Forecasts.OfSignal(after), new Random(seed))} (signal)");
        Console.WriteLine($"same class before and after, event by event: {Enumerable.Range(0, test.Count).All(i => before.Scores[i] >= 0.5 == after.Scores[i] >= 0.5)}");
        var figure = ReliabilityFigure.Create(
            ("Over-trained network", ReliabilityCurve.OfEqualWidth(Forecasts.OfSignal(before))), ("Temperature scaling", ReliabilityCurve.OfEqualWidth(Forecasts.OfSignal(after))));
        FigureWriter.Save(figure.WithNote("Simulation"), Path.Combine(run.Folder.FullPath, "overtrained"));
    }

    private static BinarySample Logits(Classifier classifier, EventTable events, ClassBalance balance)
    {
        const int Batch = 1 << 14;
        using var untracked = no_grad();
        var (rows, width, logits) = (events.ToRowMajor(), events.Features.Count, new double[events.Count]);
        for (var start = 0; start < events.Count; start += Batch)
        {
            using var scope = NewDisposeScope();
            var count = Math.Min(Batch, events.Count - start);
            var raw = tensor(rows.AsSpan(start * width, count * width).ToArray(), [count, width]);
            classifier.Logits(raw).to(ScalarType.Float64).data<double>().CopyTo(logits.AsSpan(start, count));
        }

        return new BinarySample(events.Origin, logits, Array.ConvertAll(events.Labels, label => label == 1), events.ScaledWeights(balance.Factors));
    }
}
