using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Hep.Evaluation;

namespace Hep.Benchmarks.Evaluation;

/// <summary>The same figure of the same events, ours and scikit-learn's in turn; from arrays to the figure, checks and sorting included.</summary>
internal static class Race
{
    /// <summary>Calls of each, before those that count: the run-time compiles a loop anew after it has seen it run.</summary>
    private const int WarmUps = 4;

    // The numbers that the other program returns, too: whole arrays for the curves.
    private static readonly (string Name, Func<BinarySample, double[][]> Figure)[] Figures =
    [
        ("roc", sample => [sample.Roc.BackgroundEfficiencies(), sample.Roc.SignalEfficiencies()]),
        ("auc", sample => [[sample.Roc.Auc.Value]]),
        ("pr", sample => [sample.PrecisionRecall.Precisions(), sample.PrecisionRecall.Recalls()]),
        ("ap", sample => [[sample.PrecisionRecall.AveragePrecision.Value]]),
        ("confusion", sample => [[ConfusionMatrix.AtThreshold(sample, 0.5)[1, 1].Sum]]),
    ];

    public static void Run(int rounds, int count)
    {
        var events = Events.Make(count, 1);
        var file = Path.GetTempFileName();
        try
        {
            using (var stream = File.Create(file))
            {
                stream.Write(MemoryMarshal.AsBytes(events.Scores.AsSpan()));
                stream.Write(MemoryMarshal.AsBytes(Array.ConvertAll(events.IsSignal, isSignal => isSignal ? 1.0 : 0.0).AsSpan()));
                stream.Write(MemoryMarshal.AsBytes(events.Weights.AsSpan()));
            }

            var script = Path.Combine(AppContext.BaseDirectory, "peer_sklearn.py");
            using var peer = Process.Start(new ProcessStartInfo("/usr/bin/python3", [script, file]) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false })!;
            peer.StandardOutput.ReadLine();
            Console.WriteLine(FormattableString.Invariant($"{count:N0} weighted events, {Environment.ProcessorCount} cores; median of {rounds}, seconds"));
            Console.WriteLine("| figure | ours | scikit-learn | ratio | ratio of processor time | relative difference |");
            Console.WriteLine("| --- | --- | --- | --- | --- | --- |");
            foreach (var (name, figure) in Figures)
                OfFigure(name, figure, events, peer, rounds);
            peer.StandardInput.Close();
            peer.WaitForExit();
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static void OfFigure(string name, Func<BinarySample, double[][]> figure, Events events, Process peer, int rounds)
    {
        var (ours, theirs, ratios, work) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        var difference = 0.0;
        for (var round = -WarmUps; round < rounds; round++)
        {
            GC.Collect();
            var used = Environment.CpuUsage.TotalTime;
            var clock = Stopwatch.StartNew();
            var arrays = figure(events.Sample());
            var time = clock.Elapsed.TotalSeconds;
            used = Environment.CpuUsage.TotalTime - used;
            peer.StandardInput.WriteLine(name);
            var answer = Array.ConvertAll(peer.StandardOutput.ReadLine()!.Split(' '), text => double.Parse(text, CultureInfo.InvariantCulture));
            for (var k = 0; k < arrays.Length; k++)
                difference = Math.Max(difference, Math.Abs((Moment(arrays[k]) / answer[k + 2]) - 1));
            if (round < 0)
                continue;
            ours.Add(time);
            theirs.Add(answer[0]);
            ratios.Add(answer[0] / time);
            work.Add(answer[1] / used.TotalSeconds);
        }

        Console.WriteLine(FormattableString.Invariant(
            $"| {name} | {Median(ours):F3} | {Median(theirs):F3} | **{Median(ratios):F1}** ({ratios.Min():F1} to {ratios.Max():F1}) | {Median(work):F1} | {difference:0.0E+0} |"));
    }

    // Tells arrays apart that differ in any place: the mean with weights that fall along the array, whichever end it is given from.
    private static double Moment(double[] values)
    {
        var sum = 0.0;
        for (var i = 0; i < values.Length; i++)
            sum += values[i] * (1 + ((double)i / values.Length));
        return sum / values.Length;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
