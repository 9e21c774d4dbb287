using Hep.Evaluation.Tracking;
using Hep.Models;
using Hep.Training.Cards;

namespace Hep.Training.Tracking;

/// <summary>The <c>evaluation</c> section of a card of hit labels: with what the labels are compared, and when the tracks that they make count.</summary>
public sealed record HitLabelEvaluation : IFigureLabels
{
    /// <summary>Folders of further runs whose networks label the same hits; full paths.</summary>
    public ValueList<string> Beside { get; init; } = [];

    /// <summary>When a track is a particle's.</summary>
    public TrackMatchingOptions Matching { get; init; } = new();

    /// <inheritdoc/>
    public string? Label { get; init; } = "Simulation";

    /// <inheritdoc/>
    public string? Energy { get; init; }

    /// <inheritdoc/>
    public string? Luminosity { get; init; }

    /// <inheritdoc/>
    public FigureOptions Figures { get; init; } = new();

    internal static HitLabelEvaluation Read(CardReader reader)
    {
        const int MostRuns = 20;
        var defaults = new HitLabelEvaluation();
        return new()
        {
            Beside = [.. reader.OptionalTexts("beside", MostRuns).Select(run => reader.PathOf("beside", run))],
            Matching = MatchingCards.Read(reader),
            Label = reader.Has("label") ? reader.OptionalText("label") : defaults.Label,
            Energy = reader.OptionalText("energy", "an energy such as 8 TeV"),
            Luminosity = reader.OptionalText("luminosity", "a luminosity such as 20.2 fb-1"),
            Figures = reader.SectionOrDefault("figures", "a mapping such as {width: one_column}", FigureOptions.Read, defaults.Figures),
        };
    }

    internal void Write(CardWriter writer)
    {
        if (Beside.Count > 0)
            writer.Texts("beside", Beside);
        MatchingCards.Write(writer, Matching);
        writer.Text("label", Label);
        writer.Text("energy", Energy);
        writer.Text("luminosity", Luminosity);
        writer.Section("figures", Figures.Write);
    }
}
