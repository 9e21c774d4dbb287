namespace Hep.Evaluation;

/// <summary>The approximate median significance of the Higgs boson machine-learning challenge (<see cref="Significance.Ams"/>) at every threshold.</summary>
public sealed class AmsScan : SignificanceScan
{
    /// <summary>Scans the thresholds of a sample.</summary>
    /// <param name="sample">The scored events.</param>
    /// <param name="options">Regularisation and expected yields; null takes b_reg = 10 and the weights as they are.</param>
    /// <exception cref="ArgumentOutOfRangeException">A regularisation that is negative, or an expected yield that is not positive.</exception>
    public AmsScan(BinarySample sample, AmsOptions? options = null)
        : base(sample, AmsOf(options), options?.ExpectedSignal, options?.ExpectedBackground)
    {
    }

    private static Func<Estimate, Estimate, Estimate> AmsOf(AmsOptions? options)
    {
        var regularisation = (options ?? new AmsOptions()).Regularisation;
        return (signal, background) => Significance.Ams(signal, background, regularisation);
    }
}
