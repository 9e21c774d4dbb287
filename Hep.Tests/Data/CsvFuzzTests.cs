using Hep.Tests.Support.Fuzz;
using Xunit;

namespace Hep.Tests.Data;

public sealed class CsvFuzzTests : IDisposable
{
    private const int Files = 300;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Whatever_is_done_to_a_file_it_is_read_as_the_reference_reads_it_or_refused_in_one_sentence()
    {
        var random = new Random(20140916);
        var accepted = 0;
        for (var i = 0; i < Files; i++)
        {
            var (name, content) = CsvFuzz.Make(random);
            if (CsvFuzz.Check(folder.Write(name, content)))
                accepted++;
        }

        // Both happen, so that neither half of the check is idle.
        Assert.InRange(accepted, Files / 20, Files / 2);
    }
}
