namespace Hep.Data;

/// <summary>Which conversions of numbers are left to libhdf5: those that widen, which cannot go wrong.</summary>
internal static class WideNumbers
{
    private const int HalfOfDouble = 4;

    /// <summary>Whether every number of the file's type is one of memory's, but for the digits that a float has not.</summary>
    public static bool IsSafe<T>(ElementType type)
    {
        if (typeof(T) == typeof(double))
            return true;
        if (typeof(T) == typeof(float))
            return type.Kind != ElementKind.Float || type.Bytes <= sizeof(float);
        var (isUnsigned, bytes) = (typeof(T) == typeof(ulong), typeof(T) == typeof(int) ? sizeof(int) : sizeof(long));
        return type.Kind switch
        {
            ElementKind.Boolean => true,
            ElementKind.Signed => !isUnsigned && type.Bytes <= bytes,
            ElementKind.Unsigned => type.Bytes < bytes || (isUnsigned && type.Bytes == bytes),
            _ => false,
        };
    }

    /// <summary>The type that holds every number of all of the types, or null where there is none.</summary>
    public static ElementType? Of(IReadOnlyList<ElementType> types)
    {
        if (types.Any(t => t.Kind == ElementKind.Float))
            return types.All(t => t.Kind == ElementKind.Float || t.Bytes <= HalfOfDouble) ? new ElementType(ElementKind.Float, sizeof(double)) : null;
        if (types.All(IsSafe<long>))
            return new ElementType(ElementKind.Signed, sizeof(long));
        return types.All(IsSafe<ulong>) ? new ElementType(ElementKind.Unsigned, sizeof(ulong)) : null;
    }
}
