using System.Diagnostics;
using System.Globalization;
using Hep.Data;

// Hep.Benchmarks.Hdf5 prepare FILE ROWS             images [ROWS, 25, 25], a tenth of the cells filled, as gzip and plain
//                     race FILE [ROUNDS]            interleaved with h5py, each in a process of its own; what README.md reports
//                     read FILE DATASET REPEATS     seconds of each reading in slices of 256 rows
const int Slice = 256, Cells = 625, Repeats = 4;
switch (args)
{
    case ["prepare", var path, var rows]:
        Prepare(path, int.Parse(rows, CultureInfo.InvariantCulture));
        return 0;
    case ["race", var path, .. var rest]:
        Race(path, rest.Length > 0 ? int.Parse(rest[0], CultureInfo.InvariantCulture) : 5);
        return 0;
    case ["read", var path, var name, var repeats]:
        for (var i = 0; i < int.Parse(repeats, CultureInfo.InvariantCulture); i++)
            Console.WriteLine(Read(path, name).ToString("F5", CultureInfo.InvariantCulture));
        return 0;
    default:
        Console.Error.WriteLine("prepare FILE ROWS | race FILE [ROUNDS] | read FILE DATASET REPEATS");
        return 2;
}

static void Prepare(string path, int rows) => Hdf5Writer.Write(path, writer =>
{
    var random = new Random(1);
    var plain = writer.Create<float>("plain", [25, 25]);
    var gzip = writer.Create<float>("gzip", [25, 25], new Hdf5Storage { GzipLevel = 4 });
    var images = new float[Slice * Cells];
    for (var first = 0; first < rows; first += Slice)
    {
        for (var i = 0; i < images.Length; i++)
            images[i] = random.NextDouble() < 0.1 ? (float)-Math.Log(1 - random.NextDouble()) : 0;
        plain.Append(images.AsSpan(0, Math.Min(Slice, rows - first) * Cells));
        gzip.Append(images.AsSpan(0, Math.Min(Slice, rows - first) * Cells));
    }
});

static double Read(string path, string name)
{
    using var file = Hdf5File.Open(path);
    var images = file.Array(name);
    var batch = new float[Slice * Cells];
    var watch = Stopwatch.StartNew();
    for (long first = 0; first + Slice <= images.Rows; first += Slice)
        images.Read(first, Slice, batch);
    return watch.Elapsed.TotalSeconds;
}

static void Race(string path, int rounds)
{
    Console.WriteLine("| data set | ours, s | h5py, s | h5py / ours | rounds |");
    Console.WriteLine("| --- | --- | --- | --- | --- |");
    foreach (var name in new[] { "plain", "gzip" })
    {
        var pairs = Enumerable.Range(0, rounds).Select(_ => (
            Ours: Best(Environment.ProcessPath!, "read", path, name, $"{Repeats}"),
            Peer: Best("/usr/bin/python3", Path.Combine(AppContext.BaseDirectory, "peer_h5py.py"), path, name, $"{Repeats}"))).ToArray();
        var ratios = pairs.Select(p => p.Peer / p.Ours).Order().ToArray();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {pairs.Min(p => p.Ours):F4} | {pairs.Min(p => p.Peer):F4} | **{ratios[ratios.Length / 2]:F2}** | {string.Join(' ', ratios.Select(r => r.ToString("F2", CultureInfo.InvariantCulture)))} |"));
    }
}

static double Best(string program, params string[] arguments)
{
    using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
    var lines = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    process.WaitForExit();
    return process.ExitCode == 0 ? lines.Min(line => double.Parse(line, CultureInfo.InvariantCulture)) : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} failed");
}
