using System.Diagnostics;
using System.Globalization;
using Hep.Tests.Support.Fuzz;

// Hep.Benchmarks.Fuzz CARDS_FOLDER [FILES] [SEED]    damaged CSV files, then damaged run cards; what is wrong is kept beside the report
if (args is not [var cards, .. var rest])
{
    Console.Error.WriteLine("CARDS_FOLDER [FILES] [SEED]");
    return 2;
}

var files = rest.Length > 0 ? int.Parse(rest[0], CultureInfo.InvariantCulture) : 10_000;
var seed = rest.Length > 1 ? int.Parse(rest[1], CultureInfo.InvariantCulture) : 1;
var folder = Directory.CreateTempSubdirectory("hep-fuzz-").FullName;
byte[][] seeds = [.. Directory.EnumerateFiles(cards, "*.yaml").Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];
var wrong = Run("CSV files", CsvFuzz.Make, CsvFuzz.Check)
    + Run("run cards", random => ("card.yaml", CardFuzz.Make(random, seeds)), CardFuzz.Check);
return wrong == 0 ? 0 : 1;

int Run(string what, Func<Random, (string Name, byte[] Content)> make, Func<string, bool> check)
{
    var random = new Random(seed);
    var (accepted, wrong, slowest, most) = (0, 0, TimeSpan.Zero, 0L);
    var clock = Stopwatch.StartNew();
    for (var i = 0; i < files; i++)
    {
        var (name, content) = make(random);
        var path = Path.Combine(folder, name);
        File.WriteAllBytes(path, content);
        var (start, allocated) = (clock.Elapsed, GC.GetTotalAllocatedBytes(precise: true));
        try
        {
            accepted += check(path) ? 1 : 0;
        }
        catch (FuzzException error)
        {
            wrong++;
            var kept = Path.Combine(folder, FormattableString.Invariant($"wrong-{i}-{name}"));
            File.Copy(path, kept);
            Console.WriteLine($"{kept}: {error.Message}");
        }

        // The first ones pay for the compilation.
        if (i < 100)
            continue;
        var time = clock.Elapsed - start;
        (slowest, most) = (time > slowest ? time : slowest, Math.Max(most, GC.GetTotalAllocatedBytes(precise: true) - allocated));
    }

    Console.WriteLine(FormattableString.Invariant(
        $"{files} damaged {what}, seed {seed}: {accepted} accepted, {files - accepted - wrong} refused, {wrong} wrong; slowest {slowest.TotalMilliseconds:F0} ms, most memory allocated for one {most / 1e6:F1} MB, {clock.Elapsed.TotalSeconds:F0} s in all"));
    return wrong;
}
