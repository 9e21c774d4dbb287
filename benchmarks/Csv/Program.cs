using System.Globalization;
using Hep.Benchmarks.Csv;

// Hep.Benchmarks.Csv prepare SOURCE ROWS TARGET    a file of that many rows: the source's over and over, with event ids of their own
//                    race FILE [ROUNDS]            interleaved with the peer, plain and gzip; what README.md reports
//                    read FILE COLUMNS REPEATS     seconds of each reading; COLUMNS is all, card or few
//                    memory FILE read|stream       peak memory over the arrays of the table
switch (args)
{
    case ["prepare", var source, var rows, var target]:
        Prepared.Write(source, Number(rows), target);
        return 0;
    case ["race", var file, .. var rest]:
        Race.Run(file, rest.Length > 0 ? Number(rest[0]) : 7);
        return 0;
    case ["read", var file, var columns, var repeats]:
        Reading.Time(file, columns, Number(repeats));
        return 0;
    case ["memory", var file, var way]:
        Reading.Memory(file, way);
        return 0;
    default:
        Console.Error.WriteLine("prepare SOURCE ROWS TARGET | race FILE [ROUNDS] | read FILE all|card|few REPEATS | memory FILE read|stream");
        return 2;
}

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
