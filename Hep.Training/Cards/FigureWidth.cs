namespace Hep.Training.Cards;

/// <summary>How wide figures are printed.</summary>
public enum FigureWidth
{
    /// <summary>One column of a two-column journal, 86 mm.</summary>
    OneColumn,

    /// <summary>The page of a two-column journal, 178 mm.</summary>
    TwoColumns,
}
