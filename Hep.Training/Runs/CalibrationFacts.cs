using Hep.Evaluation.Calibration;

namespace Hep.Training.Runs;

/// <summary>What was fitted to the network's logits after the training, as <c>run.json</c> keeps it.</summary>
public sealed record CalibrationFacts
{
    /// <summary>The card's word for the method.</summary>
    public required string Method { get; init; }

    /// <summary>The fitted numbers by name.</summary>
    public required IReadOnlyDictionary<string, double> Parameters { get; init; }

    /// <summary>The mean negative log-likelihood on the validation split before, with the weights of the loss.</summary>
    public required double LossBefore { get; init; }

    /// <summary>The same, after.</summary>
    public required double LossAfter { get; init; }

    /// <summary>What the physics weight of a background event is multiplied by in the loss, and so in everything that is said of calibration.</summary>
    public required double BackgroundFactor { get; init; }

    /// <summary>The same for a signal event.</summary>
    public required double SignalFactor { get; init; }

    /// <summary>For which sample the probabilities hold, in words.</summary>
    public string Prior => BackgroundFactor == SignalFactor
        ? "the classes as the physics weights have them"
        : "signal and background of equal weight (training.class_balance)";

    /// <summary>What was done, in words.</summary>
    public string InWords()
    {
        if (Method == "none")
            return "none: the probabilities are as the network gives them";
        var numbers = string.Join(", ", Parameters.Select(pair => FormattableString.Invariant($"{pair.Key} {pair.Value:G4}")));
        var losses = FormattableString.Invariant($"validation loss {LossBefore:F5} to {LossAfter:F5}");
        if (Method != "temperature")
            return $"{Method} ({numbers}), {losses}";
        return Parameters["temperature"] switch
        {
            1 => FormattableString.Invariant($"temperature 1: no other one lowers the validation loss ({LossBefore:F5})"),
            TemperatureScaling.Lowest or TemperatureScaling.Highest => $"{numbers}, at the end of the range that is searched, {losses}",
            _ => $"{numbers}, {losses}",
        };
    }
}
