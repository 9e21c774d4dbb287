namespace Hep.Models;

/// <summary>What stands for a window of cells after pooling.</summary>
public enum PoolingKind
{
    /// <summary>Its largest value.</summary>
    Max,

    /// <summary>Its mean.</summary>
    Average,
}
