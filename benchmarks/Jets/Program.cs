using System.Globalization;
using Hep.Benchmarks.Jets;

// Hep.Benchmarks.Jets race [ROUNDS]   a jet, ours and FastJet's in turn, microseconds
switch (args)
{
    case ["race", .. var rest]:
        Race.Run(rest is [var rounds] ? int.Parse(rounds, CultureInfo.InvariantCulture) : 7);
        return 0;
    default:
        Console.Error.WriteLine("race [ROUNDS]");
        return 2;
}
