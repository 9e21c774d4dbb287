using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Hep.Training.Checkpoints;

/// <summary>
/// The state of a training as one safetensors file. It holds the SHA-256 of all that is in it, so that any bit that is not the one written is
/// noticed.
/// </summary>
internal static class CheckpointFile
{
    /// <summary>The version of what the entries mean.</summary>
    public const string Format = "1";

    private const string FormatKey = "hep.checkpoint";
    private const string DigestKey = "hep.sha256";

    /// <summary>Writes a checkpoint, whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="state">The state.</param>
    /// <param name="format">The version.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static void Write(string path, TrainingState state, string format = Format)
    {
        var entries = state.Entries;
        SafeTensorsFile.Write(path, entries, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [FormatKey] = format,
            [DigestKey] = Digest(entries, format),
        });
    }

    /// <summary>Reads a checkpoint.</summary>
    /// <param name="path">The file.</param>
    /// <param name="damage">What is damaged; empty if nothing is.</param>
    /// <returns>The state; null: the file is damaged.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is whole, and of another version.</exception>
    public static TrainingState? Read(string path, out string damage)
    {
        if (Whole(path, out damage) is not var (entries, format))
            return null;
        return format == Format ? new TrainingState(path, entries) : throw new InvalidDataException(
            $"{path}: found a checkpoint of version {format}, expected version {Format}; resume with the version of Hep that began the run, or train again");
    }

    private static (IReadOnlyList<SafeTensor> Entries, string Format)? Whole(string path, out string damage)
    {
        try
        {
            var (entries, about) = SafeTensorsFile.Read(path);
            var format = about.GetValueOrDefault(FormatKey, "");
            var isWhole = about.Count == 2 && about.GetValueOrDefault(DigestKey) == Digest(entries, format);
            damage = isWhole ? "" : $"{path}: its content is not what was written (SHA-256)";
            return isWhole ? (entries, format) : null;
        }
        catch (InvalidDataException e)
        {
            damage = e.Message.Split(';')[0];
            return null;
        }
    }

    // Over names, types, shapes and elements, each with its length, in the order of the file.
    private static string Digest(IReadOnlyList<SafeTensor> entries, string format)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(format);
        foreach (var entry in entries)
        {
            Add(entry.Name);
            Add(entry.Type);
            Add(string.Join(',', entry.Shape.Select(size => size.ToString(CultureInfo.InvariantCulture))));
            hash.AppendData(entry.Data.Span);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());

        void Add(string text)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            hash.AppendData(BitConverter.GetBytes(bytes.Length));
            hash.AppendData(bytes);
        }
    }
}
