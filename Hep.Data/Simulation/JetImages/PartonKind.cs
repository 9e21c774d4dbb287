namespace Hep.Data;

/// <summary>What showers.</summary>
internal enum PartonKind
{
    /// <summary>A quark or antiquark without mass.</summary>
    Quark,

    /// <summary>A gluon.</summary>
    Gluon,
}
