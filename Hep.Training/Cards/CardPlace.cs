namespace Hep.Training.Cards;

/// <summary>Where a value was written: a line of the card, or an option of the command line.</summary>
/// <param name="Line">The line, counted from one; 0 for the command line.</param>
/// <param name="Option">The option as it was typed, for instance <c>--set training.epochs=3</c>; null for a line of the card.</param>
/// <param name="IsOutside">Whether it stands outside of the card, whose paths are relative to the current folder.</param>
internal readonly record struct CardPlace(int Line, string? Option = null, bool IsOutside = false);
