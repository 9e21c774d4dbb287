namespace Hep.Models;

/// <summary>What <see cref="Recurrent"/> is built from. The number of inputs is that of the values of a place, so it is not an option.</summary>
public sealed record RecurrentOptions
{
    /// <summary>The cell.</summary>
    public RecurrentCell Cell { get; init; } = RecurrentCell.Lstm;

    /// <summary>Units H of each layer and direction, 1 to 65,536.</summary>
    public int Hidden { get; init; } = 64;

    /// <summary>Layers, each of which sees the outputs of the one before; 1 to 64.</summary>
    public int Layers { get; init; } = 1;

    /// <summary>The probability with which an output of a layer is dropped in training before the next layer sees it, 0 (never) up to but not including 1. One layer has none to drop.</summary>
    public double Dropout { get; init; }

    /// <summary>True: sequences are read from both ends, and the outputs of both directions stand side by side, forward first.</summary>
    public bool Bidirectional { get; init; }

    internal int Directions => Bidirectional ? 2 : 1;

    /// <summary>Requires options that a layer can be made of.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside of its range.</exception>
    internal void Require()
    {
        if (!Enum.IsDefined(Cell))
            throw new ArgumentOutOfRangeException(nameof(Cell), Cell, "not a cell");
        RequireSize(nameof(Hidden), Hidden, 65_536);
        RequireSize(nameof(Layers), Layers, 64);
        if (Dropout is not (>= 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(Dropout), Dropout, "expected a probability, 0 up to but not including 1");
    }

    private static void RequireSize(string name, int size, int largest)
    {
        if (size < 1 || size > largest)
            throw new ArgumentOutOfRangeException(name, size, FormattableString.Invariant($"expected a whole number, 1 to {largest}"));
    }
}
