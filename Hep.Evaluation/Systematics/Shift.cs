namespace Hep.Evaluation.Systematics;

/// <summary>What one source of uncertainty does to a number: its value with the source varied, less the nominal value.</summary>
/// <param name="Up">With the source varied up; it need not be positive.</param>
/// <param name="Down">With the source varied down; it need not be negative.</param>
public readonly record struct Shift(double Up, double Down)
{
    /// <summary>How far the number moves upwards at most: the larger of the two shifts, 0 where both go down.</summary>
    public double Upper => Math.Max(0, Math.Max(Up, Down));

    /// <summary>How far the number moves downwards at most, as a positive number; 0 where both shifts go up.</summary>
    public double Lower => Math.Max(0, -Math.Min(Up, Down));

    /// <summary>The larger of the two shifts without its sign, by which sources are ranked.</summary>
    public double Largest => Math.Max(Math.Abs(Up), Math.Abs(Down));

    /// <summary>The shift as one number with a sign, (up - down) / 2, as covariances take it.</summary>
    public double Symmetric => 0.5 * (Up - Down);

    /// <summary>
    /// The sum of independent sources: <c>Up</c> = sqrt(sum of Upper^2), <c>Down</c> = -sqrt(sum of Lower^2). What moves the number up is added apart from what
    /// moves it down, whichever variation of a source did it.
    /// </summary>
    /// <param name="sources">The shifts; none: 0.</param>
    public static Shift Quadrature(IEnumerable<Shift> sources)
    {
        ArgumentNullException.ThrowIfNull(sources);
        double upper = 0, lower = 0;
        foreach (var source in sources)
        {
            upper += source.Upper * source.Upper;
            lower += source.Lower * source.Lower;
        }

        return new Shift(Math.Sqrt(upper), 0 - Math.Sqrt(lower));
    }

    /// <summary>The interval of one standard deviation around a value, with the statistical error added in quadrature on both sides.</summary>
    /// <param name="value">The nominal value.</param>
    /// <param name="statistical">Its statistical error; 0 leaves the systematic uncertainty alone.</param>
    public Interval Around(double value, double statistical) =>
        new(value, value - double.Hypot(Lower, statistical), value + double.Hypot(Upper, statistical), Interval.OneSigma);
}
