using Hep.Models;
using Hep.Onnx;
using Hep.Training.Runs;

namespace Hep.Training.Scoring;

/// <summary>A trained model as something that scores events: the best checkpoint of a run, or an ONNX file.</summary>
public abstract class EventScorer : IDisposable
{
    private EventScorer()
    {
    }

    /// <summary>The columns that the model takes, in order.</summary>
    public abstract IReadOnlyList<string> Features { get; }

    /// <summary>The number which stands for a missing value; null: none. The model itself knows what to do with it.</summary>
    public abstract float? Missing { get; }

    /// <summary>Opens a model.</summary>
    /// <param name="path">A run folder, or an .onnx file.</param>
    /// <exception cref="FileNotFoundException">There is neither; or the run has no checkpoint.</exception>
    /// <exception cref="InvalidDataException">It is neither, or it does not say which columns it takes.</exception>
    public static EventScorer Open(string path)
    {
        if (Directory.Exists(path))
            return new OfRun(RunFolder.Open(path));
        return File.Exists(path)
            ? new OfFile(path)
            : throw new FileNotFoundException($"{path}: no such run folder or .onnx file", path);
    }

    /// <summary>The signal's probability of every event.</summary>
    /// <param name="rows">Raw features, [N, F] row-major.</param>
    /// <returns>[N].</returns>
    public abstract float[] Score(float[] rows);

    /// <inheritdoc/>
    public abstract void Dispose();

    private sealed class OfRun : EventScorer
    {
        private readonly Classifier classifier;

        public OfRun(RunFolder run)
        {
            var card = run.LoadCard();
            classifier = Classifiers.Load(card, run.Best);
            Features = [.. card.Data.Inputs.Select(feature => feature.Name)];
            Missing = (float?)card.Data.Missing;
        }

        public override IReadOnlyList<string> Features { get; }

        public override float? Missing { get; }

        public override float[] Score(float[] rows) => Array.ConvertAll(Classifiers.Score(classifier, rows), score => (float)score);

        public override void Dispose() => classifier.Dispose();
    }

    private sealed class OfFile : EventScorer
    {
        private readonly OnnxScorer scorer;

        public OfFile(string file)
        {
            var model = OnnxModelInfo.Read(file);
            if (model.Features.Count == 0)
            {
                var writer = model.Producer.Length > 0 ? $" (it was written by {model.Producer})" : "";
                throw new InvalidDataException(
                    $"{file}: does not say which columns it takes: found no '{OnnxMetadata.Features}' in its metadata{writer}, expected a file that 'hep train' or 'hep export' wrote");
            }

            scorer = new OnnxScorer(file);
            if (scorer.OutputCount == 1)
                return;
            scorer.Dispose();
            throw new InvalidDataException(FormattableString.Invariant($"{file}: gives {scorer.OutputCount} numbers an event, expected one, the signal's probability"));
        }

        public override IReadOnlyList<string> Features => scorer.FeatureNames;

        public override float? Missing => scorer.Model.Missing;

        public override float[] Score(float[] rows) => scorer.Score(rows, scorer.FeatureCount);

        public override void Dispose() => scorer.Dispose();
    }
}
