namespace Hep.Data;

/// <summary>What may be wrong with a detector.</summary>
internal enum OccupancyFailure
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Cells without hits.</summary>
    Dead,

    /// <summary>Cells with several times their hits.</summary>
    Hot,

    /// <summary>Scattered cells of one board with hits of noise, each another number.</summary>
    Noisy,

    /// <summary>One half of a readout board that loses most hits.</summary>
    HalfBoard,

    /// <summary>A sector that is read out at the wrong time, and loses some hits in all cells.</summary>
    Mistimed,
}
