using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>The fields of options or of a state on their way to a file or from it: named once, for both directions.</summary>
internal sealed class StateFile
{
    private readonly BinaryReader? reader;
    private readonly BinaryWriter? writer;

    public StateFile(BinaryReader reader) => this.reader = reader;

    public StateFile(BinaryWriter writer) => this.writer = writer;

    public static void Copy(Action<StateFile> from, Action<StateFile> to)
    {
        using var memory = new MemoryStream();
        using var writer = new BinaryWriter(memory);
        from(new StateFile(writer));
        memory.Position = 0;
        using var reader = new BinaryReader(memory);
        to(new StateFile(reader));
    }

    public void Real(ref double value)
    {
        if (reader is not null)
            value = reader.ReadDouble();
        else
            writer!.Write(value);
    }

    public void Real(ref double? value)
    {
        var number = value ?? 0;
        Real(ref number);
        value = number;
    }

    public void Flag(ref bool? value)
    {
        if (reader is not null)
            value = reader.ReadBoolean();
        else
            writer!.Write(value ?? false);
    }

    public void Count(ref long value)
    {
        if (reader is not null)
            value = reader.ReadInt64();
        else
            writer!.Write(value);
    }

    /// <summary>A flag, then kind, number of dimensions, dimensions, and the elements as they lie in memory.</summary>
    public void Tensor(ref Tensor? value, Tensor like)
    {
        if (writer is not null)
        {
            writer.Write(value is not null);
            if (value is not null)
                Write(writer, value);
            return;
        }

        if (!reader!.ReadBoolean())
        {
            value?.Dispose();
            value = null;
            return;
        }

        Read(reader, value ??= zeros_like(like).DetachFromDisposeScope());
    }

    private static void Write(BinaryWriter writer, Tensor value)
    {
        using var scope = NewDisposeScope();
        var local = value.detach().cpu().contiguous();
        writer.Write7BitEncodedInt((int)local.dtype);
        writer.Write7BitEncodedInt64(local.Dimensions);
        foreach (var size in local.shape)
            writer.Write7BitEncodedInt64(size);
        writer.Write(local.bytes);
    }

    private static void Read(BinaryReader reader, Tensor into)
    {
        var dtype = (ScalarType)reader.Read7BitEncodedInt();
        var shape = new long[reader.Read7BitEncodedInt64() is >= 0 and <= 64 and var n
            ? n
            : throw new InvalidDataException("the optimiser's state is damaged: a tensor of impossible shape")];
        for (var d = 0; d < shape.Length; d++)
            shape[d] = reader.Read7BitEncodedInt64();
        if (dtype != into.dtype || !shape.AsSpan().SequenceEqual(into.shape))
        {
            throw new InvalidDataException(
                $"the optimiser's state is of another model: found a {dtype} tensor of shape [{string.Join(", ", shape)}], "
                + $"expected {into.dtype} of shape [{string.Join(", ", into.shape)}]");
        }

        using var scope = NewDisposeScope();
        using var guard = no_grad();
        var local = empty(shape, dtype);
        var bytes = local.bytes;
        while (bytes.Length > 0)
        {
            var got = reader.Read(bytes);
            if (got == 0)
                throw new EndOfStreamException("the optimiser's state ends in the middle of a tensor");
            bytes = bytes[got..];
        }

        into.copy_(local);
    }
}
