namespace Hep.Data;

/// <summary>A parton of a shower, one that splits or one that ends. GeV.</summary>
internal record struct ShowerParton
{
    /// <summary>There are no daughters.</summary>
    public const int None = -1;

    /// <summary>Quark or gluon.</summary>
    public required PartonKind Kind { get; init; }

    /// <summary>The largest scale q̃ at which it may split, which is its energy times the angle allowed, up to the choice of frame.</summary>
    public required double Scale { get; init; }

    /// <summary>Its share of the jet's momentum along the light cone.</summary>
    public double Share { get; set; }

    /// <summary>The momentum across the jet's direction, first component.</summary>
    public double AcrossX { get; set; }

    /// <summary>The momentum across the jet's direction, second component.</summary>
    public double AcrossY { get; set; }

    /// <summary>The number of the first daughter, which the second one follows; <see cref="None"/> if it ends.</summary>
    public int Daughters { get; set; }

    /// <summary>The scale of its splitting.</summary>
    public double SplitScale { get; set; }

    /// <summary>The first daughter's share z of its momentum.</summary>
    public double Fraction { get; set; }

    /// <summary>The squared virtual mass; of the mass of a cluster where it ends.</summary>
    public double MassSquared { get; set; }
}
