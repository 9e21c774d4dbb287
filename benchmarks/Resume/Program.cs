using System.Globalization;
using Hep.Benchmarks.Resume;

// Hep.Benchmarks.Resume kill [ROUNDS] [SEED]      SIGKILL at random moments, then resume: the same files?
//                       damage [ROUNDS] [SEED]    the latest checkpoint cut off or with a bit flipped: named, and the same files?
//                       disk [ROUNDS] [SEED]      a disk of random size that fills up: one message, and the same files when there is room?
//                       cost CARD [SETTING...]    the part of the training's time that goes into checkpoints
switch (args)
{
    case ["kill", .. var rest]:
        return Rounds.Kill(Number(rest, 0, 100), Number(rest, 1, 1));
    case ["damage", .. var rest]:
        return Rounds.Damage(Number(rest, 0, 100), Number(rest, 1, 1));
    case ["disk", .. var rest]:
        return Rounds.Disk(Number(rest, 0, 20), Number(rest, 1, 1));
    case ["cost", var card, .. var settings]:
        return Cost.Measure(card, settings);
    default:
        Console.Error.WriteLine("kill [ROUNDS] [SEED] | damage [ROUNDS] [SEED] | disk [ROUNDS] [SEED] | cost CARD [SETTING...]");
        return 2;
}

static int Number(string[] from, int index, int otherwise) => index < from.Length ? int.Parse(from[index], CultureInfo.InvariantCulture) : otherwise;
