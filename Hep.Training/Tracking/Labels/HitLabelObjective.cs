using Hep.Data.Sequences;
using Hep.Models;
using Hep.Training.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace Hep.Training.Tracking;

/// <summary>
/// The tracks of hits that are no seed's own: the cross entropy over the seeds and none, a mean over the hits of a batch. Hits that are no candidates of their seed, which the network cannot give it, are left out.
/// </summary>
internal sealed class HitLabelObjective : IObjective
{
    private const int ValidationBatch = 64;
    private readonly HitClassifier model;
    private readonly (SeededEvents Events, PreparedSeeds Seeds) train, validation;
    private readonly LengthBuckets buckets;
    private readonly Device device;
    private readonly IReadOnlyList<int[]> validationBatches;
    private IReadOnlyList<int[]> batches = [];

    /// <summary>Prepares the batches.</summary>
    /// <param name="model">The model; its recurrent layers and its head are trained.</param>
    /// <param name="train">Training events.</param>
    /// <param name="validation">Validation events.</param>
    /// <param name="batchSize">Events of a batch.</param>
    /// <param name="seed">Of the order.</param>
    /// <param name="device">Where the tensors live.</param>
    public HitLabelObjective(HitClassifier model, (SeededEvents Events, PreparedSeeds Seeds) train, (SeededEvents Events, PreparedSeeds Seeds) validation, int batchSize, int seed, Device device)
    {
        (this.model, this.train, this.validation, this.device) = (model, train, validation, device);
        buckets = new LengthBuckets(train.Events.Hits, batchSize, seed);
        validationBatches = [.. validation.Events.InOrder(ValidationBatch)];
    }

    /// <inheritdoc/>
    public nn.Module Network => model;

    /// <inheritdoc/>
    public int Events => train.Events.Hits.Count;

    /// <inheritdoc/>
    public int Batches => buckets.Batches;

    /// <inheritdoc/>
    public void Shuffle(int epoch) => batches = buckets.Epoch(epoch);

    /// <inheritdoc/>
    public int EventsOf(int batch) => buckets.SizeOf(batch);

    /// <inheritdoc/>
    public Tensor Loss(int batch)
    {
        var (loss, count) = Sum(train, batches[batch]);
        return loss / Math.Max(1, count);
    }

    /// <inheritdoc/>
    public double Validate()
    {
        using var untracked = no_grad();
        var (sum, hits) = (0.0, 0.0);
        foreach (var batch in validationBatches)
        {
            using var scope = NewDisposeScope();
            var (loss, count) = Sum(validation, batch);
            sum += loss.ToDouble();
            hits += count;
        }

        return sum / Math.Max(hits, 1);
    }

    /// <inheritdoc/>
    public string Describe(int batch)
    {
        using var scope = NewDisposeScope();
        var rows = train.Seeds.Of(batches[batch], CPU).Candidates.data<float>().ToArray();
        var largest = 0;
        for (var i = 0; i < rows.Length; i++)
        {
            if (!(Math.Abs(rows[i]) <= Math.Abs(rows[largest])))
                largest = i;
        }

        return FormattableString.Invariant($"its {batches[batch].Length} events have {batches[batch].Sum(train.Events.Hits.Length)} hits; the largest network input is {rows[largest]:G4}, '{SeedStage.FeatureNames[Math.Min(largest % SeedStage.Width, SeedStage.Features - 1)]}'");
    }

    private (Tensor Loss, double Count) Sum((SeededEvents Events, PreparedSeeds Seeds) set, int[] which)
    {
        var batch = set.Events.Batch(which, device);
        var (candidates, places, counts) = set.Seeds.Of(which, device);
        var logits = HitClassifier.OfHits(model.Network(candidates, counts), places, batch.Hits.size(1));
        var wanted = batch.Counts * logits.gather(2, batch.Labels).gt(HitClassifier.LeastLogit).to(ScalarType.Float32);
        var loss = -(logits.log_softmax(2).gather(2, batch.Labels) * wanted).sum();
        return (loss, wanted.sum().ToDouble());
    }
}
