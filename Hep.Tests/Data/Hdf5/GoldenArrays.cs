using System.Text.Json;
using Hep.Data;
using Hep.Tests.Support;
using Xunit;

namespace Hep.Tests.Data.Hdf5;

/// <summary>What the generators of the golden files say that is in them, and the comparison with what is read.</summary>
internal static class GoldenArrays
{
    /// <summary>The entries of a values.json, or of one object in it.</summary>
    public static IReadOnlyDictionary<string, JsonElement> Load(string path, string? part = null)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Repository.PathOf(path)));
        var root = part is null ? document.RootElement : document.RootElement.GetProperty(part);
        return root.EnumerateObject().ToDictionary(e => e.Name, e => e.Value.Clone(), StringComparer.Ordinal);
    }

    /// <summary>Goes down to the fields that a name asks for: <c>array.field</c>, <c>array.outer.inner</c>, <c>array.a+b</c> side by side.</summary>
    public static StoredArray Choose(string name, Func<string, StoredArray> open)
    {
        var parts = name.Split('.');
        var array = open(parts[0]);
        foreach (var part in parts.Skip(1))
            array = part.Contains('+', StringComparison.Ordinal) ? array.FieldMatrix(part.Split('+')) : array.Field(part);
        return array;
    }

    /// <summary>Shape, all rows at once, and every slice of three rows.</summary>
    public static void Compare(JsonElement expected, StoredArray array)
    {
        Assert.Equal(expected.GetProperty("shape").EnumerateArray().Select(s => s.GetInt64()), array.Shape);
        var cells = expected.GetProperty("cells").EnumerateArray().ToArray();
        CompareRows(cells, array, 0, array.Rows);
        for (long first = 0; first < array.Rows; first++)
        {
            var count = Math.Min(3, array.Rows - first);
            CompareRows(cells[(int)(first * array.RowLength)..(int)((first + count) * array.RowLength)], array, first, count);
        }
    }

    private static void CompareRows(JsonElement[] cells, StoredArray array, long first, long count)
    {
        switch (array.Type.Kind)
        {
            case ElementKind.Text:
                Assert.Equal(cells.Select(c => c.GetString()), array.ReadTexts(first, count));
                break;
            case ElementKind.Signed:
                var signed = new long[cells.Length];
                array.Read(first, count, signed);
                Assert.Equal(cells.Select(c => c.TryGetInt64(out var whole) ? whole : (long)c.GetDouble()), signed);
                break;
            case ElementKind.Unsigned:
                var unsigned = new ulong[cells.Length];
                array.Read(first, count, unsigned);
                Assert.Equal(cells.Select(c => c.GetUInt64()), unsigned);
                break;
            default:
                var numbers = new double[cells.Length];
                array.Read(first, count, numbers);
                Assert.Equal(cells.Select(c => c.GetDouble()), numbers);
                var singles = new float[cells.Length];
                array.Read(first, count, singles);
                Assert.Equal(numbers.Select(n => (float)n), singles);
                break;
        }
    }
}
