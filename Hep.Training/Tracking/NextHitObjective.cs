using Hep.Data.Sequences;
using Hep.Models;
using Hep.Training.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace Hep.Training.Tracking;

/// <summary>
/// The next hit of every step of true tracks: minus the log likelihood of the predicted Gaussian, a mean over the steps of a batch. Batches are tracks of about the same length; what fills them up counts nothing.
/// </summary>
internal sealed class NextHitObjective : IObjective
{
    private const int ValidationBatch = 4096;
    private readonly HitPredictor model;
    private readonly SequenceSet train, validation;
    private readonly LengthBuckets buckets;
    private readonly Device device;
    private readonly IReadOnlyList<int[]> validationBatches;
    private IReadOnlyList<int[]> batches = [];

    /// <summary>Prepares the batches.</summary>
    /// <param name="model">The model; its recurrent layers and its head are trained.</param>
    /// <param name="train">Prepared steps of training tracks, see <see cref="TrackTraining"/>.</param>
    /// <param name="validation">Those of validation tracks.</param>
    /// <param name="batchSize">Tracks of a batch.</param>
    /// <param name="seed">Of the order.</param>
    /// <param name="device">Where the tensors live.</param>
    public NextHitObjective(HitPredictor model, SequenceSet train, SequenceSet validation, int batchSize, int seed, Device device)
    {
        (this.model, this.train, this.validation, this.device) = (model, train, validation, device);
        buckets = new LengthBuckets(train, batchSize, seed);
        validationBatches = new LengthBuckets(validation, ValidationBatch, seed).Epoch(1);
    }

    /// <inheritdoc/>
    public nn.Module Network => model;

    /// <inheritdoc/>
    public int Events => train.Count;

    /// <inheritdoc/>
    public int Batches => buckets.Batches;

    /// <summary>The share of the places of an epoch's batches that is padding.</summary>
    public double Padding
    {
        get
        {
            var (real, all) = (0L, 0L);
            foreach (var batch in buckets.Epoch(1))
            {
                real += batch.Sum(track => (long)train.Length(track));
                all += batch.Length * (long)batch.Max(train.Length);
            }

            return all == 0 ? 0 : 1 - ((double)real / all);
        }
    }

    /// <inheritdoc/>
    public void Shuffle(int epoch) => batches = buckets.Epoch(epoch);

    /// <inheritdoc/>
    public int EventsOf(int batch) => buckets.SizeOf(batch);

    /// <inheritdoc/>
    public Tensor Loss(int batch)
    {
        var (loss, count) = Sum(train, batches[batch]);
        return loss / count;
    }

    /// <inheritdoc/>
    public double Validate()
    {
        using var untracked = no_grad();
        var (sum, steps) = (0.0, 0.0);
        foreach (var batch in validationBatches)
        {
            using var scope = NewDisposeScope();
            var (loss, count) = Sum(validation, batch);
            sum += loss.ToDouble();
            steps += count;
        }

        return sum / Math.Max(steps, 1);
    }

    /// <inheritdoc/>
    public string Describe(int batch)
    {
        var padded = train.Pad(batches[batch]);
        var largest = 0;
        for (var i = 0; i < padded.Values.Length; i++)
        {
            if (i % padded.Width < HelixStage.Features && !(Math.Abs(padded.Values[i]) <= Math.Abs(padded.Values[largest])))
                largest = i;
        }

        return FormattableString.Invariant($"its {padded.Count} tracks have {padded.Lengths.Sum()} steps; the largest network input is {padded.Values[largest]:G4}, '{HelixStage.FeatureNames[Math.Min(largest % padded.Width, HelixStage.Features - 1)]}'");
    }

    private (Tensor Loss, double Count) Sum(SequenceSet set, int[] tracks)
    {
        var padded = set.Pad(tracks);
        var all = tensor(padded.Values, [padded.Count, padded.Length, padded.Width]).to(device);
        var said = model.Network(all.narrow(2, 0, HelixStage.Features));
        var counts = all.narrow(2, HelixStage.Features + 2, 1);
        var loss = (GaussianLoss.Of(said, all.narrow(2, HelixStage.Features, 2)) * counts).sum();
        return (loss, Math.Max(1, counts.sum().ToDouble()));
    }
}
