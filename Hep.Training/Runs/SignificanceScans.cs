using Hep.Evaluation;
using Hep.Training.Cards;

namespace Hep.Training.Runs;

/// <summary>The significances of one sample against the threshold, all for the same expected yields and with the same demand on the background.</summary>
/// <param name="sample">The scored events.</param>
/// <param name="options">The regularisation of the AMS, the uncertainty of the background, and the entries that a best threshold selects.</param>
/// <param name="expectedSignal">The expected signal before the selection; null: the sum of the weights.</param>
/// <param name="expectedBackground">The same of the background.</param>
internal sealed class SignificanceScans(BinarySample sample, EvaluationSection options, double? expectedSignal = null, double? expectedBackground = null)
{
    /// <summary>The significances besides the AMS, as a figure shows them.</summary>
    public static IReadOnlyList<SignificanceChoice> Others { get; } = [SignificanceChoice.Asimov, SignificanceChoice.SignalOverRootBackground];

    /// <summary>The scored events.</summary>
    public BinarySample Sample => sample;

    /// <summary>The approximate median significance.</summary>
    public AmsScan Ams { get; } = new(sample, new AmsOptions
    {
        Regularisation = options.AmsRegularization,
        ExpectedSignal = expectedSignal,
        ExpectedBackground = expectedBackground,
        LeastBackgroundEntries = options.AmsBackgroundEntries,
    });

    /// <summary>What a significance is called.</summary>
    public static string NameOf(SignificanceChoice choice) => choice == SignificanceChoice.Asimov ? "Asimov significance" : "s / √(b + σ²)";

    /// <summary>Another significance.</summary>
    /// <param name="choice">Which.</param>
    public SignificanceScan Of(SignificanceChoice choice) => new(
        sample,
        choice == SignificanceChoice.Asimov
            ? (signal, background) => Significance.Asimov(signal, background, options.BackgroundUncertainty)
            : (signal, background) => Significance.SignalOverRoot(signal, background, options.BackgroundUncertainty),
        expectedSignal,
        expectedBackground,
        options.AmsBackgroundEntries);
}
