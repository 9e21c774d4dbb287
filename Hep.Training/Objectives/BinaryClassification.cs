using System.Globalization;
using Hep.Data;
using Hep.Models;
using Hep.Training.Cards;
using Hep.Training.Loading;
using TorchSharp;
using static TorchSharp.torch;

namespace Hep.Training.Objectives;

/// <summary>
/// Signal against background: a weighted loss of the network's logits, L = 1/B sum_i w_i l(z_i, y_i), the cross-entropy first of all. Weights average
/// one over the training split, so that the learning rate means the same with and without them.
/// </summary>
public sealed class BinaryClassification : IObjective, IDisposable
{
    private readonly int validationBatch;
    private readonly nn.Module<Tensor, Tensor> network;
    private readonly EventSet events;
    private readonly IReadOnlyList<string> inputNames;
    private readonly WindowLoader train;
    private readonly WindowLoader validation;
    private readonly int batchSize;
    private readonly double validationWeight;
    private readonly ClassificationLoss loss;
    private int epoch = 1;

    /// <summary>Prepares the splits.</summary>
    /// <param name="classifier">The model; its network is what is trained.</param>
    /// <param name="train">Training events.</param>
    /// <param name="validation">Validation events.</param>
    /// <param name="factors">What the weights of each class are multiplied by for the loss, [2].</param>
    /// <param name="batchSize">Events of a batch. The last one of an epoch may have fewer; a single event that is left over joins the batch before it.</param>
    /// <param name="seed">Of the shuffling, and of the augmentation.</param>
    /// <param name="device">Where the tensors live.</param>
    /// <param name="augmentation">The symmetry by which every training event is transformed anew in each epoch; null: none.</param>
    /// <param name="loss">What is minimised; null: the cross-entropy.</param>
    /// <param name="curriculum">How easy events come before hard ones; null: all are trained on alike.</param>
    /// <param name="background">What background events are told of the signal's parameters, the last features, anew in each epoch; null: what they have.</param>
    /// <param name="images">What training images are changed by anew in each epoch; null: nothing.</param>
    /// <exception cref="InvalidDataException">The column of the curriculum is missing, or its events are on disk.</exception>
    public BinaryClassification(
        Classifier classifier,
        EventSet train,
        EventSet validation,
        double[] factors,
        int batchSize,
        int seed,
        Device device,
        DetectorSymmetry? augmentation = null,
        LossOptions? loss = null,
        CurriculumOptions? curriculum = null,
        ParameterDraw? background = null,
        ImageAugmentation? images = null)
    {
        network = classifier.Network;
        events = train;
        inputNames = classifier.Preprocessing.OutputNames;
        validationBatch = 4 * classifier.Preprocessing.EventsAtOnce;
        this.batchSize = batchSize;
        this.loss = new(loss ?? new LossOptions.CrossEntropy());

        // Whole batches, so that batches are the same slices of an epoch whatever the size of the windows.
        var rows = train.IsInMemory && train.WindowRows >= train.Count ? Math.Max(1, train.Count) : Math.Max(1, train.WindowRows / batchSize) * batchSize;
        this.train = new WindowLoader(train, factors, classifier.Preprocessing, device, rows, Joined, seed, augmentation, Curriculum.Of(curriculum, train), background, images);
        this.validation = new WindowLoader(validation, factors, classifier.Preprocessing, device, validation.WindowRows);
        validationWeight = validation.Events.ScaledWeights(factors).Sum();
    }

    /// <inheritdoc/>
    public nn.Module Network => network;

    /// <inheritdoc/>
    public int Events => events.Count;

    /// <inheritdoc/>
    public int Batches => Math.Max(1, (events.Count + batchSize - 1 - Joined) / batchSize);

    /// <summary>Windows of an epoch; 1 if the training split is in memory as a whole.</summary>
    public int Windows => train.Windows;

    /// <summary>How long the training had to wait for windows.</summary>
    public TimeSpan Waited => train.Waited;

    // A batch of one event has no spread, which batch normalisation divides by, and is mostly noise to everything else.
    private int Joined => batchSize > 1 ? 1 : 0;

    /// <inheritdoc/>
    public void Shuffle(int epoch)
    {
        this.epoch = epoch;
        _ = train.Load(epoch, 0);
    }

    /// <inheritdoc/>
    public int EventsOf(int batch) => batch == Batches - 1 ? events.Count - (batch * batchSize) : batchSize;

    /// <inheritdoc/>
    public Tensor Loss(int batch)
    {
        var (window, start, count) = Slice(batch);
        var logits = network.call(window.Inputs.narrow(0, start, count));
        return loss.OfBatch(logits, window.Targets.narrow(0, start, count), window.Weights.narrow(0, start, count));
    }

    /// <inheritdoc/>
    public double Validate()
    {
        using var untracked = no_grad();
        double sum = 0;
        for (var w = 0; w < validation.Windows; w++)
        {
            var window = validation.Load(0, w);
            for (long start = 0; start < window.Count; start += validationBatch)
            {
                using var scope = NewDisposeScope();
                var count = Math.Min(validationBatch, window.Count - start);
                var logits = network.call(window.Inputs.narrow(0, start, count));
                sum += loss.Sum(logits, window.Targets.narrow(0, start, count), window.Weights.narrow(0, start, count)).ToDouble();
            }
        }

        return sum / validationWeight;
    }

    /// <inheritdoc/>
    public string Describe(int batch)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var (window, start, count) = Slice(batch);
        var inputs = window.Inputs.narrow(0, start, count).cpu();
        var largest = inputs.abs().argmax().ToInt64();
        var (row, column) = ((int)(largest / inputs.shape[1]), (int)(largest % inputs.shape[1]));
        var ids = string.Join(", ", window.EventIds.AsSpan(start, Math.Min(count, 3)).ToArray()) + (count > 3 ? ", ..." : "");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"its {count} events have the ids {ids}; the largest network input is {inputs[row, column].ToDouble():G4}, '{inputNames[column]}' of event {window.EventIds[start + row]}");
    }

    /// <summary>Releases the tensors.</summary>
    public void Dispose()
    {
        train.Dispose();
        validation.Dispose();
    }

    // The window at hand, and where in it the batch begins.
    private (WindowTensors Window, int Start, int Count) Slice(int batch)
    {
        var index = Math.Min(batch * (long)batchSize / train.WindowRows, train.Windows - 1);
        return (train.Load(epoch, (int)index), (int)((batch * (long)batchSize) - (index * train.WindowRows)), EventsOf(batch));
    }
}
