using Hep.Models;

namespace Hep.Training.Cards;

/// <summary>The <c>evaluation</c> section: which figures are computed, and how plots are labelled.</summary>
public sealed record EvaluationSection
{
    /// <summary>The signal efficiencies at which the background rejection is given; 1 to 100 numbers between 0 and 1.</summary>
    public ValueList<double> SignalEfficiencies { get; init; } = [0.3, 0.5, 0.7, 0.9];

    /// <summary>b_reg of the approximate median significance, in units of the weights' sum; 0 or more. The challenge takes 10.</summary>
    public double AmsRegularization { get; init; } = 10;

    /// <summary>
    /// At how many angles an event is scored, 1 to 64; its probability is the mean, over both signs of eta where <see cref="TrainingSection.Augmentation"/>
    /// has such columns. The exported file does the same. Null: once, as it is.
    /// </summary>
    public int? Average { get; init; }

    /// <summary>Bins of the score distributions; 2 to 10,000.</summary>
    public int ScoreBins { get; init; } = 40;

    /// <summary>What plots are labelled with, such as Simulation; null: nothing.</summary>
    public string? Label { get; init; } = "Simulation";

    internal static EvaluationSection Read(CardReader reader)
    {
        var defaults = new EvaluationSection();
        return new()
        {
            SignalEfficiencies = reader.Doubles("signal_efficiencies", defaults.SignalEfficiencies, Interval.InsideUnit, most: 100),
            AmsRegularization = reader.Double("ams_regularization", defaults.AmsRegularization, Interval.NotNegative),
            Average = reader.IntOr("none", "average", 1, 64),
            ScoreBins = reader.Int("score_bins", defaults.ScoreBins, 2, 10_000),
            Label = reader.Has("label") ? reader.OptionalText("label") : defaults.Label,
        };
    }

    internal void Write(CardWriter writer)
    {
        writer.Doubles("signal_efficiencies", SignalEfficiencies);
        writer.Double("ams_regularization", AmsRegularization);
        writer.Int("average", Average);
        writer.Int("score_bins", ScoreBins);
        writer.Text("label", Label);
    }
}
