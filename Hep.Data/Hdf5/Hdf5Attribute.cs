namespace Hep.Data;

/// <summary>A small value that is attached to a file, a group or a data set.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Shape">Its sides; empty for a single value.</param>
/// <param name="Type">The type of its elements.</param>
public sealed record Hdf5Attribute(string Name, IReadOnlyList<long> Shape, ElementType Type)
{
    /// <summary>The elements in row-major order, where they are numbers; else none.</summary>
    public IReadOnlyList<double> Numbers { get; private init; } = [];

    /// <summary>The elements in row-major order, where they are texts; else none.</summary>
    public IReadOnlyList<string> Texts { get; private init; } = [];

    /// <summary>The attributes of an open object; inside of a scope of the library.</summary>
    internal static unsafe IReadOnlyList<Hdf5Attribute> Of(long location, string origin)
    {
        var attributes = new List<Hdf5Attribute>();
        var count = Hdf5Error.Require(Hdf5Native.AttributeCount(location), origin);
        fixed (byte* here = Hdf5Text.Encode("."))
        {
            for (var i = 0ul; i < (ulong)count; i++)
            {
                using var attribute = Hdf5Handle.Attribute(Hdf5Error.Require(Hdf5Native.AttributeOpen(location, here, 0, 0, i, 0, 0), origin));
                attributes.Add(Read(attribute.Id, origin));
            }
        }

        return attributes;
    }

    private static unsafe Hdf5Attribute Read(long attribute, string origin)
    {
        var name = NameOf(attribute);
        var place = $"{origin}, attribute '{name}'";
        using var type = Hdf5Handle.Type(Hdf5Error.Require(Hdf5Native.AttributeType(attribute), place));
        using var space = Hdf5Handle.Space(Hdf5Error.Require(Hdf5Native.AttributeSpace(attribute), place));
        var (element, inner) = Hdf5Types.Describe(type.Id);
        long[] shape = [.. Hdf5Space.Sides(space.Id), .. inner];
        var count = shape.Aggregate(1L, (product, side) => checked(product * side));
        var read = new Hdf5Attribute(name, shape, element);
        if (count == 0 || Hdf5Types.IsBits(element))
            return read;
        if (element.IsNumeric)
        {
            var numbers = new double[count];
            using var memory = Hdf5Types.WithAxes(Hdf5Types.Native(typeof(double)), inner);
            fixed (double* pointer = numbers)
                _ = Hdf5Error.Require(Hdf5Native.AttributeRead(attribute, memory.Id, pointer), place);
            return read with { Numbers = numbers };
        }

        return element.Kind == ElementKind.Text && inner.Length == 0 ? read with { Texts = ReadTexts(attribute, type.Id, space.Id, element, count, place) } : read;
    }

    private static unsafe string[] ReadTexts(long attribute, long type, long space, ElementType element, long count, string origin)
    {
        var bytes = (int)Hdf5Native.TypeSize(type);
        var buffer = new byte[count * bytes];
        var texts = new string[count];
        fixed (byte* pointer = buffer)
        {
            _ = Hdf5Error.Require(Hdf5Native.AttributeRead(attribute, type, pointer), origin);
            var isPadded = Hdf5Types.IsSpacePadded(type);
            for (var i = 0; i < texts.Length; i++)
                texts[i] = element.Bytes == 0 ? Hdf5Text.Decode(((byte**)pointer)[i]) : Hdf5Text.Decode(buffer.AsSpan(i * bytes, bytes), isPadded);
            if (element.Bytes == 0)
                _ = Hdf5Native.ReclaimTexts(type, space, 0, pointer);
        }

        return texts;
    }

    private static unsafe string NameOf(long attribute)
    {
        var length = Hdf5Native.AttributeName(attribute, 0, null);
        var name = new byte[Math.Max(0, length) + 1];
        fixed (byte* pointer = name)
            _ = Hdf5Native.AttributeName(attribute, (nuint)name.Length, pointer);
        return Hdf5Text.Decode(name, isSpacePadded: false);
    }
}
