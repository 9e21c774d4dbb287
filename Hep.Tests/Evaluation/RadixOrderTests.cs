using Hep.Evaluation;
using Xunit;

namespace Hep.Tests.Evaluation;

/// <summary>The order of scores, seen through the curve: many and few events, in one thread and several.</summary>
public sealed class RadixOrderTests
{
    [Theory]
    [InlineData(100)]
    [InlineData(5_000)]
    [InlineData(200_000)]
    public void ThresholdsAreTheDistinctScoresFalling(int count)
    {
        var random = new Random(81);
        Func<double>[] kinds =
        [
            () => random.NextDouble(),
            () => (float)random.NextDouble(),
            () => Math.Round(random.NextDouble(), 2),
            () => Toy.Normal(random),
            // Scores that differ in their last bits alone, and one far away: the leading bits tell nothing.
            () => 0.5 + (random.Next(1000) * double.Epsilon * Math.Pow(2, 1021)),
            () => random.Next(3) switch { 0 => 1e-300 * random.NextDouble(), 1 => -1e300, _ => 1 - (random.Next(50) * Math.Pow(2, -52)) },
        ];
        foreach (var kind in kinds)
        {
            double[] scores = [.. Enumerable.Range(0, count).Select(_ => kind())];
            bool[] isSignal = [.. Enumerable.Range(0, count).Select(i => i % 3 == 0)];
            var roc = new BinarySample("s", scores, isSignal).Roc;
            double[] expected = [.. scores.Distinct().OrderDescending()];
            Assert.Equal(expected, roc.Thresholds[1..].ToArray());
            var above = scores.Where((score, i) => isSignal[i] && score >= expected[expected.Length / 2]).Count();
            Assert.Equal(above, roc.Signal[1 + (expected.Length / 2)].Count);
        }
    }
}
