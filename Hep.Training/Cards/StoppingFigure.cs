namespace Hep.Training.Cards;

/// <summary>The figure of merit on the validation split that early stopping, and the choice of the best checkpoint, look at.</summary>
public enum StoppingFigure
{
    /// <summary>The weighted mean loss; smaller is better.</summary>
    Loss,
}
