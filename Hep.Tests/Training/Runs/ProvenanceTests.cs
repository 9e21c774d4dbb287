using Hep.Training.Runs;
using Xunit;

namespace Hep.Tests.Training.Runs;

public sealed class ProvenanceTests
{
    [Theory]
    [InlineData("VmHWM:\t  314572 kB", 314572L * 1024)]
    [InlineData("VmHWM:\t99999999 kB", 99999999L * 1024)]
    [InlineData("VmHWM:\t1073741824 kB", 1L << 40)]
    [InlineData("VmHWM:\t99999999999999999 kB", null)]
    [InlineData("VmHWM:\t-1 kB", null)]
    [InlineData("VmHWM:\t314572", null)]
    [InlineData("VmHWM:\t314572 MB", null)]
    [InlineData("VmHWM:\tkB kB", null)]
    [InlineData("VmHWM:", null)]
    [InlineData("VmRSS:\t  314572 kB", null)]
    public void The_peak_of_the_memory_is_read_however_long_it_is_and_never_guessed(string line, long? bytes) =>
        Assert.Equal(bytes, Provenance.PeakMemory(["Name:\tdotnet", line, "Threads:\t7"]));
}
