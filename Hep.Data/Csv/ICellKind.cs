namespace Hep.Data;

/// <summary>What the cells of a column mean.</summary>
/// <typeparam name="T">What one of them becomes.</typeparam>
internal interface ICellKind<T>
{
    /// <summary>Reads a cell. False: it is not acceptable.</summary>
    bool TryParse(ReadOnlySpan<byte> cell, out T value);

    /// <summary>Why a cell is not acceptable, as the end of a message.</summary>
    string Refusal(ReadOnlySpan<byte> cell);
}
