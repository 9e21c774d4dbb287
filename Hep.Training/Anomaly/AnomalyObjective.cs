using Hep.Data;
using Hep.Models;
using Hep.Training.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace Hep.Training.Anomaly;

/// <summary>
/// The reconstruction of background: 1/B sum w_i (mean cost of the event's numbers + beta KL_i / F), with the sparsity of the latent numbers and the distance correlation of the cost and a column, if that is wanted. Weights average one.
/// </summary>
internal sealed class AnomalyObjective : IObjective, IDisposable
{
    private const int ValidationBatch = 4096;
    private readonly AnomalyDetector detector;
    private readonly ReconstructionLoss loss;
    private readonly Split train, validation;
    private readonly int batchSize, seed;
    private readonly int[] order;
    private double beta;

    /// <summary>Prepares the splits.</summary>
    /// <param name="detector">The detector, whose inputs are fitted.</param>
    /// <param name="sets">The events.</param>
    /// <param name="card">The run card.</param>
    public AnomalyObjective(AnomalyDetector detector, AnomalySets sets, AnomalyCard card)
    {
        (this.detector, loss, batchSize, seed) = (detector, card.Loss, card.Training.BatchSize, card.Training.Seed);
        (train, validation) = (new Split(detector, sets.Train, loss.Decorrelation), new Split(detector, sets.Validation, loss.Decorrelation));
        order = new int[train.Count];
    }

    /// <inheritdoc/>
    public nn.Module Network => detector;

    /// <inheritdoc/>
    public int Events => train.Count;

    // What is left over goes with the last batch: a normalisation over one event would be none.

    /// <inheritdoc/>
    public int Batches => Math.Max(1, train.Count / batchSize);

    /// <inheritdoc/>
    public void Shuffle(int epoch)
    {
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        new SplitMix64(SplitMix64.Mix(SplitMix64.Mix((ulong)seed) ^ (ulong)epoch)).Shuffle<int>(order);
        beta = loss.Beta * Math.Min(1, epoch / (double)Math.Max(1, loss.BetaEpochs));
    }

    /// <inheritdoc/>
    public int EventsOf(int batch) => batch == Batches - 1 ? train.Count - (batch * batchSize) : batchSize;

    /// <inheritdoc/>
    public Tensor Loss(int batch)
    {
        var rows = tensor(Array.ConvertAll(RowsOf(batch), row => (long)row)).to(detector.Device);
        return Mean(train.Inputs.index_select(0, rows), train.Weights.index_select(0, rows), train.Column?.index_select(0, rows), beta);
    }

    /// <inheritdoc/>
    public double Validate()
    {
        using var untracked = no_grad();
        var sum = 0.0;
        for (var start = 0; start < validation.Count; start += ValidationBatch)
        {
            using var scope = NewDisposeScope();
            var count = Math.Min(ValidationBatch, validation.Count - start);
            sum += count * Mean(validation.Inputs.narrow(0, start, count), validation.Weights.narrow(0, start, count), validation.Column?.narrow(0, start, count), loss.Beta).ToDouble();
        }

        return sum / validation.Count;
    }

    /// <inheritdoc/>
    public string Describe(int batch)
    {
        using var scope = NewDisposeScope();
        var rows = RowsOf(batch);
        var largest = train.Inputs.index_select(0, tensor(Array.ConvertAll(rows, row => (long)row)).to(detector.Device)).abs().max().ToDouble();
        return FormattableString.Invariant($"the largest input of its {rows.Length} events behind the preprocessing is {largest:G4}");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        train.Dispose();
        validation.Dispose();
    }

    private int[] RowsOf(int batch) => order.AsSpan(batch * batchSize, EventsOf(batch)).ToArray();

    private Tensor Mean(Tensor inputs, Tensor weights, Tensor? column, double factor)
    {
        var pass = detector.Network.Pass(inputs);
        var costs = AnomalyDetector.Cost(loss.Likelihood, inputs, pass.Reconstruction).mean([1L]);
        var events = pass.LogVariance is { } logVariance ? costs + (factor / detector.Network.Inputs * AutoencoderLosses.KullbackLeibler(pass.Mean, logVariance)) : costs;
        var mean = (events * weights).mean();
        if (detector.Network.SparseActivation is { } activation && loss.Sparsity > 0)
            mean = mean + (loss.Sparsity * AutoencoderLosses.Sparsity(pass.Latent, activation));
        return column is null ? mean : mean + (loss.Decorrelation!.Strength * DistancePenalty.Of(costs, column));
    }

    /// <summary>A split as the network sees it.</summary>
    private sealed class Split : IDisposable
    {
        public Split(AnomalyDetector detector, EventTable events, Decorrelation? decorrelation)
        {
            using var scope = NewDisposeScope();
            var device = detector.Device;
            Count = events.Count;
            Inputs = tensor(AnomalyDetectors.Prepare(detector, events), [Count, detector.Inputs.Outputs]).to(device).DetachFromDisposeScope();
            var mean = events.Weights.Average();
            Weights = tensor(Array.ConvertAll(events.Weights, weight => (float)(weight / mean))).to(device).DetachFromDisposeScope();
            if (decorrelation is null)
                return;

            // In units of its spread: the distances of GeV squared would leave single precision little.
            double[] values = events.Numbers(decorrelation.Column).Values;
            var (centre, spread) = (values.Average(), Math.Sqrt(values.Select(value => value * value).Average() - Math.Pow(values.Average(), 2)));
            Column = tensor(Array.ConvertAll(values, value => (float)((value - centre) / (spread > 0 ? spread : 1)))).to(device).DetachFromDisposeScope();
        }

        public int Count { get; }

        public Tensor Inputs { get; }

        public Tensor Weights { get; }

        public Tensor? Column { get; }

        public void Dispose()
        {
            Inputs.Dispose();
            Weights.Dispose();
            Column?.Dispose();
        }
    }
}
