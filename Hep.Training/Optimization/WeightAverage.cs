using Hep.Training.Cards;
using Hep.Training.Checkpoints;
using Hep.Training.Objectives;
using static TorchSharp.torch;

namespace Hep.Training.Optimization;

/// <summary>
/// An average of a network's weights, those that are trained, over the training, see <see cref="AveragingOptions"/>, and its exchange with the weights themselves for
/// validation and checkpoints.
/// </summary>
internal sealed class WeightAverage : IStateful, IDisposable
{
    private readonly AveragingOptions options;
    private readonly nn.Module network;
    private readonly (string Name, Tensor Value)[] values;
    private readonly Tensor[] means;
    private readonly int firstEpoch;
    private long count;

    /// <summary>An average without a step so far.</summary>
    /// <param name="options">The run card's.</param>
    /// <param name="network">Whose weights are averaged.</param>
    /// <param name="epochs">Epochs of the training.</param>
    public WeightAverage(AveragingOptions options, nn.Module network, int epochs)
    {
        this.options = options;
        this.network = network;
        var layers = new TrainedLayers(network);
        values = [.. options switch
        {
            AveragingOptions.Exponential => Parameters(network).Concat(network.named_buffers().Where(named => named.buffer.is_floating_point() && !layers.IsFrozen(named.buffer))),
            AveragingOptions.Stochastic => Parameters(network),
            _ => [],
        }];
        firstEpoch = options is AveragingOptions.Stochastic swa ? swa.FirstEpoch(epochs) : 1;
        using var untracked = no_grad();
        means = [.. values.Select(named => zeros_like(named.Value).DetachFromDisposeScope())];
    }

    /// <summary>Whether only epochs from this one on can be the best, and count for early stopping.</summary>
    /// <param name="epoch">The epoch that was done last.</param>
    public bool BeginsAt(int epoch) => options is AveragingOptions.Stochastic && epoch == firstEpoch;

    /// <summary>Whether an average will come only after this epoch.</summary>
    /// <param name="epoch">The epoch that was done last.</param>
    public bool IsStillToBegin(int epoch) => epoch < firstEpoch;

    /// <summary>Takes in the weights after a step.</summary>
    public void AfterBatch()
    {
        if (options is AveragingOptions.Exponential { Decay: var decay })
            Add((1 - decay) / (1 - Math.Pow(decay, count + 1)));
    }

    /// <summary>Takes in the weights after an epoch.</summary>
    /// <param name="epoch">The epoch, counted from one.</param>
    public void AfterEpoch(int epoch)
    {
        if (options is AveragingOptions.Stochastic && epoch >= firstEpoch)
            Add(1.0 / (count + 1));
    }

    /// <summary>Puts the averaged weights into the network, if there are any, until what is returned is disposed.</summary>
    /// <param name="objective">Gives the training events on which the statistics of batch normalisations are computed anew.</param>
    public IDisposable Use(IObjective objective)
    {
        var exchange = new WeightExchange(network);
        if (count == 0)
            return exchange;
        exchange.Take(values.Zip(means, (named, mean) => (named.Value, mean)));
        if (options is AveragingOptions.Stochastic)
            BatchStatistics.Refit(network, objective);
        return exchange;
    }

    /// <inheritdoc/>
    public void Save(TrainingState state)
    {
        state.Put("count", count);
        foreach (var (named, mean) in values.Zip(means))
            state.Put($"mean.{named.Name}", mean);
    }

    /// <inheritdoc/>
    public void Load(TrainingState state)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        count = state.Integer("count");
        foreach (var (named, mean) in values.Zip(means))
        {
            var saved = state.Tensor($"mean.{named.Name}");
            if (!saved.shape.SequenceEqual(mean.shape) || saved.dtype != mean.dtype)
                throw new InvalidDataException($"found the average of '{named.Name}' with another shape or type than the network's, expected a checkpoint of this run card");
            mean.copy_(saved);
        }
    }

    /// <summary>Releases the averages.</summary>
    public void Dispose()
    {
        foreach (var mean in means)
            mean.Dispose();
    }

    private static IEnumerable<(string Name, Tensor Value)> Parameters(nn.Module network) =>
        network.named_parameters().Where(named => named.parameter.requires_grad).Select(named => (named.name, (Tensor)named.parameter));

    // mean += share (value - mean); a share of one copies, so that the first mean is the value to the bit.
    private void Add(double share)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        foreach (var (named, mean) in values.Zip(means))
        {
            if (count == 0)
                mean.copy_(named.Value);
            else
                mean.add_(named.Value - mean, share);
        }

        count++;
    }
}
