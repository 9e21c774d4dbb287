using System.Globalization;
using Hep.Benchmarks.Calibration;

// Hep.Benchmarks.Calibration overtrained CARD OUT [SEED...] [KEY=VALUE...]   a network that learned few events by heart, and what calibrations make of it
//                            race [EVENTS] [ROUNDS]                          the calibration curve against scikit-learn's, in turn
switch (args)
{
    case ["overtrained", var card, var target, .. var rest]:
        string[] changes = [.. rest.Where(text => text.Contains('='))];
        int[] seeds = [.. rest.Except(changes).Select(seed => int.Parse(seed, CultureInfo.InvariantCulture))];
        OverTrained.Run(card, target, seeds.Length == 0 ? [1] : seeds, changes);
        return 0;
    case ["race", .. var rest]:
        Race.Run(Number(rest, 0, 1_000_000), Number(rest, 1, 7));
        return 0;
    default:
        Console.Error.WriteLine("overtrained CARD OUT [SEED...] [KEY=VALUE...] | race [EVENTS] [ROUNDS]");
        return 2;
}

static int Number(string[] from, int index, int otherwise) => index < from.Length ? int.Parse(from[index], CultureInfo.InvariantCulture) : otherwise;
