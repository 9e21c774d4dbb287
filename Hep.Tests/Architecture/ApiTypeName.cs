using System.Reflection;
using System.Runtime.CompilerServices;

namespace Hep.Tests.Architecture;

/// <summary>Types as C# writes them: keywords, generics, arrays, nullable marks and the names of tuple elements; no namespaces.</summary>
internal static class ApiTypeName
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(char)] = "char",
        [typeof(byte)] = "byte",
        [typeof(sbyte)] = "sbyte",
        [typeof(short)] = "short",
        [typeof(ushort)] = "ushort",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
    };

    private static readonly NullabilityInfoContext Nullability = new();

    public static string Of(Type type) => Name(type, null, []);

    public static string Of(ParameterInfo parameter) => Name(parameter.ParameterType, Nullability.Create(parameter), TupleNames(parameter));

    public static string Of(PropertyInfo property) => Name(property.PropertyType, Nullability.Create(property), TupleNames(property));

    public static string Of(FieldInfo field) => Name(field.FieldType, Nullability.Create(field), TupleNames(field));

    private static Queue<string?> TupleNames(ICustomAttributeProvider member) => new(
        member.GetCustomAttributes(typeof(TupleElementNamesAttribute), false).Cast<TupleElementNamesAttribute>().SelectMany(a => a.TransformNames));

    // The attribute lists the names of a tuple's elements before those of the tuples inside its elements.
    private static string Name(Type type, NullabilityInfo? nullability, Queue<string?> tupleNames)
    {
        if (type.IsByRef)
            return Name(type.GetElementType()!, nullability, tupleNames);
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return Name(underlying, null, tupleNames) + "?";
        var mark = !type.IsValueType && nullability is { ReadState: NullabilityState.Nullable } ? "?" : "";
        if (type.IsArray)
            return $"{Name(type.GetElementType()!, nullability?.ElementType, tupleNames)}[{new string(',', type.GetArrayRank() - 1)}]{mark}";
        if (type.IsPointer)
            return Name(type.GetElementType()!, null, tupleNames) + "*";
        if (Keywords.TryGetValue(type, out var keyword))
            return keyword + mark;
        if (type.IsGenericParameter)
            return type.Name;

        var arguments = type.GetGenericArguments();
        if (type.FullName?.StartsWith("System.ValueTuple`", StringComparison.Ordinal) == true && !type.IsGenericTypeDefinition)
        {
            var names = arguments.Select(_ => tupleNames.TryDequeue(out var n) && n is not null ? " " + n : "").ToArray();
            return $"({string.Join(", ", arguments.Select((a, i) => Name(a, Argument(nullability, i), tupleNames) + names[i]))})";
        }

        // A nested type of a generic one carries the outer arguments too; they are written once, at the end.
        var name = type.Name.Split('`')[0];
        for (var outer = type.DeclaringType; outer is not null; outer = outer.DeclaringType)
            name = $"{outer.Name.Split('`')[0]}.{name}";
        var list = string.Join(", ", arguments.Select((a, i) => Name(a, Argument(nullability, i), tupleNames)));
        return name + (list.Length > 0 ? $"<{list}>" : "") + mark;
    }

    private static NullabilityInfo? Argument(NullabilityInfo? nullability, int index) =>
        nullability is { } n && index < n.GenericTypeArguments.Length ? n.GenericTypeArguments[index] : null;
}
