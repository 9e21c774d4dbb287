using Hep.Tests.Support;
using Hep.Training.Runs;
using Xunit;

namespace Hep.Tests.Training.Runs;

public sealed class RunLockTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_lock_whose_owner_cannot_be_written_is_given_back_at_once()
    {
        Directory.CreateDirectory(folder.File(".pid/in the way"));
        Assert.ThrowsAny<IOException>(() => RunLock.Take(folder.Path, "run"));
        Directory.Delete(folder.File(".pid"), recursive: true);
        RunLock.Take(folder.Path, "run").Dispose();
    }

    [Fact]
    public void A_lock_is_given_back_also_where_its_owner_cannot_be_removed()
    {
        var taken = RunLock.Take(folder.Path, "run");
        File.Delete(folder.File(".pid"));
        Directory.CreateDirectory(folder.File(".pid"));
        Assert.Throws<UnauthorizedAccessException>(taken.Dispose);
        Directory.Delete(folder.File(".pid"));
        RunLock.Take(folder.Path, "run").Dispose();
    }

    [Fact]
    public void A_folder_of_unfinished_results_that_cannot_be_removed_is_named_and_nothing_is_thrown()
    {
        var run = RunFolder.CreateWhole(folder.File("run"));
        var owner = folder.File("run/checkpoints/.pid");
        File.Delete(owner);
        Directory.CreateDirectory(owner);
        var (before, said) = (Console.Error, new StringWriter());
        Console.SetError(said);
        try
        {
            run.Dispose();
        }
        finally
        {
            Console.SetError(before);
        }

        Assert.Matches($"(?m)^{folder.File("run")}: the folder of unfinished results could not be removed \\(.+\\); remove it$", said.ToString());
        Assert.True(Directory.Exists(owner));
    }
}
