using System.Globalization;
using Hep.Benchmarks.Evaluation;

// Hep.Benchmarks.Evaluation race [ROUNDS] [EVENTS]                 the figures against scikit-learn, in turn; what README.md reports
//                           bootstrap [REPLICAS] [EVENTS]          the time of the bootstrap of the AUC
//                           coverage [SAMPLES]                     how often 68% intervals cover the truth
switch (args)
{
    case ["race", .. var rest]:
        Race.Run(Number(rest, 0, 5), Number(rest, 1, 1_000_000));
        return 0;
    case ["bootstrap", .. var rest]:
        Replication.Run(Number(rest, 0, 1000), Number(rest, 1, 1_000_000));
        return 0;
    case ["coverage", .. var rest]:
        Coverage.Run(Number(rest, 0, 20_000));
        return 0;
    default:
        Console.Error.WriteLine("race [ROUNDS] [EVENTS] | bootstrap [REPLICAS] [EVENTS] | coverage [SAMPLES]");
        return 2;
}

static int Number(string[] from, int index, int otherwise) => index < from.Length ? int.Parse(from[index], CultureInfo.InvariantCulture) : otherwise;
