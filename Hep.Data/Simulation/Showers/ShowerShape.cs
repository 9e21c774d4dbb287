namespace Hep.Data.Showers;

/// <summary>How a shower goes in depth: dE/dt ∝ (βt)^(α-1) exp(-βt).</summary>
/// <param name="Alpha">α, above 1/2.</param>
/// <param name="Beta">β, 1 / unit of depth.</param>
internal readonly record struct ShowerShape(double Alpha, double Beta)
{
    /// <summary>The depth of the maximum, T = (α - 1) / β.</summary>
    public double Maximum => (Alpha - 1) / Beta;
}
