using System.Globalization;
using Hep.Benchmarks.JetImages;

// Hep.Benchmarks.JetImages speed [JETS]    jets a second, on one thread
// Hep.Benchmarks.JetImages table [JETS]    the tables of docs/jet_toy.md
switch (args)
{
    case ["speed", .. var rest]:
        Speed.Run(Count(rest, 4000));
        return 0;
    case ["table", .. var rest]:
        Tables.Run(Count(rest, 60_000));
        return 0;
    default:
        Console.Error.WriteLine("speed [JETS] or table [JETS]");
        return 2;
}

static int Count(string[] arguments, int otherwise) => arguments is [var jets] ? int.Parse(jets, CultureInfo.InvariantCulture) : otherwise;
