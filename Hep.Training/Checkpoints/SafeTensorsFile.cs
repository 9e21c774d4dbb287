using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;
using Hep.Common;

namespace Hep.Training.Checkpoints;

/// <summary>
/// Reads and writes safetensors files: eight bytes with the header's length, a JSON header (name, type, shape and place of each tensor,
/// and text metadata), then the tensors' bytes. Nothing in such a file is executed. A file is read only if every byte of it is accounted for.
/// Source of the format: the safetensors repository of Hugging Face, README, "Format".
/// </summary>
public static class SafeTensorsFile
{
    private const string MetadataKey = "__metadata__";

    // The limit of the reference implementation: a header beyond it is no header.
    private const long LargestHeader = 100_000_000;

    /// <summary>Writes a file whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="tensors">The tensors, in the order in which their bytes are laid down.</param>
    /// <param name="metadata">Text to keep with them.</param>
    /// <exception cref="ArgumentException">A type is unknown, data do not fill their shape, or a name comes twice or is that of the metadata.</exception>
    /// <exception cref="IOException">The file cannot be written; what was there before is still there.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static void Write(string path, IReadOnlyList<SafeTensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        var names = new HashSet<string>(StringComparer.Ordinal) { MetadataKey };
        foreach (var tensor in tensors)
        {
            if (!names.Add(tensor.Name))
                throw new ArgumentException($"the name '{tensor.Name}' is taken", nameof(tensors));
            if (SizeOf(tensor.Type) == 0 || Bytes(tensor.Shape, SizeOf(tensor.Type)) != tensor.Data.Length)
                throw new ArgumentException(Text($"'{tensor.Name}': {tensor.Data.Length} bytes are no {tensor.Type} [{string.Join(", ", tensor.Shape)}]"), nameof(tensors));
        }

        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject(MetadataKey);
            foreach (var (key, value) in metadata)
                json.WriteString(key, value);
            json.WriteEndObject();
            long offset = 0;
            foreach (var tensor in tensors)
            {
                json.WriteStartObject(tensor.Name);
                json.WriteString("dtype", tensor.Type);
                WriteNumbers(json, "shape", tensor.Shape);
                WriteNumbers(json, "data_offsets", [offset, offset += tensor.Data.Length]);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        // The format wants the data aligned to eight bytes; spaces may follow the header.
        while (buffer.Length % 8 != 0)
            buffer.WriteByte((byte)' ');
        AtomicFile.Write(path, stream =>
        {
            Span<byte> length = stackalloc byte[8];
            BinaryPrimitives.WriteInt64LittleEndian(length, buffer.Length);
            stream.Write(length);
            stream.Write(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
            foreach (var tensor in tensors)
                stream.Write(tensor.Data.Span);
        });
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The tensors in the order of their bytes, and the metadata.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is not a safetensors file, or not a whole one.</exception>
    public static (IReadOnlyList<SafeTensor> Tensors, IReadOnlyDictionary<string, string> Metadata) Read(string path)
    {
        if (!File.Exists(path))
            throw new FileNotFoundException($"{path}: no such file", path);
        var bytes = File.ReadAllBytes(path).AsMemory();
        var header = Header(path, bytes);
        try
        {
            using var json = JsonDocument.Parse(header, new JsonDocumentOptions { MaxDepth = 8, AllowDuplicateProperties = false });
            var tensors = new List<(long Start, SafeTensor Tensor)>();
            var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
            var data = bytes[(8 + header.Length)..];
            foreach (var entry in json.RootElement.EnumerateObject())
            {
                if (entry.NameEquals(MetadataKey))
                    metadata = entry.Value.EnumerateObject().ToDictionary(text => text.Name, text => text.Value.GetString() ?? throw new FormatException("metadata are text"), StringComparer.Ordinal);
                else
                    tensors.Add(Entry(path, entry, data));
            }

            tensors = [.. tensors.OrderBy(entry => entry.Start).ThenBy(entry => entry.Tensor.Data.Length)];
            RequireNoGaps(path, tensors, data.Length);
            return ([.. tensors.Select(entry => entry.Tensor)], metadata);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or ArgumentException or KeyNotFoundException)
        {
            throw Broken(path, "its header is not that of the format", e);
        }
    }

    // Bytes of one element; 0 for a type that is not known.
    private static int SizeOf(string type) => type switch
    {
        "F64" or "I64" => 8,
        "F32" or "I32" => 4,
        "F16" or "BF16" or "I16" => 2,
        "I8" or "U8" or "BOOL" => 1,
        _ => 0,
    };

    private static ReadOnlyMemory<byte> Header(string path, ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length < 8)
            throw Broken(path, Text($"it has {bytes.Length} bytes, the length of the header alone takes 8"));
        var length = BinaryPrimitives.ReadInt64LittleEndian(bytes.Span);
        if (length is < 2 or > LargestHeader)
            throw Broken(path, "it does not begin as the format does");
        if (length > bytes.Length - 8)
            throw Broken(path, Text($"it is cut off: the header should have {length} bytes, the file has {bytes.Length - 8} after the first 8"));
        if (bytes.Span[8] != '{')
            throw Broken(path, "it does not begin as the format does");
        return bytes.Slice(8, (int)length);
    }

    private static (long Start, SafeTensor Tensor) Entry(string path, JsonProperty entry, ReadOnlyMemory<byte> data)
    {
        var type = entry.Value.GetProperty("dtype").GetString()!;
        long[] shape = [.. entry.Value.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64())];
        long[] offsets = [.. entry.Value.GetProperty("data_offsets").EnumerateArray().Select(offset => offset.GetInt64())];
        if (SizeOf(type) == 0)
            throw Broken(path, $"'{entry.Name}' is of the unknown type '{type}'");
        if (offsets.Length != 2 || offsets[0] < 0 || offsets[1] < offsets[0])
            throw Broken(path, $"the place of '{entry.Name}' is impossible");
        if (offsets[1] > data.Length)
            throw Broken(path, Text($"it is cut off: '{entry.Name}' ends at byte {offsets[1]} of the data, which has {data.Length}"));
        if (Bytes(shape, SizeOf(type)) != offsets[1] - offsets[0])
            throw Broken(path, Text($"'{entry.Name}' of shape [{string.Join(", ", shape)}] and type {type} does not fill its {offsets[1] - offsets[0]} bytes"));
        return (offsets[0], new SafeTensor(entry.Name, type, shape, data[(int)offsets[0]..(int)offsets[1]]));
    }

    // Bytes of a tensor; -1 for a shape that no tensor has.
    private static long Bytes(IReadOnlyList<long> shape, long element)
    {
        try
        {
            return shape.Any(size => size < 0) ? -1 : shape.Aggregate(element, (product, size) => checked(product * size));
        }
        catch (OverflowException)
        {
            return -1;
        }
    }

    private static void RequireNoGaps(string path, List<(long Start, SafeTensor Tensor)> tensors, long length)
    {
        long end = 0;
        foreach (var (start, tensor) in tensors)
        {
            if (start != end)
                throw Broken(path, $"'{tensor.Name}' does not begin where the tensor before it ends");
            end += tensor.Data.Length;
        }

        if (end != length)
            throw Broken(path, Text($"{length - end} bytes at its end belong to no tensor"));
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, IEnumerable<long> numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers)
            json.WriteNumberValue(number);
        json.WriteEndArray();
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static InvalidDataException Broken(string path, string why, Exception? inner = null) =>
        new($"{path}: not a whole safetensors file: {why}; train again, or take another checkpoint of the run", inner);
}
