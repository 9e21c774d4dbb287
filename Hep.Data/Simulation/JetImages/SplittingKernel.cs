namespace Hep.Data;

/// <summary>
/// A leading-order splitting kernel P(z), z being the first daughter's share of the momentum, with a simple function above it that can be integrated and drawn from between
/// two shares which are as far from 0 as from 1.
/// </summary>
internal enum SplittingKernel
{
    /// <summary>q → q g: C_F (1 + z²) / (1 - z).</summary>
    QuarkGluon,

    /// <summary>g → g g: C_A (1 - z (1 - z))² / (z (1 - z)), the factor 1/2 for two alike included.</summary>
    GluonGluon,

    /// <summary>g → q q̄, all flavours: n_f T_R (z² + (1 - z)²).</summary>
    QuarkPair,
}
