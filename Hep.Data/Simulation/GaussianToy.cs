namespace Hep.Data;

/// <summary>
/// The one-dimensional example of a parameterised classifier (P. Baldi et al., arXiv:1601.07913, section 2): a signal x that is normally distributed
/// about theta, on a flat background. Width and range are those of the authors' public program; the five whole values of theta are the paper's, the four
/// halves between them are there to be held out.
/// </summary>
internal static class GaussianToy
{
    /// <summary>The standard deviation of the signal.</summary>
    public const double Width = 0.25;

    /// <summary>The background lies between minus this and this.</summary>
    public const double Range = 5;

    public static SignalScan Scan { get; } = new()
    {
        Name = "gaussian",
        Description = "a normal distribution about theta on a flat background: the one-dimensional example of parameterised networks (arXiv:1601.07913)",
        Features = [new("x")],
        Parameter = "theta",
        Values = [-2, -1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2],
        Next = static (theta, random, row) => row[0] = theta is { } mean ? mean + (Width * random.Normal()) : random.Uniform(-Range, Range),
    };
}
