using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Hep.Tests.Architecture;

/// <summary>The public and protected members of an assembly, one a line, sorted: <c>Namespace.Type: signature</c>.</summary>
internal static class ApiListing
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IReadOnlyList<string> Of(Assembly assembly)
    {
        var lines = assembly.GetTypes().Where(IsVisible).SelectMany(LinesOf).Distinct(StringComparer.Ordinal).ToList();
        lines.Sort(StringComparer.Ordinal);
        return lines;
    }

    private static IEnumerable<string> LinesOf(Type type)
    {
        var name = $"{type.Namespace}.{ApiTypeName.Of(type)}";
        yield return $"{name}: {Kind(type)}{Bases(type)}";
        foreach (var member in MembersOf(type))
            yield return $"{name}: {member}";
    }

    private static IEnumerable<string> MembersOf(Type type)
    {
        if (type.IsEnum)
            return Enum.GetNames(type).Select(n => $"{n} = {Enum.Format(type, Enum.Parse(type, n), "D")}");
        if (typeof(Delegate).IsAssignableFrom(type))
            return [Signature(type.GetMethod("Invoke")!)];
        return type.GetFields(Declared).Where(f => f.IsPublic || f.IsFamily || f.IsFamilyOrAssembly).Select(Signature)
            .Concat(type.GetConstructors(Declared).Where(c => !c.IsStatic && IsVisible(c) && !IsGenerated(c)).Select(Signature))
            .Concat(type.GetProperties(Declared).Where(p => p.GetAccessors(true).Any(IsVisible) && p.Name != "EqualityContract").Select(Signature))
            .Concat(type.GetEvents(Declared).Where(e => IsVisible(e.AddMethod!)).Select(Signature))
            .Concat(type.GetMethods(Declared).Where(IsListed).Select(Signature));
    }

    private static bool IsListed(MethodInfo method) =>
        IsVisible(method) && !IsGenerated(method) && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal));

    private static string Signature(FieldInfo field)
    {
        var type = ApiTypeName.Of(field);
        return field.IsLiteral
            ? $"const {type} {field.Name} = {Value(field.GetRawConstantValue())}"
            : $"{Access(field.IsPublic)}{(field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}{type} {field.Name}";
    }

    private static string Signature(ConstructorInfo constructor) =>
        $"{Access(constructor.IsPublic)}new({Parameters(constructor.GetParameters())})";

    private static string Signature(PropertyInfo property)
    {
        var accessors = property.GetAccessors(true).Where(IsVisible).ToArray();
        var index = property.GetIndexParameters();
        var name = index.Length > 0 ? $"this[{Parameters(index)}]" : property.Name;
        var words = accessors.Select(a => a == property.GetMethod ? "get;" : $"{(a.IsPublic ? "" : "protected ")}{(IsInit(a) ? "init" : "set")};");
        var required = IsRequired(property) ? "required " : "";
        return $"{Modifiers(accessors[0])}{required}{ApiTypeName.Of(property)} {name} {{ {string.Join(' ', words)} }}";
    }

    private static string Signature(EventInfo @event) =>
        $"{Modifiers(@event.AddMethod!)}event {ApiTypeName.Of(@event.EventHandlerType!)} {@event.Name}";

    private static string Signature(MethodInfo method)
    {
        var generic = method.IsGenericMethodDefinition ? $"<{string.Join(", ", method.GetGenericArguments().Select(a => a.Name))}>" : "";
        var extension = method.IsDefined(typeof(ExtensionAttribute)) ? "this " : "";
        return $"{Modifiers(method)}{ApiTypeName.Of(method.ReturnParameter)} {method.Name}{generic}({extension}{Parameters(method.GetParameters())})";
    }

    private static string Parameters(ParameterInfo[] parameters) => string.Join(", ", parameters.Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        var prefix = parameter.IsDefined(typeof(ParamArrayAttribute)) || parameter.IsDefined(typeof(ParamCollectionAttribute)) ? "params "
            : parameter.IsOut ? "out "
            : parameter.IsIn ? "in "
            : parameter.ParameterType.IsByRef ? "ref "
            : "";
        return $"{prefix}{ApiTypeName.Of(parameter)} {parameter.Name}{(parameter.HasDefaultValue ? " = " + Value(parameter.DefaultValue) : "")}";
    }

    private static string Value(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Kind(Type type) =>
        type.IsEnum ? "enum"
        : type.IsInterface ? "interface"
        : typeof(Delegate).IsAssignableFrom(type) ? "delegate"
        : type.IsValueType ? (type.IsDefined(typeof(IsReadOnlyAttribute)) ? "readonly struct" : "struct")
        : (type.IsAbstract, type.IsSealed) switch { (true, true) => "static ", (true, false) => "abstract ", (false, true) => "sealed ", _ => "" }
            + (type.GetMethod("<Clone>$") is null ? "class" : "record");

    private static string Bases(Type type)
    {
        if (type.IsEnum || typeof(Delegate).IsAssignableFrom(type))
            return "";
        var own = type.BaseType is { } b && b != typeof(object) && b != typeof(ValueType) ? [ApiTypeName.Of(b)] : Array.Empty<string>();
        var inherited = type.BaseType?.GetInterfaces() ?? [];
        var bases = own.Concat(type.GetInterfaces().Except(inherited).Where(IsVisible).Select(ApiTypeName.Of).Order(StringComparer.Ordinal));
        return string.Join(", ", bases) is { Length: > 0 } list ? " : " + list : "";
    }

    private static string Access(bool isPublic) => isPublic ? "" : "protected ";

    private static string Modifiers(MethodInfo method) => Access(method.IsPublic)
        + (method.IsStatic ? "static "
            : method.DeclaringType!.IsInterface ? ""
            : method.IsAbstract ? "abstract "
            : method.GetBaseDefinition() != method ? "override "
            : method.IsVirtual && !method.IsFinal ? "virtual "
            : "");

    // By name, since the ScottPlot package has a public type of that name too.
    private static bool IsRequired(PropertyInfo property) =>
        property.CustomAttributes.Any(a => a.AttributeType.FullName == "System.Runtime.CompilerServices.RequiredMemberAttribute");

    private static bool IsInit(MethodInfo setter) => setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));

    private static bool IsGenerated(MemberInfo member) => member.IsDefined(typeof(CompilerGeneratedAttribute));

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsVisible(Type type) =>
        type.IsPublic || ((type.IsNestedPublic || type.IsNestedFamily || type.IsNestedFamORAssem) && IsVisible(type.DeclaringType!));
}
