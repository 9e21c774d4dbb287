using Hep.Training.Cards;

namespace Hep.Training.Anomaly;

/// <summary>
/// The keys of the <c>training</c> section that make the loss of an event: the mean cost of its F numbers, beta KL / F of variational autoencoders, and, batch by batch, the sparsity of the latent numbers and what is to be left alone.
/// </summary>
internal sealed record ReconstructionLoss
{
    /// <summary>What a reconstruction costs.</summary>
    public Likelihood Likelihood { get; init; }

    /// <summary>The factor of the Kullback-Leibler divergence (I. Higgins et al., ICLR 2017); 0 or more.</summary>
    public double Beta { get; init; } = 1;

    /// <summary>Epochs in which the factor rises in a line to its value; 0: it has it from the beginning.</summary>
    public int BetaEpochs { get; init; }

    /// <summary>The factor of the sparsity; 0 or more.</summary>
    public double Sparsity { get; init; } = 0.1;

    /// <summary>What the reconstruction shall not depend on; null: nothing.</summary>
    public Decorrelation? Decorrelation { get; init; }

    internal static ReconstructionLoss Read(CardReader reader)
    {
        const int MostEpochs = 1_000_000;
        var defaults = new ReconstructionLoss();
        return new()
        {
            Likelihood = reader.Choice("likelihood", AnomalyNames.Likelihoods, defaults.Likelihood),
            Beta = reader.Double("beta", defaults.Beta, Interval.NotNegative),
            BetaEpochs = reader.Int("beta_epochs", defaults.BetaEpochs, 0, MostEpochs),
            Sparsity = reader.Double("sparsity", defaults.Sparsity, Interval.NotNegative),
            Decorrelation = reader.OptionalSection("decorrelate", "a mapping such as {column: mjj, strength: 1}", Decorrelation.Read),
        };
    }

    internal void Write(CardWriter writer)
    {
        writer.Choice("likelihood", AnomalyNames.Likelihoods, Likelihood);
        writer.Double("beta", Beta);
        writer.Int("beta_epochs", BetaEpochs);
        writer.Double("sparsity", Sparsity);
        writer.Section("decorrelate", Decorrelation is { } decorrelation ? decorrelation.Write : null);
    }
}
