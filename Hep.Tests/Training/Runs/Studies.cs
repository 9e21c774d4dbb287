using System.Globalization;
using System.Text;
using Hep.Data;
using Hep.Tests.Support;
using Hep.Training.Progress;
using Hep.Training.Runs;

namespace Hep.Tests.Training.Runs;

/// <summary>Small runs from card to folder.</summary>
internal static class Studies
{
    public static string Card(string source = "higgs", string features = "{DER_mass_MMC: GeV, DER_mass_vis: GeV, PRI_tau_pt: GeV}", int seed = 1, string more = "") => $$"""
        data:
          source: {{source}}
          events: 1500
          features: {{features}}
          label: {column: Label, signal: s, background: b}
          weight: Weight
          event_id: EventId
          missing: -999
          split: {by: hash}
        model: {name: mlp, hidden: [8], dropout: 0.2, normalization: batch}
        training: {epochs: 3, batch_size: 64, threads: 1, seed: {{seed}}{{more}}}
        export: {latency_calls: 100}
        """;

    public static RunOutcome Run(TemporaryFolder folder, string name, string card, ITrainingProgress? progress = null, CancellationToken stop = default)
    {
        File.WriteAllText(folder.File($"{name}.yaml"), card);
        return TrainingRun.Execute(new TrainRequest(folder.File($"{name}.yaml")) { Out = folder.File(name) }, progress ?? SilentProgress.Instance, stop);
    }

    /// <summary>A file of the two Gaussians with the given weights.</summary>
    public static void WriteGaussians(string path, EventTable table)
    {
        var text = new StringBuilder("EventId,a,b,Weight,Label\n");
        for (var i = 0; i < table.Count; i++)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"{table.EventIds[i]},{table.Features[0].Values[i]},{table.Features[1].Values[i]},{table.Weights[i]:R},{(table.Labels[i] == 1 ? 's' : 'b')}\n");
        }

        File.WriteAllText(path, text.ToString());
    }
}
