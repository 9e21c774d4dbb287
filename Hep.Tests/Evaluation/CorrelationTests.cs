using Hep.Evaluation;
using Xunit;

namespace Hep.Tests.Evaluation;

public sealed class CorrelationTests
{
    [Fact]
    public void Anscombe_s_quartet_has_its_published_correlation()
    {
        // F. J. Anscombe, The American Statistician 27 (1973) 17, first set.
        float[] x = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5];
        float[] y = [8.04f, 6.95f, 7.58f, 8.81f, 8.33f, 9.96f, 7.24f, 4.26f, 10.84f, 4.82f, 5.68f];
        Assert.Equal(0.816421, Correlation.Pearson(x, y, Ones(11)), 1e-6);
        Assert.Equal(-0.816421, Correlation.Pearson(x, Array.ConvertAll(y, v => 3 - (2 * v)), Ones(11)), 1e-6);
    }

    [Fact]
    public void A_weight_counts_as_so_many_events_and_undefined_values_as_none()
    {
        float[] x = [1, 2, 5, -999, 3], y = [2, 1, 4, 7, -999];
        float[] moreX = [1, 1, 1, 2, 5, 5], moreY = [2, 2, 2, 1, 4, 4];
        Assert.Equal(Correlation.Pearson(moreX, moreY, Ones(6)), Correlation.Pearson(x, y, [3, 1, 2, 5, 5], -999), 1e-12);
    }

    [Fact]
    public void What_does_not_spread_has_no_correlation()
    {
        Assert.True(double.IsNaN(Correlation.Pearson([1, 1], [1, 2], Ones(2))));
        Assert.True(double.IsNaN(Correlation.Pearson([1, 2], [1, 2], [1, -1])));
        Assert.True(double.IsNaN(Correlation.Pearson([], [], [])));
        var wrong = Assert.Throws<ArgumentException>(() => Correlation.Pearson([1, 2], [1], Ones(2)));
        Assert.StartsWith("2 and 1 values, 2 weights; there is one of each an event", wrong.Message, StringComparison.Ordinal);
    }

    private static double[] Ones(int count) => [.. Enumerable.Repeat(1.0, count)];
}
