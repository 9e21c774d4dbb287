using Hep.Data;
using Hep.Evaluation;
using Hep.Evaluation.Report;
using Hep.Training.Cards;

namespace Hep.Training.Runs;

/// <summary>A cut-flow as <c>cutflow.csv</c>, one line a process and step, and as the report's table.</summary>
internal static class CutFlowTable
{
    private const string Process = "process";
    private const string Label = "label";
    private const string Step = "step";
    private const string Cut = "cut";
    private const string Events = "events";
    private const string Sum = "sum_of_weights";
    private const string Error = "sum_of_weights_error";

    /// <summary>Writes the file, whole or not at all.</summary>
    public static void Save(string path, CutFlow flow)
    {
        (string Process, string Label, int Step)[] lines = [.. flow.Processes.SelectMany(process => flow.Steps.Select((_, step) => (process.Process, process.Label, step)))];
        WeightSum At((string Process, string Label, int Step) line) => flow[line.Process, line.Label][line.Step];
        Estimate Relative((string Process, string Label, int Step) line) => CutFlow.Efficiency(At(line), At(line with { Step = Math.Max(0, line.Step - 1) }));
        Estimate Cumulative((string Process, string Label, int Step) line) => CutFlow.Efficiency(At(line), At(line with { Step = 0 }));
        CsvWriter.Write(
            path,
            new TextColumn(Process, Array.ConvertAll(lines, line => line.Process)),
            new TextColumn(Label, Array.ConvertAll(lines, line => line.Label)),
            new NumberColumn(Step, Array.ConvertAll(lines, line => (double)line.Step)),
            new TextColumn(Cut, Array.ConvertAll(lines, line => flow.Steps[line.Step])),
            new NumberColumn(Events, Array.ConvertAll(lines, line => (double)At(line).Count)),
            new NumberColumn(Sum, Array.ConvertAll(lines, line => At(line).Sum)),
            new NumberColumn(Error, Array.ConvertAll(lines, line => At(line).Yield.Error)),
            new NumberColumn("efficiency", Array.ConvertAll(lines, line => Relative(line).Value)),
            new NumberColumn("efficiency_error", Array.ConvertAll(lines, line => Relative(line).Error)),
            new NumberColumn("cumulative_efficiency", Array.ConvertAll(lines, line => Cumulative(line).Value)),
            new NumberColumn("cumulative_efficiency_error", Array.ConvertAll(lines, line => Cumulative(line).Error)));
    }

    /// <summary>Reads the file.</summary>
    /// <exception cref="InvalidDataException">It is not one.</exception>
    public static CutFlow Load(string path)
    {
        var columns = CsvColumns.Read(path, [Step, Events, Sum, Error], [Process, Label, Cut]);
        var (processes, labels, cuts) = (columns.Texts(Process), columns.Texts(Label), columns.Texts(Cut));
        var (steps, events, sums, errors) = (columns.Numbers(Step), columns.Numbers(Events), columns.Numbers(Sum), columns.Numbers(Error));
        if (steps.Length == 0)
            throw new InvalidDataException($"{path}: found no line below the header, expected the steps of each process");
        var count = (int)Math.Clamp(steps.Max() + 1, 1, steps.Length);
        var flow = new CutFlow(cuts[1..count]);
        for (var i = 0; i < steps.Length; i++)
        {
            if (steps[i] != i % count)
                throw new InvalidDataException(FormattableString.Invariant($"{path}, line {i + 2}, column '{Step}': found {steps[i]}, expected {i % count}: the steps of each process in their order"));
            flow.Set(processes[i], labels[i], i % count, new WeightSum((long)events[i], sums[i], errors[i] * errors[i]));
        }

        return steps.Length % count == 0 ? flow : throw new InvalidDataException(FormattableString.Invariant($"{path}: found {steps.Length} lines, expected {count} for each process: the file was cut short"));
    }

    /// <summary>The section of a report.</summary>
    public static ReportSection Section(CutFlow flow, DataSection card) => new("Selection of events")
    {
        Text = card.Select.Count == 0
            ? "There is no selection: all events of each process."
            : $"Cuts, one after the other: {string.Join("; ", card.Select.Select(cut => cut.Name == cut.Condition ? cut.Condition : $"{cut.Name}: {cut.Condition}"))}. Efficiencies are of the sum of weights, with binomial errors.",
        Tables = [Table(flow)],
    };

    private static ReportTable Table(CutFlow flow) => new(
        "Cut-flow: events and sums of weights by process, before the split",
        ["Process", "Class", "After the cut", "Events", "Sum of weights", "Efficiency", "Cumulative efficiency"],
        [
            .. flow.Processes.SelectMany(process => Rows(flow, process.Process, process.Label, flow[process.Process, process.Label])),
            .. flow.Processes.GroupBy(process => process.Label, StringComparer.Ordinal)
                .Where(processes => processes.Count() > 1)
                .SelectMany(processes => Rows(flow, "all processes", processes.Key, flow.Total(processes.Key))),
        ]);

    private static IEnumerable<IReadOnlyList<string>> Rows(CutFlow flow, string process, string label, IReadOnlyList<WeightSum> sums) => sums.Select((sum, step) => new[]
    {
        step == 0 ? process : "",
        step == 0 ? label : "",
        flow.Steps[step],
        FormattableString.Invariant($"{sum.Count:N0}"),
        sum.Yield.ToString(),
        step == 0 ? "" : InWords(CutFlow.Efficiency(sum, sums[step - 1])),
        step == 0 ? "" : InWords(CutFlow.Efficiency(sum, sums[0])),
    });

    private static string InWords(Estimate efficiency) => double.IsNaN(efficiency.Value) ? "–" : efficiency.ToString();
}
