namespace Hep.Models;

/// <summary>What is normalised between a hidden layer's linear map and its activation.</summary>
public enum Normalization
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Each unit over the events of a batch (arXiv:1502.03167, algorithm 1).</summary>
    Batch,

    /// <summary>Each event over the units of the layer (arXiv:1607.06450, eq. 4).</summary>
    Layer,
}
