using System.Diagnostics;
using Hep.Benchmarks.Higgs;
using Hep.Data;
using Hep.Evaluation.Plots;

// Hep.Benchmarks.Higgs compare FILE [EVENTS] [FOLDER]   the toy beside the challenge's file: correlations, means and undefined shares as tables,
//                                                       and the features drawn into FOLDER
//                      speed [EVENTS]                   how fast the toy is made
switch (args)
{
    case ["compare", var file, .. var rest]:
        var real = CsvReader.Read(file, HiggsChallenge.Layout);
        var toy = HiggsToy.Generate(Number(rest, 100_000), 1);
        Tables.Write(real, toy, Console.Out);
        if (rest.Length < 2)
            return 0;
        foreach (var (label, name) in new[] { (1, "signal"), (0, "background") })
            FigureWriter.Save(FeatureFigure.Create(real, toy, label), Path.Combine(rest[1], $"higgs_toy_{name}"), FigureFormat.Png);
        return 0;
    case ["speed", .. var rest]:
        var events = Number(rest, 200_000);
        HiggsToy.Generate(2_000, 2);
        var used = Process.GetCurrentProcess().TotalProcessorTime;
        HiggsToy.Generate(events, 1);
        used = Process.GetCurrentProcess().TotalProcessorTime - used;
        Console.WriteLine(FormattableString.Invariant($"{events / used.TotalSeconds:#,0} events a second of a core"));
        return 0;
    default:
        Console.Error.WriteLine("compare FILE [EVENTS] [FOLDER] | speed [EVENTS]");
        return 2;
}

static int Number(string[] from, int otherwise) => from.Length > 0 ? int.Parse(from[0], System.Globalization.CultureInfo.InvariantCulture) : otherwise;
