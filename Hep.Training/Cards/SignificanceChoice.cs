namespace Hep.Training.Cards;

/// <summary>The significances by which a threshold can be chosen, besides the AMS.</summary>
public enum SignificanceChoice
{
    /// <summary>Asimov's, with the uncertainty of the background (<see cref="Evaluation.Significance.Asimov"/>).</summary>
    Asimov,

    /// <summary>s / sqrt(b + sigma^2) (<see cref="Evaluation.Significance.SignalOverRoot"/>).</summary>
    SignalOverRootBackground,
}
