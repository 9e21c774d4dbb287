namespace Hep.Evaluation.Conformal;

/// <summary>
/// Split conformal prediction for classes: sets of classes that hold the true one with a given probability, whatever the network is worth, as long as
/// calibration and new events are exchangeable. Mondrian sets (Vovk, arXiv:1209.2673) hold that for the events of each class on their own, and so
/// for any mixture of the classes: they are the ones to take where yields are not those of the calibration sample.
/// </summary>
public sealed class ConformalSets
{
    private readonly SetScore score;
    private readonly double[] thresholds;

    private ConformalSets(SetScore score, double confidence, double[] thresholds)
    {
        this.score = score;
        this.thresholds = thresholds;
        Confidence = confidence;
    }

    /// <summary>The probability with which a set holds the true class.</summary>
    public double Confidence { get; }

    /// <summary>The largest score with which a class is in the set, shape [C]; the same for all classes unless the sets are Mondrian.</summary>
    public ReadOnlySpan<double> Thresholds => this.thresholds;

    /// <summary>Calibrates.</summary>
    /// <param name="name">What the calibration sample is called in messages.</param>
    /// <param name="probabilities">Of the calibration events, shape [N, C], row-major, in [0, 1].</param>
    /// <param name="labels">Their true classes, shape [N], 0 to C - 1.</param>
    /// <param name="confidence">The probability of coverage, in (0, 1).</param>
    /// <param name="score">How unexpected a class is.</param>
    /// <param name="byClass">True for Mondrian sets: one threshold a class.</param>
    /// <param name="random">The seeded generator, for <see cref="SetScore.Adaptive"/> alone; null leaves the random share out, in the sets, too: they then cover the same.</param>
    /// <exception cref="ArgumentOutOfRangeException">The confidence is not in (0, 1).</exception>
    /// <exception cref="InvalidDataException">
    /// No events, lengths that do not fit, a number that is no probability, a label that is no class, or (for Mondrian sets) a class without events.
    /// </exception>
    public static ConformalSets Calibrate(
        string name,
        ReadOnlySpan<double> probabilities,
        ReadOnlySpan<int> labels,
        double confidence,
        SetScore score = SetScore.LeastAmbiguous,
        bool byClass = false,
        Random? random = null)
    {
        var classes = ClassRows.CountOf(name, probabilities, labels);
        CheckProbabilities(name, probabilities, classes);
        var scores = new double[labels.Length];
        for (var i = 0; i < scores.Length; i++)
            scores[i] = ScoreOf(score, probabilities.Slice(i * classes, classes), labels[i], random?.NextDouble() ?? 1);

        var thresholds = new double[classes];
        if (!byClass)
        {
            Array.Fill(thresholds, ConformalQuantile.Of(scores, confidence));
            return new ConformalSets(score, confidence, thresholds);
        }

        var truth = labels.ToArray();
        for (var k = 0; k < classes; k++)
        {
            double[] ofClass = [.. scores.Where((_, i) => truth[i] == k)];
            if (ofClass.Length == 0)
            {
                throw new InvalidDataException(FormattableString.Invariant(
                    $"sample '{name}': no event of class {k} (of {classes}); sets by class are calibrated on events of every class"));
            }

            thresholds[k] = ConformalQuantile.Of(ofClass, confidence);
        }

        return new ConformalSets(score, confidence, thresholds);
    }

    /// <summary>The set of one event.</summary>
    /// <param name="probabilities">Shape [C].</param>
    /// <param name="random">The seeded generator, for <see cref="SetScore.Adaptive"/> alone, if the calibration had one.</param>
    /// <returns>Whether each class is in the set, [C].</returns>
    /// <exception cref="ArgumentException">Another number of classes.</exception>
    public bool[] Of(ReadOnlySpan<double> probabilities, Random? random = null)
    {
        if (probabilities.Length != this.thresholds.Length)
            throw new ArgumentException(FormattableString.Invariant($"found {probabilities.Length} probabilities, expected {this.thresholds.Length}, one a class"), nameof(probabilities));
        var share = random?.NextDouble() ?? 1;
        var isInSet = new bool[this.thresholds.Length];
        for (var k = 0; k < isInSet.Length; k++)
            isInSet[k] = ScoreOf(this.score, probabilities, k, share) <= this.thresholds[k];
        return isInSet;
    }

    /// <summary>How often the sets of labelled events hold the true class, overall and by class, and how large they are.</summary>
    /// <param name="name">What the sample is called in messages.</param>
    /// <param name="probabilities">Shape [N, C], row-major, in [0, 1].</param>
    /// <param name="labels">The true classes, shape [N].</param>
    /// <param name="random">As for <see cref="Of"/>.</param>
    /// <exception cref="InvalidDataException">As for <see cref="Calibrate"/>.</exception>
    public SetCoverage Measure(string name, ReadOnlySpan<double> probabilities, ReadOnlySpan<int> labels, Random? random = null)
    {
        var classes = ClassRows.CountOf(name, probabilities, labels);
        CheckProbabilities(name, probabilities, classes);
        var (all, covered, sizes) = (new WeightSum[classes], new WeightSum[classes], new long[classes + 1]);
        for (var i = 0; i < labels.Length; i++)
        {
            var isInSet = Of(probabilities.Slice(i * classes, classes), random);
            sizes[isInSet.Count(isIn => isIn)]++;
            all[labels[i]] = all[labels[i]].Add(1);
            if (isInSet[labels[i]])
                covered[labels[i]] = covered[labels[i]].Add(1);
        }

        return new SetCoverage(Confidence, all, covered, sizes);
    }

    private static double ScoreOf(SetScore score, ReadOnlySpan<double> p, int k, double share)
    {
        if (score == SetScore.LeastAmbiguous)
            return 1 - p[k];
        var above = 0.0;
        for (var l = 0; l < p.Length; l++)
            above += p[l] > p[k] || (p[l] == p[k] && l < k) ? p[l] : 0;
        return above + (share * p[k]);
    }

    private static void CheckProbabilities(string name, ReadOnlySpan<double> probabilities, int classes)
    {
        for (var i = 0; i < probabilities.Length; i++)
        {
            if (!(probabilities[i] is >= 0 and <= 1))
            {
                var hint = double.IsFinite(probabilities[i]) ? "; these look like logits: give their softmax instead" : "";
                throw new InvalidDataException(FormattableString.Invariant(
                    $"sample '{name}': the score of event {i / classes}, class {i % classes} (counted from 0) is {probabilities[i]}; expected a probability from 0 to 1{hint}"));
            }
        }
    }
}
