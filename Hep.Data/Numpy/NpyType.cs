using System.Globalization;
using System.Text.RegularExpressions;

namespace Hep.Data;

/// <summary>Types of elements as NumPy writes them in headers: <c>&lt;f4</c>, or a list of fields.</summary>
internal static partial class NpyType
{
    private const int LargestElement = 1 << 30;

    /// <summary>The type, and the axes that it adds to each element.</summary>
    /// <param name="descr">The value of the header's <c>descr</c>.</param>
    /// <exception cref="FormatException">This is no type.</exception>
    public static (ElementType Type, IReadOnlyList<long> Inner) Parse(object? descr) => descr switch
    {
        string code => (Simple(code), []),
        object?[] and [var element, object?[] axes] when element is not object?[] || axes.All(a => a is long) => WithAxes(element, axes),
        object?[] fields => (Structure(fields), []),
        _ => throw new FormatException("its 'descr' is no type"),
    };

    /// <summary>The code of a type of .NET; texts have a length of their own.</summary>
    public static string Code(Type type) =>
        type == typeof(float) ? "<f4" : type == typeof(double) ? "<f8" : type == typeof(Half) ? "<f2" : type == typeof(bool) ? "|b1"
        : type == typeof(sbyte) ? "|i1" : type == typeof(short) ? "<i2" : type == typeof(int) ? "<i4" : type == typeof(long) ? "<i8"
        : type == typeof(byte) ? "|u1" : type == typeof(ushort) ? "<u2" : type == typeof(uint) ? "<u4" : type == typeof(ulong) ? "<u8"
        : throw new ArgumentException($"NumPy files are written with numbers of C, not with {type.Name}", nameof(type));

    private static (ElementType, IReadOnlyList<long>) WithAxes(object? element, object?[] axes)
    {
        var (type, inner) = Parse(element);
        return (type, [.. axes.Select(a => a is long side && side >= 0 ? side : throw new FormatException("the axes of a type are no sizes")), .. inner]);
    }

    private static ElementType Structure(object?[] descr)
    {
        var fields = new List<ElementField>();
        long offset = 0;
        foreach (var entry in descr)
        {
            if (entry is not object?[] { Length: 2 or 3 } parts)
                throw new FormatException("a field is no tuple of name and type");
            // A field with a title is named by a tuple: the title, then the name.
            var name = parts[0] as string ?? (parts[0] is object?[] { Length: 2 } titled ? titled[1] as string : null) ?? throw new FormatException("a field has no name");
            var (type, inner) = Parse(parts[1]);
            if (parts.Length == 3)
                inner = parts[2] is long side ? [side, .. inner] : WithAxes("|u1", parts[2] as object?[] ?? throw new FormatException("the axes of a field are no sizes")).Item2.Concat(inner).ToList();
            var field = new ElementField(name, type, inner) { Offset = (int)offset };
            offset += checked(field.Length * type.Bytes);
            if (offset > LargestElement)
                throw new FormatException("its elements are larger than a gigabyte");
            // Unnamed fields are the padding between aligned ones.
            if (name.Length > 0)
                fields.Add(field);
        }

        return new ElementType(ElementKind.Structure, (int)offset) { Fields = fields };
    }

    private static ElementType Simple(string code)
    {
        var match = Pattern().Match(code);
        if (!match.Success || !int.TryParse(match.Groups["size"].Value is { Length: > 0 } digits ? digits : "1", NumberStyles.None, CultureInfo.InvariantCulture, out var size) || size > LargestElement)
            throw new FormatException($"'{code}' is no type of elements");
        var isBigEndian = match.Groups["order"].Value == ">";
        return (match.Groups["kind"].Value[0], size) switch
        {
            ('f', 2 or 4 or 8) => new ElementType(ElementKind.Float, size) { IsBigEndian = isBigEndian },
            ('i', 1 or 2 or 4 or 8) => new ElementType(ElementKind.Signed, size) { IsBigEndian = isBigEndian },
            ('u', 1 or 2 or 4 or 8) => new ElementType(ElementKind.Unsigned, size) { IsBigEndian = isBigEndian },
            ('b' or '?', 1) => new ElementType(ElementKind.Boolean, 1),
            ('S' or 'a', _) => new ElementType(ElementKind.Text, size),
            ('U', _) => new ElementType(ElementKind.Text, checked(4 * size)) { IsBigEndian = isBigEndian, Words = "unicode text" },
            ('O', _) => new ElementType(ElementKind.Other, 8) { Words = "Python objects" },
            ('c', _) => Other("complex numbers", size),
            ('M', _) => Other("times", size),
            ('m', _) => Other("spans of time", size),
            ('V', _) => Other("opaque bytes", size),
            ('f', _) => Other(string.Create(CultureInfo.InvariantCulture, $"float{8L * size}, whose layout depends on the machine"), size),
            _ => throw new FormatException($"'{code}' is no type of elements"),
        };
    }

    private static ElementType Other(string words, int size) => new(ElementKind.Other, size) { Words = words };

    [GeneratedRegex(@"^(?<order>[<>|=]?)(?<kind>[fiub?SaUOcMmV])(?<size>\d*)(\[\w+\])?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
