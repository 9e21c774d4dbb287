using Hep.Evaluation.Plots;
using Hep.Training.Cards;

namespace Hep.Training.Runs;

/// <summary>Figures as a run card wants them: width, font, and what is written above the frame.</summary>
internal static class FigureStyles
{
    /// <summary>The figure in the card's size, with the card's label at the left, and energy and luminosity at the right.</summary>
    /// <param name="figure">The figure.</param>
    /// <param name="options">The run card's section.</param>
    /// <param name="isMeasured">Whether there are measured events in it: then the label does not say Simulation.</param>
    public static Figure Styled(this Figure figure, IFigureLabels options, bool isMeasured = false) => figure
        .Sized(options.Figures.Width == FigureWidth.OneColumn ? Figure.OneColumn : Figure.TwoColumns, options.Figures.FontSize)
        .WithNote(isMeasured ? Measured(options.Label) : options.Label, Conditions(options));

    private static string? Measured(string? label) =>
        string.Join(' ', (label ?? "").Split(' ').Where(word => !word.Equals("Simulation", StringComparison.OrdinalIgnoreCase))) is { Length: > 0 } rest ? rest : null;

    private static string? Conditions(IFigureLabels options)
    {
        string[] parts =
        [
            .. options.Energy is { } energy ? [$"√s = {energy}"] : Array.Empty<string>(),
            .. options.Luminosity is { } luminosity ? [luminosity.Replace("-1", "⁻¹", StringComparison.Ordinal)] : Array.Empty<string>(),
        ];
        return parts.Length == 0 ? null : string.Join(", ", parts);
    }
}
