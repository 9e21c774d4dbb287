namespace Hep.Models;

/// <summary>What a denoising autoencoder does to its input in training, and in training alone; it is to reconstruct the input as it was (P. Vincent et al., J. Mach. Learn. Res. 11 (2010) 3371).</summary>
public abstract record Corruption
{
    private Corruption()
    {
    }

    /// <summary>The name, as <c>model.corruption</c> spells it.</summary>
    public abstract string Name { get; }

    /// <summary>Nothing.</summary>
    public sealed record None : Corruption
    {
        /// <inheritdoc/>
        public override string Name => "none";
    }

    /// <summary>Normal noise is added to every number.</summary>
    /// <param name="Sigma">Its standard deviation, more than 0, in units of the network's inputs.</param>
    public sealed record Gaussian(double Sigma) : Corruption
    {
        /// <inheritdoc/>
        public override string Name => "gaussian";
    }

    /// <summary>Every number becomes 0 with a probability, each by itself.</summary>
    /// <param name="Probability">More than 0, less than 1.</param>
    public sealed record Masking(double Probability) : Corruption
    {
        /// <inheritdoc/>
        public override string Name => "masking";
    }

    /// <summary>Every cell of an image becomes an empty one with a probability, in all of its channels, as a dead cell of a detector does.</summary>
    /// <param name="Probability">More than 0, less than 1.</param>
    public sealed record CellDropout(double Probability) : Corruption
    {
        /// <inheritdoc/>
        public override string Name => "cell_dropout";

        /// <summary>What an empty cell is among the network's inputs: 0 hits, after the preprocessing.</summary>
        public double Empty { get; init; }
    }
}
