using Hep.Training.Checkpoints;
using Xunit;

namespace Hep.Tests.Training.Checkpoints;

public sealed class DiskWriterTests
{
    [Fact]
    public void Jobs_are_done_in_order_on_another_thread()
    {
        var done = new List<int>();
        using var writer = new DiskWriter();
        using var start = new ManualResetEventSlim();
        writer.Post(start.Wait);
        writer.Post(() => done.Add(1));
        Assert.Empty(done);
        start.Set();
        for (var i = 2; i <= 50; i++)
        {
            var number = i;
            writer.Post(() => done.Add(number));
        }

        writer.Flush();
        Assert.Equal(Enumerable.Range(1, 50), done);
    }

    [Fact]
    public void After_a_failure_the_very_next_call_says_why()
    {
        var later = false;
        using var writer = new DiskWriter();
        writer.Post(() => throw new IOException("full"));
        Assert.Equal("full", Assert.Throws<IOException>(writer.Flush).Message);
        Assert.Equal("full", Assert.Throws<IOException>(() => writer.Post(() => later = true)).Message);
        Assert.Equal("full", Assert.Throws<IOException>(writer.Check).Message);
        Assert.Equal("full", Assert.Throws<IOException>(writer.Flush).Message);
        Assert.False(later);
    }

    [Fact]
    public void What_was_handed_over_before_a_failure_was_known_is_not_written()
    {
        var later = false;
        using var writer = new DiskWriter();
        using var start = new ManualResetEventSlim();
        writer.Post(() =>
        {
            start.Wait();
            throw new IOException("full");
        });
        writer.Post(() => later = true);
        start.Set();
        Assert.Equal("full", Assert.Throws<IOException>(writer.Flush).Message);
        Assert.False(later);
    }
}
