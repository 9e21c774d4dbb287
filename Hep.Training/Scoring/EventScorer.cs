using Hep.Models;
using Hep.Onnx;
using Hep.Training.Parameters;
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

    /// <summary>The inputs of several numbers an event, which stand after the columns; empty: none.</summary>
    public abstract IReadOnlyList<OnnxImage> Images { get; }

    /// <summary>The number which stands for a missing value; null: none. The model itself knows what to do with it.</summary>
    public abstract float? Missing { get; }

    /// <summary>The parameters that the model is told, the last of its columns; empty: none.</summary>
    public abstract IReadOnlyList<OnnxParameter> Parameters { get; }

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
    /// <param name="rows">Raw features, then images, [N, W] row-major.</param>
    /// <returns>[N].</returns>
    public abstract float[] Score(float[] rows);

    /// <summary>The signal's probability of every event at each of several points of the parameters.</summary>
    /// <param name="rows">Raw features without the parameters, [N, F] row-major.</param>
    /// <param name="points">The points, [M, P] row-major.</param>
    /// <returns>[N, M] row-major.</returns>
    public abstract float[] Scan(float[] rows, float[] points);

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
            Images = card.Data.Image is { } image ? [new(image.Column, image.Unit, [image.Height, image.Width], image.IsSigned)] : [];
            Missing = (float?)card.Data.Missing;
            Parameters = card.Data.Told.Count == 0 ? [] : [.. (RunFacts.Load(run.Facts).Told ?? []).Select(parameter => parameter.ToOnnx())];
        }

        public override IReadOnlyList<string> Features { get; }

        public override IReadOnlyList<OnnxImage> Images { get; }

        public override float? Missing { get; }

        public override IReadOnlyList<OnnxParameter> Parameters { get; }

        public override float[] Scan(float[] rows, float[] points)
        {
            var (width, parameters) = (Features.Count, Parameters.Count);
            var (events, count) = (rows.Length / (width - parameters), points.Length / parameters);
            var told = new float[events * width];
            for (var row = 0; row < events; row++)
                rows.AsSpan(row * (width - parameters), width - parameters).CopyTo(told.AsSpan(row * width));
            var scores = new float[events * count];
            for (var point = 0; point < count; point++)
            {
                PointScoring.Tell(told, width, [.. points.AsSpan(point * parameters, parameters).ToArray().Select(value => (double)value)]);
                var ofPoint = Score(told);
                for (var row = 0; row < events; row++)
                    scores[(row * count) + point] = ofPoint[row];
            }

            return scores;
        }

        public override float[] Score(float[] rows) => Array.ConvertAll(Classifiers.Score(classifier, rows), score => (float)score);

        public override void Dispose() => classifier.Dispose();
    }

    private sealed class OfFile : EventScorer
    {
        private readonly OnnxScorer scorer;

        public OfFile(string file)
        {
            var model = OnnxModelInfo.Read(file);
            if (model.Features.Count == 0 && model.Images.Count == 0)
            {
                var writer = model.Producer.Length > 0 ? $" (it was written by {model.Producer})" : "";
                throw new InvalidDataException(
                    $"{file}: does not say which columns it takes: found no '{OnnxMetadata.Features}' in its metadata{writer}, expected a file that 'hep train' or 'hep export' wrote");
            }

            scorer = new OnnxScorer(file, model.Parameters.Count == 0 ? 1 : Environment.ProcessorCount);
            if (scorer.OutputCount == 1)
                return;
            scorer.Dispose();
            throw new InvalidDataException(FormattableString.Invariant($"{file}: gives {scorer.OutputCount} numbers an event, expected one, the signal's probability"));
        }

        public override IReadOnlyList<string> Features => scorer.FeatureNames;

        public override IReadOnlyList<OnnxImage> Images => scorer.Model.Images;

        public override float? Missing => scorer.Model.Missing;

        public override IReadOnlyList<OnnxParameter> Parameters => scorer.Model.Parameters;

        public override float[] Score(float[] rows) => scorer.Score(rows, scorer.FeatureCount);

        public override float[] Scan(float[] rows, float[] points)
        {
            var scores = new float[rows.Length / (scorer.FeatureCount - Parameters.Count) * (points.Length / Parameters.Count)];
            scorer.Scan(rows, points, scores);
            return scores;
        }

        public override void Dispose() => scorer.Dispose();
    }
}
