using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Hep.Models;

/// <summary>Corrupts rows in training, [B, F] to [B, F]; otherwise, and in an exported graph, it passes them on.</summary>
internal sealed class CorruptionLayer : Module<Tensor, Tensor>, IGraphLayer
{
    private readonly Corruption corruption;
    private readonly long channels;

    /// <param name="corruption">How.</param>
    /// <param name="channels">Channels of a cell; a row holds an image channel by channel.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside of its range.</exception>
    public CorruptionLayer(Corruption corruption, long channels)
        : base(nameof(CorruptionLayer))
    {
        var (isPossible, number, expected) = corruption switch
        {
            Corruption.Gaussian gaussian => (gaussian.Sigma > 0 && double.IsFinite(gaussian.Sigma), gaussian.Sigma, "a standard deviation above 0"),
            Corruption.Masking masking => (masking.Probability is > 0 and < 1, masking.Probability, "a probability above 0 and below 1"),
            Corruption.CellDropout cells => (cells.Probability is > 0 and < 1 && double.IsFinite(cells.Empty), cells.Probability, "a probability above 0 and below 1, and a finite number for an empty cell"),
            _ => (true, 0, ""),
        };
        if (!isPossible)
            throw new ArgumentOutOfRangeException(nameof(corruption), number, $"the corruption {corruption.Name} needs {expected}");
        (this.corruption, this.channels) = (corruption, channels);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        if (!training)
            return input;
        using var scope = NewDisposeScope();
        var corrupted = corruption switch
        {
            Corruption.Gaussian gaussian => input + (gaussian.Sigma * randn_like(input)),
            Corruption.Masking masking => input.masked_fill(rand_like(input).lt(masking.Probability), 0),
            Corruption.CellDropout cells => Empty(input, cells),
            _ => input,
        };
        return ReferenceEquals(corrupted, input) ? input : corrupted.MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public string Emit(IGraph graph, string input) => input;

    private Tensor Empty(Tensor input, Corruption.CellDropout cells)
    {
        var image = input.reshape(input.shape[0], channels, -1);
        var dead = rand_like(image.narrow(1, 0, 1)).lt(cells.Probability);
        return image.masked_fill(dead, cells.Empty).reshape(input.shape);
    }
}
