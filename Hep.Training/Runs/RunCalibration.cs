using Hep.Data;
using Hep.Evaluation;
using Hep.Models;
using Hep.Training.Cards;
using TorchSharp;

namespace Hep.Training.Runs;

/// <summary>Fits a run's calibration to the logits of its validation split, with the weights of the loss, and puts it into the classifier.</summary>
internal static class RunCalibration
{
    /// <summary>Fits.</summary>
    /// <param name="classifier">The trained classifier; its parts are taken over by the one returned.</param>
    /// <param name="method">The card's method.</param>
    /// <param name="validation">The validation split.</param>
    /// <param name="weights">The weights of the loss.</param>
    /// <returns>The calibrated classifier, and what was fitted.</returns>
    public static (Classifier Classifier, CalibrationFacts Facts) Fit(Classifier classifier, CalibrationMethod method, EventSet validation, LossWeights weights)
    {
        var logits = new BinarySample(
            "validation",
            Classifiers.Evaluate(classifier, validation).Logits,
            Array.ConvertAll(validation.Events.Labels, label => label == 1),
            weights.Apply(validation.Events));
        var map = Calibrations.Fit(method, logits);
        var facts = new CalibrationFacts
        {
            Method = CardNames.Calibrations.NameOf(method),
            Parameters = Calibrations.Parameters(map),
            LossBefore = Calibrations.Fit(CalibrationMethod.None, logits).MeanLoss(logits),
            LossAfter = map.MeanLoss(logits),
            BackgroundFactor = weights.Factors[0],
            SignalFactor = weights.Factors[1],
        };
        var calibrated = new Classifier(classifier.Preprocessing, classifier.Network, Calibrations.Stage(map).to(classifier.Device), classifier.Average);
        calibrated.eval();
        return (calibrated, facts);
    }
}
