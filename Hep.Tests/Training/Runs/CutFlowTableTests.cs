using Hep.Evaluation;
using Hep.Tests.Support;
using Hep.Training.Runs;
using Xunit;

namespace Hep.Tests.Training.Runs;

/// <summary><c>cutflow.csv</c>, whole and damaged.</summary>
public sealed class CutFlowTableTests : IDisposable
{
    private const string Header = "process,label,step,cut,events,sum_of_weights,sum_of_weights_error\n";
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void What_is_written_is_read()
    {
        var flow = new CutFlow(["one", "two"]);
        foreach (var (process, passed) in new[] { ("z", 2), ("z", 0), ("h", 1) })
            flow.Fill(process, process == "h" ? "s" : "b", passed, 0.5);
        CutFlowTable.Save(folder.File("cutflow.csv"), flow);
        var read = CutFlowTable.Load(folder.File("cutflow.csv"));
        Assert.Equal(flow.Steps, read.Steps);
        Assert.Equal(flow.Processes, read.Processes);
        foreach (var (process, label) in flow.Processes)
            Assert.Equal(flow[process, label].Select(sum => (sum.Count, sum.Sum)), read[process, label].Select(sum => (sum.Count, sum.Sum)));
    }

    [Theory]
    [InlineData("z,b,-1,all events,1,1,1\n", ", line 2, column 'step': found -1, expected 0: the steps of each process in their order")]
    [InlineData("z,b,0,all events,1,1,1\nz,b,2,two,1,1,1\n", ", line 3, column 'step': found 2, expected 1: the steps of each process in their order")]
    [InlineData("z,b,0.5,all events,1,1,1\n", ", line 2, column 'step': found 0.5, expected 0: the steps of each process in their order")]
    [InlineData("z,b,0,all events,1,1,1\nz,b,1,one,1,1,1\nh,s,0,all events,1,1,1\n", ": found 3 lines, expected 2 for each process: the file was cut short")]
    public void A_damaged_file_is_refused_with_its_place(string lines, string message)
    {
        File.WriteAllText(folder.File("cutflow.csv"), Header + lines);
        Assert.Equal(folder.File("cutflow.csv") + message, Assert.Throws<InvalidDataException>(() => CutFlowTable.Load(folder.File("cutflow.csv"))).Message);
    }

    [Fact]
    public void A_file_without_lines_is_refused()
    {
        File.WriteAllText(folder.File("cutflow.csv"), Header);
        Assert.StartsWith(folder.File("cutflow.csv"), Assert.Throws<InvalidDataException>(() => CutFlowTable.Load(folder.File("cutflow.csv"))).Message, StringComparison.Ordinal);
    }
}
