using System.Diagnostics;
using System.Globalization;
using Hep.Benchmarks.Parameterised;
using Hep.Data;
using Hep.Evaluation.Plots;

// Hep.Benchmarks.Parameterised toy [EVENTS] [FIGURE]   the toy of the resonance: the reconstructed masses as a table, and m_wwbb drawn to FIGURE
//                              speed [EVENTS]          how fast it is made
// peer_sklearn.py FILE                                 the areas of dedicated classifiers at each mass, FILE by 'hep simulate resonance'
var resonance = Simulations.Find("resonance");
switch (args)
{
    case ["toy", .. var rest]:
        var toy = resonance.Generate(Number(rest, 200_000), 1);
        MassTable.Write(toy, Console.Out);
        if (rest.Length > 1)
            FigureWriter.Save(MassFigure.Create(toy), rest[1], FigureFormat.Png);
        return 0;
    case ["speed", .. var rest]:
        var events = Number(rest, 200_000);
        resonance.Generate(2_000, 2);
        var used = Process.GetCurrentProcess().TotalProcessorTime;
        resonance.Generate(events, 1);
        used = Process.GetCurrentProcess().TotalProcessorTime - used;
        Console.WriteLine(FormattableString.Invariant($"{events / used.TotalSeconds:#,0} events a second of a core"));
        return 0;
    default:
        Console.Error.WriteLine("toy [EVENTS] [FIGURE] | speed [EVENTS]");
        return 2;
}

static int Number(string[] from, int otherwise) => from.Length > 0 ? int.Parse(from[0], CultureInfo.InvariantCulture) : otherwise;
