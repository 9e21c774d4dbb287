using Hep.Data;
using Hep.Training.Cards;
using Hep.Training.Runs;
using Xunit;

namespace Hep.Tests.Training.Runs;

public sealed partial class SelectedFilesTests
{
    [Fact]
    public void The_cut_flow_counts_what_the_conditions_say()
    {
        using var data = Load(Three + "\n  select: {two: n >= 2, 'signal region': region == 'SR' && a*b > 0}");
        var flow = data.CutFlow!;
        using var everything = Load(Three, numbers: ["a", "b", "n"], texts: ["region"]);
        Assert.Equal(["all events", "two", "signal region"], flow.Steps);
        foreach (var process in new[] { "ztautau", "higgs", "ttbar" })
        {
            var label = process == "higgs" ? "signal" : "background";
            var events = everything.Splits.Select(split => split.Events.Events)
                .SelectMany(table => Enumerable.Range(0, table.Count).Where(i => table.Text("process").Values[i] == process).Select(i => (
                    Weight: table.Weights[i], N: table.Numbers("n").Values[i], Product: table.Numbers("a").Values[i] * table.Numbers("b").Values[i], Region: table.Text("region").Values[i])))
                .ToList();
            var two = events.Where(e => e.N >= 2).ToList();
            var region = two.Where(e => e.Region == "SR" && e.Product > 0).ToList();
            foreach (var (sum, wanted) in flow[process, label].Zip([events, two, region]))
            {
                Assert.Equal(wanted.Count, sum.Count);
                Assert.Equal(wanted.Sum(e => e.Weight), sum.Sum, 1e-9);
                Assert.Equal(Math.Sqrt(wanted.Sum(e => e.Weight * e.Weight)), sum.Yield.Error, 1e-9);
            }
        }

        // The events that are left are those of the last line; the yields are those before the cuts.
        Assert.Equal(flow.Total("signal")[2].Count + flow.Total("background")[2].Count, Rows(data).Count);
        Assert.Equal(40, flow.Before("higgs"), 1e-9);
        Assert.Equal(flow["higgs", "signal"][2].Sum, Rows(data).Where(row => row.Label == 1).Sum(row => row.Weight), 1e-9);
        Assert.Null(Load($"source: {Labelled("whole.csv", 600)}\n  label: {{column: y, signal: 1, background: 0}}").CutFlow);
    }

    [Fact]
    public void A_selection_may_use_the_weight_and_a_column_that_splits_and_the_process()
    {
        const string Card = """
            source: ./whole.csv
              label: {column: y, signal: 1, background: 0}
              weight: weight
              process: region
              split: {by: column, column: n, train: [1], validation: [2], test: [3], ignore: [0, 4]}
              select: {fold: n >= 1 && n < 4, heavy: weight > 1.2, named: region != 'CR' && y >= 0}
            """;
        Labelled("whole.csv", 900);
        using var data = Load(Card);
        Assert.All(data.Splits.SelectMany(split => split.Events.Events.Weights), weight => Assert.True(weight > 1.2));
        Assert.Equal(["SR"], data.CutFlow!.Processes.Where(process => data.CutFlow[process.Process, process.Label][3].Count > 0).Select(process => process.Process).Distinct());
        Assert.Equal(["n"], data.Train.Events.Extras.Select(column => column.Name));
    }

    [Fact]
    public void Simulated_events_are_selected_by_any_of_their_columns()
    {
        const string Card = """
            data:
              source: higgs
              events: 2000
              features: {DER_mass_MMC: GeV, PRI_tau_pt: GeV}
              label: {column: Label, signal: s, background: b}
              weight: Weight
              event_id: EventId
              missing: -999
              process: Process
              select: {jets: PRI_jet_num >= 1, no W: Process != 'wjets', mass: DER_mass_MMC < 1000}
              split: {by: hash}
            model: {name: mlp, hidden: [4]}
            training: {epochs: 1}
            """;
        var process = Simulations.Find("higgs").Generate(10, 1).Text("Process").Values[0];
        var card = Card.Replace("'wjets'", $"'{process}'", StringComparison.Ordinal);
        using var memory = StudyData.Load(RunCard.FromSource(card, "card.yaml").Data, new KeptColumns(["PRI_jet_num"], ["Process"]));
        using var disk = StudyData.Load(RunCard.FromSource(card.Replace("events: 2000", "events: 50000", StringComparison.Ordinal) + "\n", "card.yaml", ["data.memory=1 MB"]).Data, new KeptColumns(["PRI_jet_num"], ["Process"]));
        Assert.False(disk.Train.IsInMemory);
        foreach (var data in new[] { memory, disk })
        {
            var tables = data.Splits.Select(split => split.Events.Events).ToList();
            Assert.All(tables.SelectMany(table => table.Numbers("PRI_jet_num").Values), jets => Assert.True(jets >= 1));
            Assert.DoesNotContain(process, tables.SelectMany(table => table.Text("Process").Values));
            Assert.Contains(data.CutFlow!.Processes, known => known.Process == process && data.CutFlow[process, known.Label][1].Count > 0 && data.CutFlow[process, known.Label][2].Count == 0);
        }

        // A missing mass does not pass.
        Assert.All(memory.Splits.SelectMany(split => split.Events.Events.Features[0].Values), mass => Assert.InRange(mass, 0, 1000));
        Refused(
            "simulation 'higgs' (2000 events, seed 1): no column 'Wieght' to select events by", () => StudyData.Load(RunCard.FromSource(card.Replace("jets: PRI_jet_num >= 1", "heavy: Wieght > 1", StringComparison.Ordinal), "card.yaml").Data), onlyBegins: true);
    }
}
