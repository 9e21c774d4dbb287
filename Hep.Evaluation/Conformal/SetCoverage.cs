namespace Hep.Evaluation.Conformal;

/// <summary>How often prediction sets held the true class, and how large they were; every event counts one.</summary>
public sealed class SetCoverage
{
    private readonly WeightSum[] all;
    private readonly WeightSum[] covered;
    private readonly long[] sizes;

    internal SetCoverage(double confidence, WeightSum[] all, WeightSum[] covered, long[] sizes)
    {
        Confidence = confidence;
        this.all = all;
        this.covered = covered;
        this.sizes = sizes;
    }

    /// <summary>The coverage that was asked for.</summary>
    public double Confidence { get; }

    /// <summary>The fraction of events whose set held the true class, with its binomial error.</summary>
    public Estimate Overall => WeightSum.Fraction(Total(this.covered), Total(this.all));

    /// <summary>The mean number of classes in a set.</summary>
    public double MeanSize => this.sizes.Select((count, size) => (double)count * size).Sum() / this.sizes.Sum();

    /// <summary>The fraction for the events of one class; NaN without events.</summary>
    /// <param name="k">The class, 0 to C - 1.</param>
    public Estimate OfClass(int k) => WeightSum.Fraction(this.covered[k], this.all[k]);

    /// <summary>The fraction of events whose set had a number of classes.</summary>
    /// <param name="size">0 (an event unlike all calibration events) to C (nothing is excluded).</param>
    public double ShareOfSize(int size) => this.sizes[size] / (double)this.sizes.Sum();

    private static WeightSum Total(WeightSum[] sums) => sums.Aggregate((left, right) => left + right);
}
