namespace Hep.Benchmarks.Resume;

/// <summary>Stops runs in many ways, resumes them, and compares what they end in with the run that nobody stopped.</summary>
internal static class Rounds
{
    /// <summary>SIGKILL at one to three random moments.</summary>
    public static int Kill(int rounds, int seed)
    {
        var random = new Random(seed);
        using var reference = new Reference();
        var run = reference.PathOf("killed");
        var (kills, moments) = (0, new SortedDictionary<string, int>(StringComparer.Ordinal));
        return Repeat(rounds, run, reference, () =>
        {
            for (var left = random.Next(1, 4); left > 0; left--)
            {
                using var process = Launcher.Hep("train", reference.Card, "--resume", run);
                if (process.WaitForExit(reference.Time * random.NextDouble()))
                    continue;
                process.Kill();
                process.WaitForExit();
                kills++;
                var moment = MomentOf(run);
                moments[moment] = moments.GetValueOrDefault(moment) + 1;
            }

            return Launcher.Run("dotnet", Launcher.HepPath, "train", reference.Card, "--resume", run).Error;
        }, () => FormattableString.Invariant($"{kills} kills: {string.Join(", ", moments.Select(pair => FormattableString.Invariant($"{pair.Value} {pair.Key}")))}"));
    }

    /// <summary>A kill, and the latest checkpoint cut off or with one bit flipped.</summary>
    public static int Damage(int rounds, int seed)
    {
        var random = new Random(seed);
        using var reference = new Reference();
        var run = reference.PathOf("damaged");
        var (cut, flipped, named) = (0, 0, 0);
        return Repeat(rounds, run, reference, () =>
        {
            using (var process = Launcher.Hep("train", reference.Card, "--out", run))
            {
                while (!process.HasExited && CheckpointsOf(run).Length < 2)
                    Thread.Sleep(20);
                Thread.Sleep(reference.Time * (0.3 * random.NextDouble()));
                process.Kill();
                process.WaitForExit();
            }

            var file = CheckpointsOf(run)[^1];
            var bytes = File.ReadAllBytes(file);
            if (random.Next(2) == 0)
            {
                cut++;
                File.WriteAllBytes(file, bytes[..random.Next(bytes.Length)]);
            }
            else
            {
                flipped++;
                bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
                File.WriteAllBytes(file, bytes);
            }

            var error = Launcher.Run("dotnet", Launcher.HepPath, "train", "--resume", run).Error;
            named += error.Contains($"warning: a damaged checkpoint is left out: {file}", StringComparison.Ordinal) ? 1 : 0;
            return error;
        }, () => FormattableString.Invariant($"{cut} cut off, {flipped} with a bit flipped; {named} named in a warning"));
    }

    /// <summary>A file system of random size, in which the run goes on when it has been made larger.</summary>
    public static int Disk(int rounds, int seed)
    {
        var random = new Random(seed);
        using var reference = new Reference();
        var (run, disk) = (reference.PathOf("full"), reference.PathOf("disk"));
        Directory.CreateDirectory(disk);
        var (stopped, moments) = (0, new SortedDictionary<string, int>(StringComparer.Ordinal));
        return Repeat(rounds, run, reference, () =>
        {
            var size = random.Next(10, 450) * 4;
            var script = FormattableString.Invariant($"""
                mount -t tmpfs -o size={size}k tmpfs '{disk}' || exit 99
                dotnet '{Launcher.HepPath}' train '{reference.Card}' --out '{disk}/run' --quiet >&2; echo "code $?"; cp -r '{disk}/run' '{run}.stopped'
                mount -o remount,size=50m tmpfs '{disk}'
                dotnet '{Launcher.HepPath}' train '{reference.Card}' --resume '{disk}/run' --quiet >&2
                cp -r '{disk}/run' '{run}'
                """);
            var (_, output, error) = Launcher.Run("unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script);
            if (output.Contains("code 2\n", StringComparison.Ordinal) && error.Contains("No space left on device", StringComparison.Ordinal))
            {
                stopped++;
                var moment = MomentOf($"{run}.stopped");
                moments[moment] = moments.GetValueOrDefault(moment) + 1;
            }
            else if (!output.Contains("code 0\n", StringComparison.Ordinal))
            {
                Console.WriteLine($"no clear message: {output}{error}");
            }

            if (Directory.Exists($"{run}.stopped"))
                Directory.Delete($"{run}.stopped", recursive: true);
            return error;
        }, () => FormattableString.Invariant($"{stopped} stopped by a full disk: {string.Join(", ", moments.Select(pair => FormattableString.Invariant($"{pair.Value} {pair.Key}")))}"));
    }

    private static int Repeat(int rounds, string run, Reference reference, Func<string> round, Func<string> describe)
    {
        Console.WriteLine(FormattableString.Invariant($"a run that nobody stops takes {reference.Time.TotalSeconds:F1} s"));
        var same = 0;
        for (var i = 1; i <= rounds; i++)
        {
            var error = round();
            var differing = reference.Differing(run);
            same += differing.Length == 0 ? 1 : 0;
            if (differing.Length > 0)
                Console.WriteLine(FormattableString.Invariant($"round {i}: {string.Join(", ", differing)} differ\n{error}"));
            if (Directory.Exists(run))
                Directory.Delete(run, recursive: true);
            if (i % 10 == 0)
                Console.WriteLine(FormattableString.Invariant($"{i} rounds, {same} ended in the same files; {describe()}"));
        }

        return same == rounds ? 0 : 1;
    }

    // What the folder says about how far the run was.
    private static string MomentOf(string run) =>
        !File.Exists(Path.Combine(run, "card.yaml")) ? "before the run folder"
        : !File.Exists(Path.Combine(run, "run.json")) ? "while reading"
        : CheckpointsOf(run) is not [.., var last] ? "before the first checkpoint"
        : !Path.GetFileName(last).StartsWith("0000010-", StringComparison.Ordinal) ? "while training"
        : "after the training";

    private static string[] CheckpointsOf(string run)
    {
        var folder = Path.Combine(run, "checkpoints");
        return Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder, "*.safetensors").Where(file => Path.GetFileName(file)[0] != '.').Order(StringComparer.Ordinal)]
            : [];
    }
}
