using System.Globalization;
using Hep.Benchmarks.Growth;

// Hep.Benchmarks.Growth all [FIGURE]              all sizes with and without a budget, each in a process of its own; the figure and a table
//                       study EVENTS MEMORY       one study; MEMORY as in data.memory
switch (args)
{
    case ["all", .. var rest]:
        Growth.Run(rest.Length > 0 ? rest[0] : "docs/images/growth");
        return 0;
    case ["study", var events, var memory]:
        Study.Run(int.Parse(events, CultureInfo.InvariantCulture), memory);
        return 0;
    default:
        Console.Error.WriteLine("all [FIGURE] | study EVENTS MEMORY");
        return 2;
}
