namespace Hep.Training.Cards;

/// <summary>What every kind of card says of its figures.</summary>
internal interface IFigureLabels
{
    /// <summary>What plots are labelled with, such as Simulation; null: nothing.</summary>
    string? Label { get; }

    /// <summary>The centre-of-mass energy, such as 8 TeV, written on plots; null: nothing.</summary>
    string? Energy { get; }

    /// <summary>The integrated luminosity, such as 20.2 fb-1, written on plots; null: nothing.</summary>
    string? Luminosity { get; }

    /// <summary>How figures are printed.</summary>
    FigureOptions Figures { get; }
}
