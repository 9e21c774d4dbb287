using System.Security.Cryptography;

namespace Hep.Data;

/// <summary>Which bytes a result was made from.</summary>
public static class InputFingerprint
{
    /// <summary>The SHA-256 of a file as it lies on disk, 64 lower-case hexadecimal digits; streamed.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The path is a folder.</exception>
    public static string Sha256(string path)
    {
        using var stream = InputFile.Open(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
