namespace Hep.Training.Anomaly;

/// <summary>What a reconstruction costs, number by number.</summary>
internal enum Likelihood
{
    /// <summary>(x - r)².</summary>
    Squared,

    /// <summary>(x - r)² / 2, that of standardised features with normal errors of 1.</summary>
    Gaussian,

    /// <summary>r - x + x ln(x / r), that of counts.</summary>
    Poisson,
}
