namespace Hep.Data;

/// <summary>Types of libhdf5: what a file's type is for a user, and the types of memory. All inside of a scope of the library.</summary>
internal static unsafe class Hdf5Types
{
    private const int Whole = 0, Float = 1, Time = 2, String = 3, Bits = 4, Opaque = 5, Compound = 6, Reference = 7, Enumeration = 8, Variable = 9, Array = 10;
    private const int BigEndian = 1, SpacePadded = 2;

    /// <summary>The type, and the axes that an array type adds.</summary>
    public static (ElementType Type, long[] Inner) Describe(long type)
    {
        if (Hdf5Native.TypeFamily(type) != Array)
            return (DescribeElement(type), []);
        var sides = new ulong[Math.Max(0, Hdf5Native.ArrayTypeRank(type))];
        fixed (ulong* pointer = sides)
            _ = Hdf5Native.ArrayTypeSides(type, pointer);
        using var element = Hdf5Handle.Type(Hdf5Native.TypeBase(type));
        var (inner, deeper) = Describe(element.Id);
        return (inner, [.. sides.Select(s => (long)s), .. deeper]);
    }

    /// <summary>Whether elements are PyTables' truth values, which the library cannot convert.</summary>
    public static bool IsBits(ElementType type) => type is { Kind: ElementKind.Boolean, Words: not null };

    /// <summary>Whether texts of fixed length end in spaces.</summary>
    public static bool IsSpacePadded(long type) => Hdf5Native.TextPadding(type) == SpacePadded;

    /// <summary>The id of the machine's type of numbers; the library owns it.</summary>
    public static long Native(Type number) => Hdf5Library.Id("H5T_NATIVE_" + (
        number == typeof(float) ? "FLOAT" : number == typeof(double) ? "DOUBLE"
        : number == typeof(sbyte) ? "INT8" : number == typeof(short) ? "INT16" : number == typeof(int) ? "INT32" : number == typeof(long) ? "INT64"
        : number == typeof(byte) ? "UINT8" : number == typeof(ushort) ? "UINT16" : number == typeof(uint) ? "UINT32" : number == typeof(ulong) ? "UINT64"
        : throw new ArgumentException($"HDF5 files are written with numbers of C, not with {number.Name}")) + "_g");

    /// <summary>The type of memory and file for numbers that are written; false and true are an enumeration, as h5py has them.</summary>
    public static Hdf5Handle ForWriting(Type number)
    {
        if (number != typeof(bool))
            return Hdf5Handle.Type(Hdf5Native.TypeCopy(Native(number)));
        var type = Hdf5Handle.Type(Hdf5Native.EnumerationCreate(Native(typeof(sbyte))));
        foreach (var (name, value) in new[] { ("FALSE", (sbyte)0), ("TRUE", (sbyte)1) })
        {
            fixed (byte* text = Hdf5Text.Encode(name))
                _ = Hdf5Native.EnumerationInsert(type.Id, text, &value);
        }

        return type;
    }

    /// <summary>Texts of variable length in UTF-8.</summary>
    public static Hdf5Handle Texts()
    {
        var type = Hdf5Handle.Type(Hdf5Native.TypeCopy(Hdf5Library.Id("H5T_C_S1_g")));
        _ = Hdf5Native.SetTypeSize(type.Id, nuint.MaxValue);
        _ = Hdf5Native.SetTextEncoding(type.Id, 1);
        return type;
    }

    /// <summary>The type of a field of a compound type.</summary>
    public static Hdf5Handle Member(long compound, string name)
    {
        var count = Hdf5Native.TypeMembers(compound);
        for (var i = 0u; i < count; i++)
        {
            if (Hdf5Text.Take(Hdf5Native.TypeMemberName(compound, i)) == name)
                return Hdf5Handle.Type(Hdf5Native.TypeMember(compound, i));
        }

        throw new InvalidOperationException($"no member {name}");
    }

    /// <summary>An array of elements where there are axes, else the elements; the caller closes it.</summary>
    public static Hdf5Handle WithAxes(long element, IReadOnlyList<long> sides)
    {
        if (sides.Count == 0)
            return Hdf5Handle.Type(Hdf5Native.TypeCopy(element));
        fixed (ulong* pointer = sides.Select(s => (ulong)s).ToArray())
            return Hdf5Handle.Type(Hdf5Native.ArrayTypeCreate(element, (uint)sides.Count, pointer));
    }

    /// <summary>A compound type of members one behind the other; the caller closes it.</summary>
    public static Hdf5Handle Packed(IReadOnlyList<(string Name, long Type)> members)
    {
        var size = members.Aggregate((nuint)0, (sum, m) => sum + Hdf5Native.TypeSize(m.Type));
        var compound = Hdf5Handle.Type(Hdf5Native.TypeCreate(Compound, size));
        nuint offset = 0;
        foreach (var (name, type) in members)
        {
            fixed (byte* text = Hdf5Text.Encode(name))
                _ = Hdf5Native.TypeInsert(compound.Id, text, offset, type);
            offset += Hdf5Native.TypeSize(type);
        }

        return compound;
    }

    private static ElementType DescribeElement(long type)
    {
        var bytes = checked((int)Hdf5Native.TypeSize(type));
        var isBigEndian = Hdf5Native.TypeOrder(type) == BigEndian;
        return Hdf5Native.TypeFamily(type) switch
        {
            Whole => new ElementType(Hdf5Native.TypeSign(type) == 0 ? ElementKind.Unsigned : ElementKind.Signed, bytes) { IsBigEndian = isBigEndian },
            Float => new ElementType(ElementKind.Float, bytes) { IsBigEndian = isBigEndian },
            Bits when bytes == 1 => new ElementType(ElementKind.Boolean, 1) { Words = "bool" },
            String => new ElementType(ElementKind.Text, Hdf5Native.TextIsVariable(type) > 0 ? 0 : bytes),
            Compound => new ElementType(ElementKind.Structure, bytes) { Fields = Members(type) },
            Enumeration => DescribeEnumeration(type, bytes),
            Reference => Other("object references", bytes),
            Variable => Other("lists of variable length", bytes),
            Opaque => Other("opaque bytes", bytes),
            Time => Other("times", bytes),
            Bits => Other("bit fields", bytes),
            _ => Other("elements of an unknown type", bytes),
        };
    }

    private static ElementType Other(string words, int bytes) => new(ElementKind.Other, bytes) { Words = words };

    private static ElementType DescribeEnumeration(long type, int bytes)
    {
        using var whole = Hdf5Handle.Type(Hdf5Native.TypeBase(type));
        var names = new List<string>();
        var count = Hdf5Native.TypeMembers(type);
        for (var i = 0u; i < count; i++)
            names.Add(Hdf5Text.Take(Hdf5Native.TypeMemberName(type, i)));
        return bytes == 1 && names is ["FALSE", "TRUE"] ? new ElementType(ElementKind.Boolean, 1) : DescribeElement(whole.Id);
    }

    private static List<ElementField> Members(long type)
    {
        var fields = new List<ElementField>();
        var count = Hdf5Native.TypeMembers(type);
        for (var i = 0u; i < count; i++)
        {
            using var member = Hdf5Handle.Type(Hdf5Native.TypeMember(type, i));
            var (element, inner) = Describe(member.Id);
            fields.Add(new ElementField(Hdf5Text.Take(Hdf5Native.TypeMemberName(type, i)), element, inner) { Offset = (int)Hdf5Native.TypeMemberOffset(type, i) });
        }

        return fields;
    }
}
