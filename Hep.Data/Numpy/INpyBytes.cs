namespace Hep.Data;

/// <summary>The bytes of an array, wherever they are.</summary>
internal interface INpyBytes
{
    /// <summary>Fills a span with the bytes from a place on; a place before the last one read may cost reading from the front.</summary>
    /// <exception cref="InvalidDataException">They are damaged, or not there.</exception>
    void Read(long place, Span<byte> into);
}
