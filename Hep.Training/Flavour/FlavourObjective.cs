using Hep.Data.Sequences;
using Hep.Models;
using Hep.Training.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace Hep.Training.Flavour;

/// <summary>The flavours of jets: the weighted cross-entropy L = 1/B sum w_i (-log p_i), weights averaging one. Batches are jets with about the same number of tracks.</summary>
internal sealed class FlavourObjective : IObjective
{
    private const int ValidationBatch = 2048;
    private readonly JetTagger model;
    private readonly Split train, validation;
    private readonly LengthBuckets buckets;
    private readonly IReadOnlyList<int[]> validationBatches;
    private readonly Device device;
    private IReadOnlyList<int[]> batches = [];

    /// <summary>Prepares the splits.</summary>
    /// <param name="model">The tagger, whose inputs are fitted.</param>
    /// <param name="sets">The jets.</param>
    /// <param name="batchSize">Jets of a batch.</param>
    /// <param name="seed">Of the order.</param>
    /// <param name="device">Where the tensors live.</param>
    public FlavourObjective(JetTagger model, JetSets sets, int batchSize, int seed, Device device)
    {
        (this.model, this.device) = (model, device);
        (train, validation) = (new Split(model, sets.Train, sets.TrainWeights), new Split(model, sets.Validation, sets.ValidationWeights));
        buckets = new LengthBuckets(train.Tracks, batchSize, seed);
        validationBatches = new LengthBuckets(validation.Tracks, ValidationBatch, seed).Epoch(1);
    }

    /// <inheritdoc/>
    public nn.Module Network => model;

    /// <inheritdoc/>
    public int Events => train.Tracks.Count;

    /// <inheritdoc/>
    public int Batches => buckets.Batches;

    /// <inheritdoc/>
    public void Shuffle(int epoch) => batches = buckets.Epoch(epoch);

    /// <inheritdoc/>
    public int EventsOf(int batch) => buckets.SizeOf(batch);

    /// <inheritdoc/>
    public Tensor Loss(int batch) => Sum(train, batches[batch]) / batches[batch].Length;

    /// <inheritdoc/>
    public double Validate()
    {
        using var untracked = no_grad();
        var sum = 0.0;
        foreach (var batch in validationBatches)
        {
            using var scope = NewDisposeScope();
            sum += Sum(validation, batch).ToDouble();
        }

        return sum / validation.SumOfWeights;
    }

    /// <inheritdoc/>
    public string Describe(int batch)
    {
        var jets = batches[batch];
        var padded = train.Tracks.Pad(jets);
        var largest = padded.Values.Length == 0 ? 0 : padded.Values.Max(Math.Abs);
        return FormattableString.Invariant($"its {jets.Length} jets have {padded.Lengths.Sum()} tracks; the largest number of a track behind its preparation is {largest:G4}");
    }

    private Tensor Sum(Split split, int[] jets)
    {
        var padded = split.Tracks.Pad(jets);

        // A batch of jets without tracks still needs a place.
        var tracks = padded.Length == 0 ? zeros(jets.Length, 1, padded.Width) : tensor(padded.Values, [padded.Count, padded.Length, padded.Width]);
        var logits = model.Network(tracks.to(device), tensor(split.Numbers(jets), [jets.Length, TrackInputs.JetNumbers]).to(device), padded.Lengths);
        var labels = tensor(Array.ConvertAll(jets, jet => (long)split.Labels[jet])).to(device).unsqueeze(1);
        var weights = tensor(Array.ConvertAll(jets, jet => (float)split.Weights[jet])).to(device);
        return -(logits.log_softmax(1).gather(1, labels).squeeze(1) * weights).sum();
    }

    /// <summary>A split as the network sees it.</summary>
    private sealed class Split
    {
        private readonly float[] jetNumbers;

        public Split(JetTagger model, JetSample jets, double[] weights)
        {
            using var scope = NewDisposeScope();
            using var untracked = no_grad();
            (Labels, Weights, SumOfWeights) = (jets.Labels, weights, weights.Sum());
            var device = model.Device;
            jetNumbers = model.Inputs.Jets(tensor(jets.JetNumbers([.. Enumerable.Range(0, jets.Count)]), [jets.Count, TrackInputs.JetNumbers]).to(device)).cpu().contiguous().data<float>().ToArray();
            var values = jets.Tracks.Places == 0
                ? []
                : model.Inputs.Tracks(tensor(jets.Tracks.Values.ToArray(), [1, jets.Tracks.Places, TrackInputs.Raw]).to(device)).cpu().contiguous().data<float>().ToArray();
            Tracks = jets.Tracks.With(TrackInputs.Numbers + 1, values);
        }

        public SequenceSet Tracks { get; }

        public int[] Labels { get; }

        public double[] Weights { get; }

        public double SumOfWeights { get; }

        public float[] Numbers(int[] jets)
        {
            var numbers = new float[jets.Length * TrackInputs.JetNumbers];
            for (var i = 0; i < jets.Length; i++)
                jetNumbers.AsSpan(jets[i] * TrackInputs.JetNumbers, TrackInputs.JetNumbers).CopyTo(numbers.AsSpan(i * TrackInputs.JetNumbers));
            return numbers;
        }
    }
}
