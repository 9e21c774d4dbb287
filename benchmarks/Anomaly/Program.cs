using System.Globalization;
using Hep.Benchmarks.Anomaly;
using Hep.Data;
using Hep.Evaluation.Anomaly;
using Hep.Evaluation.Plots;

// Hep.Benchmarks.Anomaly toy FILE [EVENTS]                     distributions of the dijets beside those of rows of the LHC Olympics
//                        rows TRAIN TEST [SEED] [FIGURE]       baselines on such rows, and the improvement drawn to FIGURE
//                        dijets [EVENTS] [SEED] [FIGURE]       baselines on the toy
//                        maps [MAPS] [HITS] [FIGURE]           scores of occupancy maps, and one map drawn to FIGURE
//                        sculpting TRAIN TEST                  distance correlation of each baseline and mJJ
var dijets = Simulations.Find("dijets");
switch (args)
{
    case ["toy", var file, .. var rest]:
        var many = dijets.With(new Dictionary<string, double> { ["signal_share"] = 0.1 }).Generate((int)Number(rest, 0, 200_000), 1);
        Quantiles.Write(many, LhcOlympicsReader.Read(file), Console.Out);
        return 0;
    case ["rows", var train, var test, .. var rest]:
        Save(Baselines.Table(LhcOlympicsReader.Read(train), LhcOlympicsReader.Read(test), (ulong)Number(rest, 0, 1), Console.Out), rest, 1);
        return 0;
    case ["dijets", .. var rest]:
        var events = (int)Number(rest, 0, 60_000);
        var seed = (ulong)Number(rest, 1, 1);
        Save(Baselines.Table(dijets.Generate(events, seed), dijets.Generate(events, seed + 1000), seed, Console.Out), rest, 2);
        return 0;
    case ["maps", .. var rest]:
        Maps.Write((int)Number(rest, 0, 2000), Number(rest, 1, 100), rest.ElementAtOrDefault(2), Console.Out);
        return 0;
    case ["sculpting", var train, var test]:
        var rows = LhcOlympicsReader.Read(test);
        double[] mjj = [.. rows.Features[0].Values];
        foreach (var sample in Baselines.Table(LhcOlympicsReader.Read(train), rows, 1, TextWriter.Null))
            Console.WriteLine(FormattableString.Invariant($"{sample.Name}: {DistanceCorrelation.OfBackground(sample, mjj):0.0000}"));
        return 0;
    default:
        Console.Error.WriteLine("toy FILE [EVENTS] | rows TRAIN TEST [SEED] [FIGURE] | dijets [EVENTS] [SEED] [FIGURE] | maps [MAPS] [HITS] [FIGURE] | sculpting TRAIN TEST");
        return 2;
}

static double Number(string[] from, int place, double otherwise) => from.Length > place ? double.Parse(from[place], CultureInfo.InvariantCulture) : otherwise;

static void Save(IReadOnlyList<Hep.Evaluation.BinarySample> samples, string[] from, int place)
{
    if (from.Length > place)
        FigureWriter.Save(ImprovementFigure.Create(samples), from[place], FigureFormat.Png);
}
