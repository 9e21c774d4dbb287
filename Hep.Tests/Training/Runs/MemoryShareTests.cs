using Hep.Training.Runs;
using Xunit;

namespace Hep.Tests.Training.Runs;

/// <summary>What <c>data.memory</c> leaves for the features, by the formula of docs/memory.md: 30 features are 120 bytes, 152 with what goes along into a window.</summary>
public sealed class MemoryShareTests
{
    [Fact]
    public void What_the_programs_and_every_event_take_comes_first()
    {
        var budget = new MemoryBudget(1_000_000_000, 30, 0);
        Assert.Equal(650_000_000 / (160 + (4 * 152)), budget.RowsInMemory);
        Assert.Equal((650_000_000 - 160_000_000) / (9 * 152), budget.WindowRows(1_000_000));
        Assert.Equal((650_000_000 - 160_000_000) / (4 * 152), budget.SampleRows(1_000_000));
        Assert.Equal(350_000_000 + 160_000_000 + (152 * 131_072), budget.Needed(1_000_000));
        Assert.Null(budget.Caveat(1_000_000));
    }

    [Fact]
    public void Every_column_that_is_kept_counts()
    {
        var budget = new MemoryBudget(1_000_000_000, 30, 3);
        Assert.Equal(650_000_000 / (160 + 48 + (4 * 152)), budget.RowsInMemory);
        Assert.Equal((650_000_000 - 208_000_000) / (9 * 152), budget.WindowRows(1_000_000));
    }

    [Fact]
    public void A_budget_that_is_too_small_means_the_smallest_windows_and_says_what_is_needed()
    {
        // The logit is the one column of a run without others.
        var budget = new MemoryBudget(100_000_000, 30, 1);
        Assert.Equal(0, budget.RowsInMemory);
        Assert.Equal(4096, budget.WindowRows(1_000_000));
        Assert.Equal(32_768, budget.SampleRows(1_000_000));
        Assert.Equal(
            "data.memory: 100 MB is less than the 546 MB that 1,000,000 events need with their features on disk: the process takes more than its budget",
            budget.Caveat(1_000_000));

        // What the message asks for is enough.
        Assert.Null(new MemoryBudget(546_000_000, 30, 1).Caveat(1_000_000));
        Assert.NotNull(new MemoryBudget(545_000_000, 30, 1).Caveat(1_000_000));
    }

    [Fact]
    public void Auto_is_half_of_what_the_process_may_use() =>
        Assert.Equal(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2, new MemoryBudget(null, 30, 0).Bytes);
}
