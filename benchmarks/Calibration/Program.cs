using System.Globalization;
using Hep.Benchmarks.Calibration;

// Hep.Benchmarks.Calibration overtrained CARD OUT [SEED...]   a network that learned 5,000 events by heart, and what calibrations make of it
//                            race [EVENTS] [ROUNDS]           the calibration curve against scikit-learn's, in turn
switch (args)
{
    case ["overtrained", var card, var target, .. var seeds]:
        OverTrained.Run(card, target, seeds.Length == 0 ? [1] : [.. seeds.Select(seed => int.Parse(seed, CultureInfo.InvariantCulture))]);
        return 0;
    case ["race", .. var rest]:
        Race.Run(Number(rest, 0, 1_000_000), Number(rest, 1, 7));
        return 0;
    default:
        Console.Error.WriteLine("overtrained CARD OUT [SEED...] | race [EVENTS] [ROUNDS]");
        return 2;
}

static int Number(string[] from, int index, int otherwise) => index < from.Length ? int.Parse(from[index], CultureInfo.InvariantCulture) : otherwise;
