using static TorchSharp.torch;

namespace Hep.Models;

/// <summary>
/// The terms of which losses of autoencoders and scores of anomalies are made. Those of the reconstruction come number by number, [B, F], so that one sees why an event is odd; their sum over the numbers of an event is its
/// negative log-likelihood, up to what does not depend on the network.
/// </summary>
public static class AutoencoderLosses
{
    // Where a count is expected to be 0 and is not, the likelihood is this small and not 0.
    private const double LeastExpected = 1e-6;

    /// <summary>(x - r)², [B, F].</summary>
    /// <param name="input">x, [B, F].</param>
    /// <param name="reconstruction">r, [B, F].</param>
    public static Tensor Squared(Tensor input, Tensor reconstruction)
    {
        using var scope = NewDisposeScope();
        return (input - reconstruction).square().MoveToOuterDisposeScope();
    }

    /// <summary>Of normally distributed numbers with known variances: (x - r)² / (2 v), [B, F].</summary>
    /// <param name="input">x, [B, F].</param>
    /// <param name="reconstruction">r, [B, F].</param>
    /// <param name="variances">v, of the shape [F] or [B, F], above 0.</param>
    public static Tensor Gaussian(Tensor input, Tensor reconstruction, Tensor variances)
    {
        using var scope = NewDisposeScope();
        return ((input - reconstruction).square() / (2 * variances)).MoveToOuterDisposeScope();
    }

    /// <summary>Of counts: half of the deviance, r - x + x ln(x / r), [B, F]; 0 where the reconstruction is right.</summary>
    /// <param name="input">x, [B, F], 0 or more.</param>
    /// <param name="reconstruction">r, [B, F], above 0, as of <see cref="OutputRange.Positive"/>.</param>
    public static Tensor Poisson(Tensor input, Tensor reconstruction)
    {
        using var scope = NewDisposeScope();
        var expected = reconstruction.clamp(LeastExpected);
        var entropy = input * input.clamp(LeastExpected).log();
        return (expected - input + entropy - (input * expected.log())).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// The Kullback-Leibler divergence of N(μ, σ²) from N(0, 1), summed over the latent numbers: Σ (μ² + σ² - 1 - ln σ²) / 2, [B] (arXiv:1312.6114, appendix B).
    /// </summary>
    /// <param name="mean">μ, [B, L].</param>
    /// <param name="logVariance">ln σ², [B, L].</param>
    public static Tensor KullbackLeibler(Tensor mean, Tensor logVariance)
    {
        using var scope = NewDisposeScope();
        return (0.5 * (mean.square() + logVariance.exp() - 1 - logVariance).sum(1)).MoveToOuterDisposeScope();
    }

    /// <summary>Σ_j ρ ln(ρ / ρ_j) + (1 - ρ) ln((1 - ρ) / (1 - ρ_j)) with the mean activation ρ_j of each latent number over the batch, a scalar (A. Ng, "Sparse autoencoder", 2011).</summary>
    /// <param name="latent">Activations between 0 and 1, [B, L].</param>
    /// <param name="activation">ρ, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">ρ is not between 0 and 1.</exception>
    public static Tensor Sparsity(Tensor latent, double activation)
    {
        if (activation is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(activation), activation, "a mean activation lies between 0 and 1");
        using var scope = NewDisposeScope();
        var mean = latent.mean([0]).clamp(LeastExpected, 1 - LeastExpected);
        var terms = (activation * (Math.Log(activation) - mean.log())) + ((1 - activation) * (Math.Log(1 - activation) - (1 - mean).log()));
        return terms.sum().MoveToOuterDisposeScope();
    }
}
