using Hep.Tests.Support;
using Hep.Tests.Support.Fuzz;
using Xunit;

namespace Hep.Tests.Training.Cards;

public sealed class CardFuzzTests
{
    private const int Files = 300;

    [Fact]
    public void Whatever_is_done_to_a_card_it_is_read_and_written_alike_or_refused_with_the_places()
    {
        using var folder = new TemporaryFolder();
        byte[][] seeds = [.. Directory.EnumerateFiles(Repository.PathOf("configs"), "*.yaml").Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];
        var random = new Random(20140916);
        var path = folder.File("card.yaml");
        var accepted = 0;
        for (var i = 0; i < Files; i++)
        {
            File.WriteAllBytes(path, CardFuzz.Make(random, seeds));
            if (CardFuzz.Check(path))
                accepted++;
        }

        Assert.InRange(accepted, Files / 20, Files / 2);
    }
}
