using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Hep.Evaluation;

namespace Hep.Benchmarks.Evaluation;

/// <summary>The same figure of the same events, ours and scikit-learn's in turn; from arrays to the figure, checks and sorting included.</summary>
internal static class Race
{
    private static readonly (string Name, Func<BinarySample, double> Figure)[] Figures =
    [
        ("roc", sample => sample.Roc[^1].BackgroundEfficiency.Value),
        ("auc", sample => sample.Roc.Auc.Value),
        ("pr", sample => sample.PrecisionRecall.Precision(sample.PrecisionRecall.Count - 1).Value),
        ("ap", sample => sample.PrecisionRecall.AveragePrecision.Value),
        ("confusion", sample => ConfusionMatrix.AtThreshold(sample, 0.5)[1, 1].Sum),
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

    private static void OfFigure(string name, Func<BinarySample, double> figure, Events events, Process peer, int rounds)
    {
        var (ours, theirs, ratios, work) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        var difference = 0.0;
        for (var round = -1; round < rounds; round++)
        {
            GC.Collect();
            var used = Environment.CpuUsage.TotalTime;
            var clock = Stopwatch.StartNew();
            var value = figure(events.Sample());
            var time = clock.Elapsed.TotalSeconds;
            used = Environment.CpuUsage.TotalTime - used;
            peer.StandardInput.WriteLine(name);
            var answer = Array.ConvertAll(peer.StandardOutput.ReadLine()!.Split(' '), text => double.Parse(text, CultureInfo.InvariantCulture));
            difference = Math.Abs((value / answer[0]) - 1);
            if (round < 0)
                continue;
            ours.Add(time);
            theirs.Add(answer[1]);
            ratios.Add(answer[1] / time);
            work.Add(answer[2] / used.TotalSeconds);
        }

        Console.WriteLine(FormattableString.Invariant(
            $"| {name} | {Median(ours):F3} | {Median(theirs):F3} | **{Median(ratios):F1}** ({ratios.Min():F1} to {ratios.Max():F1}) | {Median(work):F1} | {difference:0.0E+0} |"));
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
