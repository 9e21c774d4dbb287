using System.Globalization;
using Hep.Data;
using Hep.Models;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Hep.Training.Objectives;

/// <summary>
/// Signal against background: the weighted binary cross-entropy of the network's logits, L = 1/B sum_i w_i l(z_i, y_i). Weights average
/// one over the training split, so that the learning rate means the same with and without them.
/// </summary>
public sealed class BinaryClassification : IObjective, IDisposable
{
    private const int ValidationBatch = 1 << 16;
    private readonly nn.Module<Tensor, Tensor> network;
    private readonly LabelledTensors train;
    private readonly LabelledTensors validation;
    private readonly int batchSize;
    private readonly int seed;
    private readonly double validationWeight;
    private LabelledTensors epoch;

    /// <summary>Prepares the splits: preprocessing is applied once, here.</summary>
    /// <param name="classifier">The model; its network is what is trained.</param>
    /// <param name="train">Training events, and their weights in the loss.</param>
    /// <param name="validation">Validation events, and their weights in the loss.</param>
    /// <param name="batchSize">Events of a batch. The last one of an epoch may have fewer; a single event that is left over joins the batch before it.</param>
    /// <param name="seed">Of the shuffling.</param>
    /// <param name="device">Where the tensors live.</param>
    public BinaryClassification(
        Classifier classifier,
        (EventTable Events, double[] Weights) train,
        (EventTable Events, double[] Weights) validation,
        int batchSize,
        int seed,
        Device device)
    {
        network = classifier.Network;
        this.batchSize = batchSize;
        this.seed = seed;
        this.train = new LabelledTensors(train.Events, train.Weights, classifier.Preprocessing, device);
        this.validation = new LabelledTensors(validation.Events, validation.Weights, classifier.Preprocessing, device);
        validationWeight = validation.Weights.Sum();
        epoch = this.train;
    }

    /// <inheritdoc/>
    public nn.Module Network => network;

    /// <inheritdoc/>
    public int Events => train.Count;

    /// <inheritdoc/>
    public int Batches => Math.Max(1, (train.Count + batchSize - 1 - Joined) / batchSize);

    // A batch of one event has no spread, which batch normalisation divides by, and is mostly noise to everything else.
    private int Joined => batchSize > 1 ? 1 : 0;

    /// <inheritdoc/>
    public void Shuffle(int epoch)
    {
        var order = new int[train.Count];
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        var random = new SplitMix64(SplitMix64.Mix((ulong)seed) ^ (ulong)epoch);
        for (var i = order.Length - 1; i > 0; i--)
        {
            var other = random.Below(i + 1);
            (order[i], order[other]) = (order[other], order[i]);
        }

        ReleaseEpoch();
        this.epoch = train.Reordered(order);
    }

    /// <inheritdoc/>
    public int EventsOf(int batch) => batch == Batches - 1 ? train.Count - (batch * batchSize) : batchSize;

    /// <inheritdoc/>
    public Tensor Loss(int batch)
    {
        var (start, count) = ((long)batch * batchSize, EventsOf(batch));
        var logits = network.call(epoch.Inputs.narrow(0, start, count));
        return F.binary_cross_entropy_with_logits(logits, epoch.Targets.narrow(0, start, count), epoch.Weights.narrow(0, start, count));
    }

    /// <inheritdoc/>
    public double Validate()
    {
        using var untracked = no_grad();
        double sum = 0;
        for (long start = 0; start < validation.Count; start += ValidationBatch)
        {
            using var scope = NewDisposeScope();
            var count = Math.Min(ValidationBatch, validation.Count - start);
            var logits = network.call(validation.Inputs.narrow(0, start, count));
            sum += F.binary_cross_entropy_with_logits(
                logits,
                validation.Targets.narrow(0, start, count),
                validation.Weights.narrow(0, start, count),
                nn.Reduction.Sum).ToDouble();
        }

        return sum / validationWeight;
    }

    /// <inheritdoc/>
    public string Describe(int batch)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var start = batch * batchSize;
        var count = EventsOf(batch);
        var inputs = epoch.Inputs.narrow(0, start, count).cpu();
        var largest = inputs.abs().argmax().ToInt64();
        var (row, column) = ((int)(largest / inputs.shape[1]), (int)(largest % inputs.shape[1]));
        var ids = string.Join(", ", epoch.EventIds.AsSpan(start, Math.Min(count, 3)).ToArray()) + (count > 3 ? ", ..." : "");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"its {count} events have the ids {ids}; the largest input is {inputs[row, column].ToDouble():G4} standard deviations, in feature '{epoch.Features[column]}' of event {epoch.EventIds[start + row]}");
    }

    /// <summary>Releases the tensors.</summary>
    public void Dispose()
    {
        ReleaseEpoch();
        train.Dispose();
        validation.Dispose();
    }

    private void ReleaseEpoch()
    {
        if (!ReferenceEquals(epoch, train))
            epoch.Dispose();
        epoch = train;
    }
}
