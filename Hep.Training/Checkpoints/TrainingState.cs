using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using TorchTensor = TorchSharp.torch.Tensor;

namespace Hep.Training.Checkpoints;

/// <summary>
/// The named values of a training in the making, as one checkpoint holds them. What is put in is copied; what is taken out has every bit of it,
/// those of NaN included.
/// </summary>
internal sealed class TrainingState
{
    private readonly OrderedDictionary<string, SafeTensor> entries;
    private readonly string origin;
    private readonly string prefix;

    /// <summary>An empty state.</summary>
    public TrainingState()
        : this([], "the state of the training", "")
    {
    }

    /// <summary>What a checkpoint holds.</summary>
    /// <param name="origin">The checkpoint, for messages.</param>
    /// <param name="saved">Its entries.</param>
    public TrainingState(string origin, IEnumerable<SafeTensor> saved)
        : this([], origin, "")
    {
        foreach (var entry in saved)
            Add(entry);
    }

    private TrainingState(OrderedDictionary<string, SafeTensor> entries, string origin, string prefix)
    {
        this.entries = entries;
        this.origin = origin;
        this.prefix = prefix;
    }

    /// <summary>The entries of this section under their names in it, in the order in which they were put in.</summary>
    public IReadOnlyList<SafeTensor> Entries =>
        [.. entries.Values.Where(entry => entry.Name.StartsWith(prefix, StringComparison.Ordinal)).Select(entry => entry with { Name = entry.Name[prefix.Length..] })];

    /// <summary>A view of the entries whose names begin with the prefix and a dot, under the rest of their names.</summary>
    /// <param name="name">The prefix.</param>
    public TrainingState Section(string name) => new(entries, origin, $"{prefix}{name}.");

    /// <summary>Whether there is such an entry.</summary>
    public bool Has(string name) => entries.ContainsKey(prefix + name);

    /// <summary>Puts in a copy of a tensor, from whatever device.</summary>
    public void Put(string name, TorchTensor value) => Add(TensorBytes.Pack(prefix + name, value));

    /// <summary>Puts in an entry of a file under its name; its bytes are not copied.</summary>
    public void Put(SafeTensor entry) => Add(entry with { Name = prefix + entry.Name });

    /// <summary>Puts in a number.</summary>
    public void Put(string name, double value)
    {
        var bytes = new byte[sizeof(double)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, BitConverter.DoubleToInt64Bits(value));
        Add(new SafeTensor(prefix + name, "F64", [], bytes));
    }

    /// <summary>Puts in a whole number.</summary>
    public void Put(string name, long value)
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        Add(new SafeTensor(prefix + name, "I64", [], bytes));
    }

    /// <summary>Puts in numbers.</summary>
    public void Put(string name, IReadOnlyList<double> values) =>
        Add(new SafeTensor(prefix + name, "F64", [values.Count], MemoryMarshal.AsBytes<double>(values.ToArray()).ToArray()));

    /// <summary>Puts in text.</summary>
    public void Put(string name, string value) => Put(name, (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(value));

    /// <summary>Puts in bytes, which are not copied.</summary>
    public void Put(string name, ReadOnlyMemory<byte> value) => Add(new SafeTensor(prefix + name, "U8", [value.Length], value));

    /// <summary>A tensor: a new one on the CPU, which belongs to the caller's scope.</summary>
    /// <exception cref="InvalidDataException">There is no such entry.</exception>
    public TorchTensor Tensor(string name) => TensorBytes.Unpack(Entry(name));

    /// <summary>A number.</summary>
    /// <exception cref="InvalidDataException">There is no such entry, or it is of another kind.</exception>
    public double Number(string name) => BitConverter.Int64BitsToDouble(BinaryPrimitives.ReadInt64LittleEndian(Entry(name, "F64", 0)));

    /// <summary>Numbers.</summary>
    /// <exception cref="InvalidDataException">There is no such entry, or it is of another kind.</exception>
    public double[] Numbers(string name) => MemoryMarshal.Cast<byte, double>(Entry(name, "F64", 1)).ToArray();

    /// <summary>A whole number.</summary>
    /// <exception cref="InvalidDataException">There is no such entry, or it is of another kind.</exception>
    public long Integer(string name) => BinaryPrimitives.ReadInt64LittleEndian(Entry(name, "I64", 0));

    /// <summary>Text.</summary>
    /// <exception cref="InvalidDataException">There is no such entry, or it is of another kind.</exception>
    public string Text(string name) => Encoding.UTF8.GetString(Entry(name, "U8", 1));

    /// <summary>Bytes.</summary>
    /// <exception cref="InvalidDataException">There is no such entry, or it is of another kind.</exception>
    public byte[] Bytes(string name) => Entry(name, "U8", 1).ToArray();

    private void Add(SafeTensor entry)
    {
        if (!entries.TryAdd(entry.Name, entry))
            throw new ArgumentException($"the entry '{entry.Name}' is there already");
    }

    private SafeTensor Entry(string name) =>
        entries.TryGetValue(prefix + name, out var entry) ? entry : throw NotFitting($"found no entry '{prefix}{name}', expected one");

    private ReadOnlySpan<byte> Entry(string name, string type, int axes)
    {
        var entry = Entry(name);
        return entry.Type == type && entry.Shape.Count == axes ? entry.Data.Span : throw NotFitting(string.Create(
            CultureInfo.InvariantCulture,
            $"found '{entry.Name}' as {entry.Type} with {entry.Shape.Count} axes, expected {type} with {axes}"));
    }

    private InvalidDataException NotFitting(string problem) => new($"{origin}: {problem}; it was written by another version of Hep, or for another run card");
}
