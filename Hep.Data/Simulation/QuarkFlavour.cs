namespace Hep.Data;

/// <summary>What the tagging of jets can tell apart, from light to heavy.</summary>
internal enum QuarkFlavour
{
    /// <summary>Up, down, strange, and gluons.</summary>
    Light,

    /// <summary>Charm.</summary>
    Charm,

    /// <summary>Bottom.</summary>
    Bottom,
}
