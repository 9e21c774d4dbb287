using Hep.Evaluation.Anomaly;
using Hep.Models;
using Hep.Training.Cards;

namespace Hep.Training.Anomaly;

/// <summary>The <c>evaluation</c> section of a card for anomalies.</summary>
internal sealed record AnomalyEvaluation : IFigureLabels
{
    /// <summary>The score that the exported file decides by.</summary>
    public ScoreKind Score { get; init; }

    /// <summary>The share of background that the decision lets through, set on validation events.</summary>
    public double BackgroundRate { get; init; } = 0.01;

    /// <summary>Detectors beside.</summary>
    public ValueList<Baseline> Baselines { get; init; } = [.. Enum.GetValues<Baseline>()];

    /// <summary>The column of a mass in which a bump would be looked for, and which a cut shall leave alone; null: none.</summary>
    public string? Mass { get; init; }

    /// <summary>The effective background entries that the largest improvement selects at least.</summary>
    public double LeastBackground { get; init; } = SignificanceImprovement.DefaultBackgroundEntries;

    /// <inheritdoc/>
    public string? Label { get; init; } = "Simulation";

    /// <inheritdoc/>
    public string? Energy { get; init; }

    /// <inheritdoc/>
    public string? Luminosity { get; init; }

    /// <inheritdoc/>
    public FigureOptions Figures { get; init; } = new();

    internal static AnomalyEvaluation Read(CardReader reader)
    {
        var defaults = new AnomalyEvaluation();
        var names = reader.Has("baselines") ? reader.OptionalTexts("baselines", Enum.GetValues<Baseline>().Length) : [.. AnomalyNames.Baselines];
        var baselines = new List<Baseline>();
        foreach (var name in names)
        {
            if (!AnomalyNames.Baselines.TryFind(name, out var baseline))
                reader.Refuse("baselines", $"found {name}, expected some of {string.Join(", ", AnomalyNames.Baselines)}, or none{(Data.NearestNames.Meant(name, AnomalyNames.Baselines) is { } meant ? $"; did you mean {meant}?" : "")}");
            else if (baselines.Contains(baseline))
                reader.Refuse("baselines", $"found {name} twice, expected it once");
            else
                baselines.Add(baseline);
        }

        return new AnomalyEvaluation
        {
            Score = reader.Choice("score", AnomalyNames.Scores, defaults.Score),
            BackgroundRate = reader.Double("background_rate", defaults.BackgroundRate, Interval.InsideUnit),
            Baselines = [.. baselines],
            Mass = reader.OptionalText("mass", "the name of a column of numbers, such as mjj"),
            LeastBackground = reader.Double("least_background", defaults.LeastBackground, Interval.Positive),
            Label = reader.Has("label") ? reader.OptionalText("label") : defaults.Label,
            Energy = reader.OptionalText("energy", "an energy such as 13 TeV"),
            Luminosity = reader.OptionalText("luminosity", "a luminosity such as 20.2 fb-1"),
            Figures = reader.SectionOrDefault("figures", "a mapping such as {width: one_column}", FigureOptions.Read, defaults.Figures),
        };
    }

    internal void Write(CardWriter writer)
    {
        writer.Choice("score", AnomalyNames.Scores, Score);
        writer.Double("background_rate", BackgroundRate);
        if (Baselines.Count == 0)
            writer.Text("baselines", null);
        else
            writer.Texts("baselines", Baselines.Select(AnomalyNames.Baselines.NameOf));
        writer.Text("mass", Mass);
        writer.Double("least_background", LeastBackground);
        writer.Text("label", Label);
        writer.Text("energy", Energy);
        writer.Text("luminosity", Luminosity);
        writer.Section("figures", Figures.Write);
    }
}
