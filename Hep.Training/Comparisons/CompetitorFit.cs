using Hep.Evaluation;
using Hep.Training.Cards;
using Hep.Training.Runs;

namespace Hep.Training.Comparisons;

/// <summary>
/// Baselines from the kept columns of predictions. The training split fits them, the validation split (the test split where there is none) chooses whether an observable is cut from one side or by its
/// likelihood ratio, and the test split is quoted.
/// </summary>
/// <param name="card">The run card.</param>
/// <param name="predictions">The scored events with their columns.</param>
internal sealed class CompetitorFit(RunCard card, Predictions predictions)
{
    /// <summary>The signal efficiency at which classifiers are ranked.</summary>
    public const double WorkingPoint = 0.5;

    private const string Train = "train";
    private const string Test = ExpectedEvents.Split;

    private readonly BinarySample training = predictions.Sample(Train, Train)
        ?? throw new InvalidDataException("evaluation.baselines: the predictions have no event of the split 'train', on which baselines are fitted");

    private string Choosing => predictions.Sample("validation", "validation") is null ? Test : "validation";

    /// <summary>The network itself.</summary>
    public static Competitor Network(Predictions predictions) =>
        new(Competitor.NetworkKey, "Network", predictions.Varied(Test, "Network", null, null));

    /// <summary>An observable, used as it is best.</summary>
    /// <param name="column">The column.</param>
    public Competitor Observable(string column)
    {
        double[] Cut(string split, int sign)
        {
            // An event without a value passes no cut.
            var values = Array.ConvertAll(Values(split, column), value => sign * value);
            var worst = values.Where(double.IsFinite).DefaultIfEmpty(0).Min() - 1;
            return Array.ConvertAll(values, value => double.IsNaN(value) ? worst : value);
        }

        var sign = Sample(Train, column, Cut(Train, 1)).Roc.Auc.Value >= Sample(Train, column, Cut(Train, -1)).Roc.Auc.Value ? 1 : -1;
        var ratio = LikelihoodRatio.Fit(Values(Train, column), training.IsSignal, training.Weights);
        double[] Ratio(string split) => Array.ConvertAll(Values(split, column), ratio.At);

        var (oneSided, likelihood) = (Rejection(Sample(Choosing, column, Cut(Choosing, sign))), Rejection(Sample(Choosing, column, Ratio(Choosing))));
        var isWindow = likelihood > oneSided;
        var side = sign > 0 ? "high" : "low";
        var name = $"{column} ({(isWindow ? "likelihood" : side)})";
        var (cut, window) = (Sample(Test, name, Cut(Test, sign)), Sample(Test, name, Ratio(Test)));
        return new Competitor(FigureFolder.NameOf(column), name, isWindow ? window : cut)
        {
            Used = isWindow ? "likelihood_ratio" : $"cut_{side}",
            Chosen = Math.Max(oneSided, likelihood),
            Ways = [($"cut_{side}", cut), ("likelihood_ratio", window)],
        };
    }

    /// <summary>The Fisher discriminant.</summary>
    /// <param name="columns">Its columns.</param>
    /// <exception cref="InvalidDataException">Columns that do not vary, or depend on each other.</exception>
    public Competitor Fisher(IReadOnlyList<string> columns)
    {
        double[][] Matrix(string split) => [.. columns.Select(column => Values(split, column))];
        var fisher = FisherDiscriminant.Fit(columns, Matrix(Train), training.IsSignal, training.Weights);
        const string name = "Fisher discriminant";
        return new Competitor(Competitor.FisherKey, name, Sample(Test, name, fisher.Score(Matrix(Test))))
        {
            Chosen = Rejection(Sample(Choosing, name, fisher.Score(Matrix(Choosing)))),
        };
    }

    /// <summary>A kept column; NaN where an event has no value.</summary>
    public static double[] Values(RunCard card, Predictions predictions, string split, string column)
    {
        var missing = card.Data.Missing;
        return Array.ConvertAll(predictions.Numbers(split, column), value => value == missing ? double.NaN : value);
    }

    private static double Rejection(BinarySample sample) => sample.Roc.AtSignalEfficiency(WorkingPoint).BackgroundRejection.Value;

    private double[] Values(string split, string column) => Values(card, predictions, split, column);

    private BinarySample Sample(string split, string name, double[] scores)
    {
        var events = predictions.Sample(split, split)!;
        return new BinarySample(name, scores, events.IsSignal, events.Weights);
    }
}
