using Hep.Benchmarks.Higgs;
using Hep.Data;
using Hep.Tests.Support;
using Xunit;

namespace Hep.Tests.Data;

/// <summary>The toy against the real rows.</summary>
public sealed class HiggsRealismTests
{
    [SkippableTheory]
    [InlineData(0)]
    [InlineData(1)]
    public void Nine_tenths_of_the_correlations_are_within_fifteen_hundredths_of_the_real_ones(int label)
    {
        var real = CsvReader.Read(Repository.SharedData("higgsml/atlas-higgs-challenge-2014-v2.first15000.csv.gz"), HiggsChallenge.Layout);
        var toy = HiggsToy.Generate(40_000, 3);
        var pairs = ToyAgreement.Of(real, toy, label);
        Assert.Equal(435, pairs.Count);
        Assert.InRange(ToyAgreement.Share(pairs), 0.9, 1);
        Assert.InRange(ToyAgreement.Share(ToyAgreement.Of(real, toy, label, isWeighted: false)), 0.9, 1);

        // Not by the many pairs that have none: of those that go together in the real events, too.
        FeaturePair[] strong = [.. pairs.Where(pair => Math.Abs(pair.Real) > 0.2)];
        Assert.InRange(strong.Length, 60, 200);
        Assert.InRange(ToyAgreement.Share(strong), 0.9, 1);
    }
}
