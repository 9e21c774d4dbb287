using Hep.Tests.Support;
using Hep.Tests.Training.Runs;
using Hep.Training.Runs;
using Xunit;

namespace Hep.Tests.Training.Comparisons;

/// <summary>Baselines, bins and sculpting of a run: from the card through the predictions to the figures of merit, and again from the folder alone.</summary>
public sealed class ComparisonsTests
{
    private const string Section =
        "\nevaluation: {bootstrap_replicas: 40, signal_efficiencies: [0.3], baselines: {observables: [DER_mass_MMC, DER_mass_transverse_met_lep], fisher: [DER_mass_vis, PRI_tau_pt, DER_mass_transverse_met_lep]}, "
        + "bins: {PRI_tau_pt: [20, 30, 45.5, 100, 1e4]}, sculpting: [DER_mass_vis]}";

    [Fact]
    public void A_run_is_compared_with_its_baselines()
    {
        using var folder = new TemporaryFolder();
        var run = Studies.Run(folder, "run", Studies.Card() + Section);
        var metrics = run.Metrics;
        Assert.Equal(["network", "DER_mass_MMC", "DER_mass_transverse_met_lep", "fisher", "best"], metrics.Keys("test.baselines"));
        Assert.Equal(metrics.Number("test.auc.value"), metrics.Number("test.baselines.network.auc.value"), 1e-12);
        Assert.Equal(metrics.Number("test.rejection_at_30.value"), metrics.Number("test.baselines.network.rejection_at_30.value"), 1e-9);

        // A small transverse mass and a mass near that of the Higgs boson are signal.
        Assert.StartsWith("cut_low", metrics.Keys("test.baselines.DER_mass_transverse_met_lep").Single(key => key.StartsWith("cut_", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Equal("likelihood_ratio", metrics.Text("test.baselines.DER_mass_MMC.used"));
        Assert.Contains(metrics.Text("test.baselines.best"), new[] { "DER_mass_MMC", "DER_mass_transverse_met_lep" });
        foreach (var key in new[] { "DER_mass_MMC", "DER_mass_transverse_met_lep", "fisher" })
        {
            foreach (var efficiency in new[] { 30, 50 })
            {
                var (network, other) = (metrics.Number($"test.baselines.network.rejection_at_{efficiency}.value"), metrics.Number($"test.baselines.{key}.rejection_at_{efficiency}.value"));
                Assert.Equal(network / other, metrics.Number($"test.baselines.{key}.network_over_at_{efficiency}.value"), 1e-9 * network);
            }
        }

        Assert.Equal(["20_to_30", "30_to_45_5", "45_5_to_100"], metrics.Keys("test.bins.PRI_tau_pt").Take(3));
        Assert.True(metrics.Number("test.sculpting.DER_mass_vis.at_50.jensen_shannon.value") > metrics.Number("test.sculpting.DER_mass_vis.at_50.jensen_shannon_floor"));
        foreach (var name in new[] { "rejection_baselines", "rejection_by_PRI_tau_pt", "rejection_curves_by_PRI_tau_pt", "sculpting_DER_mass_vis" })
            Assert.True(File.Exists(Path.Combine(run.Folder.Plots, name + ".pdf")), name);
        Assert.Contains("Network and baselines on the test split", File.ReadAllText(run.Folder.Report));

        // All of it again from the folder alone.
        var again = RunEvaluation.Evaluate(RunFolder.Open(run.Folder.FullPath));
        Assert.Equal(metrics.ToJson(), again.ToJson());
    }

    [Fact]
    public void Columns_of_a_discriminant_that_follow_from_each_other_do_not_cost_the_run()
    {
        using var folder = new TemporaryFolder();
        var rows = Enumerable.Range(0, 400).Select(i => FormattableString.Invariant($"{i},{(i * 37 % 101) + (i % 2 * 30)},{i * 53 % 97},{(2 * ((i * 37 % 101) + (i % 2 * 30))) - 5},{(i % 2 == 1 ? 's' : 'b')}"));
        File.WriteAllText(folder.File("events.csv"), "EventId,a,b,c,Label\n" + string.Join('\n', rows) + "\n");
        var run = Studies.Run(folder, "run", $$"""
            data:
              source: {{folder.File("events.csv")}}
              features: {a: GeV, b: 1}
              label: {column: Label, signal: s, background: b}
              event_id: EventId
              split: {by: hash}
            model: {name: mlp, hidden: [4]}
            training: {epochs: 1, batch_size: 64, threads: 1}
            evaluation: {bootstrap_replicas: none, baselines: {observables: [c], fisher: [a, b, c]}, bins: {b: [0, 50, 96]} }
            export: {onnx: false}
            """);
        Assert.Equal("cut_high", run.Metrics.Keys("test.baselines.c").Single(key => key.StartsWith("cut_", StringComparison.Ordinal)));
        Assert.False(run.Metrics.Contains("test.baselines.fisher"));
        Assert.Contains("evaluation.baselines.fisher: Fisher discriminant: found that &#39;c&#39; follows from &#39;a&#39;", File.ReadAllText(run.Folder.Report).Replace("'", "&#39;", StringComparison.Ordinal));
        Assert.True(run.Metrics.Number("test.bins.b.0_to_50.c.network_over_at_50.error") > 0);
    }

    [Fact]
    public void A_column_that_is_not_there_is_named_with_the_nearest()
    {
        using var folder = new TemporaryFolder();
        var error = Assert.Throws<InvalidDataException>(() => Studies.Run(folder, "run", Studies.Card() + "\nevaluation: {sculpting: [DER_mass_viss]}"));
        Assert.Contains("'DER_mass_viss'", error.Message, StringComparison.Ordinal);
    }
}
