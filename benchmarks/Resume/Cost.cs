using System.Text.Json;

namespace Hep.Benchmarks.Resume;

/// <summary>What checkpoints cost, as a run's own clock has it.</summary>
internal static class Cost
{
    public static int Measure(string card, string[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("hep-resume-").FullName;
        try
        {
            var run = Path.Combine(folder, "run");
            string[] args = ["train", card, "--out", run, "--quiet", .. settings.SelectMany(setting => new[] { "--set", setting })];
            var (code, _, error) = Launcher.Run("dotnet", [Launcher.HepPath, .. args]);
            if (code != 0)
            {
                Console.Error.Write(error);
                return code;
            }

            using var facts = JsonDocument.Parse(File.ReadAllText(Path.Combine(run, "run.json")));
            var (spent, all) = (facts.RootElement.GetProperty("checkpoint_seconds").GetDouble(), facts.RootElement.GetProperty("training_seconds").GetDouble());
            var epochs = File.ReadAllLines(Path.Combine(run, "history.csv")).Length - 1;
            var size = Directory.EnumerateFiles(Path.Combine(run, "checkpoints"), "*.safetensors").Max(file => new FileInfo(file).Length);
            Console.WriteLine(FormattableString.Invariant(
                $"{epochs} epochs in {all:F1} s; checkpoints of {size / 1e3:F0} kB: the training waited {1000 * spent / epochs:F2} ms for each, {100 * spent / all:F2}% of the time"));
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
