using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using static TorchSharp.torch;

namespace TorchSharp.Native;

/// <summary>
/// An operator of libtorch, found once by name and called with arguments in the order in which its text names them:
/// <c>Operator.Of("softmax.int(self, dim, dtype)").Tensor(x, 1, null)</c>. Names are matched to the schema, arguments that the
/// text does not name take the schema's defaults, and kinds are checked before anything is passed on.
/// </summary>
internal sealed unsafe class Operator
{
    private const int ScratchOnStack = 512;
    private static readonly ConcurrentDictionary<string, Operator> Known = new(new ByReference());
    private readonly nint handle;
    private readonly string name;
    private readonly string[] schemaNames;
    private readonly string[] schemaTypes;
    private readonly int[] positions;
    private readonly int[] accepted;

    private Operator(string text)
    {
        var open = text.IndexOf('(', StringComparison.Ordinal);
        var parts = text[..open].Split('.');
        name = parts[0].Contains("::", StringComparison.Ordinal) ? parts[0] : "aten::" + parts[0];
        var overload = parts.Length > 1 ? parts[1] : "";
        nint signature = 0;
        handle = NativeMethods.Check(NativeMethods.hep_operator_find(name, overload, &signature));
        name = overload.Length > 0 ? name + "." + overload : name;

        var schema = Marshal.PtrToStringUTF8(signature)!.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t')).ToArray();
        schemaNames = [.. schema.Select(fields => fields[0])];
        schemaTypes = [.. schema.Select(fields => fields[1])];
        accepted = [.. schemaTypes.Select(Accepts)];

        var given = text[(open + 1)..].TrimEnd(')').Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        positions = [.. given.Select(argument => Array.IndexOf(schemaNames, argument))];
        for (var i = 0; i < given.Length; i++)
        {
            if (positions[i] < 0)
                throw new InvalidOperationException($"{name} has no argument '{given[i]}'; it has {string.Join(", ", schemaNames)}");
        }

        for (var i = 0; i < schemaNames.Length; i++)
        {
            if (schema[i][2] == "0" && !positions.Contains(i))
                throw new InvalidOperationException($"{name} needs its argument '{schemaNames[i]}' ({schemaTypes[i]})");
        }
    }

    /// <summary>The operator of that text, looked up at its first use. The text must be a literal: it is found by reference.</summary>
    public static Operator Of([ConstantExpected] string text) => Known.TryGetValue(text, out var op) ? op : Known.GetOrAdd(text, static t => new Operator(t));

    /// <summary>Calls for one tensor.</summary>
    public Tensor Tensor(params ReadOnlySpan<Arg> arguments)
    {
        NativeArgument result;
        Invoke(arguments, &result, 1);
        return Take(result);
    }

    public (Tensor First, Tensor Second) Pair(params ReadOnlySpan<Arg> arguments)
    {
        var results = stackalloc NativeArgument[2];
        Invoke(arguments, results, 2);
        return (Take(results[0]), Take(results[1]));
    }

    public (Tensor First, Tensor Second, Tensor Third) Triple(params ReadOnlySpan<Arg> arguments)
    {
        var results = stackalloc NativeArgument[3];
        Invoke(arguments, results, 3);
        return (Take(results[0]), Take(results[1]), Take(results[2]));
    }

    public Tensor[] Tensors(params ReadOnlySpan<Arg> arguments)
    {
        NativeArgument result;
        Invoke(arguments, &result, 1);
        return TakeList(result.Pointer, result.Length);
    }

    /// <summary>Calls for the effect alone (in-place operators); what is returned is dropped.</summary>
    public void Run(params ReadOnlySpan<Arg> arguments) => Invoke(arguments, null, 0);

    public bool Truth(params ReadOnlySpan<Arg> arguments)
    {
        NativeArgument result;
        Invoke(arguments, &result, 1);
        return result.Integer != 0;
    }

    /// <summary>Calls for a number (integer, real or truth value).</summary>
    public Scalar Number(params ReadOnlySpan<Arg> arguments)
    {
        NativeArgument result;
        Invoke(arguments, &result, 1);
        return new Scalar(result.Tag, result.Integer);
    }

    internal static Tensor[] TakeList(nint list, int count)
    {
        var tensors = new Tensor[count];
        for (var i = 0; i < count; i++)
            tensors[i] = ((nint*)list)[i] == 0 ? null! : torch.Tensor.Own(((nint*)list)[i], 0);
        NativeMethods.hep_list_free(list);
        return tensors;
    }

    internal static Tensor Take(in NativeArgument result) => result.Pointer == 0 ? null! : torch.Tensor.Own(result.Pointer, result.Length);

    // The kinds that a schema type takes, as bits. A whole number may stand for a real one.
    private static int Accepts(string type)
    {
        var optional = type.EndsWith('?');
        var bare = optional ? type[..^1] : type;
        var kinds = bare switch
        {
            "Tensor" => Bit(TagKind.Tensor),
            "int" or "SymInt" => Bit(TagKind.Int),
            "float" => Bit(TagKind.Double) | Bit(TagKind.Int),
            "bool" => Bit(TagKind.Bool),
            "Scalar" or "number" => Bit(TagKind.Double) | Bit(TagKind.Int) | Bit(TagKind.Bool),
            "str" => Bit(TagKind.String),
            "Device" => Bit(TagKind.Device),
            "Generator" => Bit(TagKind.Generator),
            "int[]" or "SymInt[]" => Bit(TagKind.IntList),
            "float[]" => Bit(TagKind.DoubleList),
            "bool[]" => Bit(TagKind.BoolList),
            "Tensor[]" => Bit(TagKind.TensorList),
            "Tensor?[]" => Bit(TagKind.OptionalTensorList),
            _ => 0,
        };
        return kinds | Bit(TagKind.Default) | (optional ? Bit(TagKind.None) : 0);
    }

    private static int Bit(TagKind kind) => 1 << (int)kind;

    private void Invoke(ReadOnlySpan<Arg> arguments, NativeArgument* results, int capacity)
    {
        if (arguments.Length != positions.Length)
            throw new ArgumentException($"{name}: {arguments.Length} arguments given, {positions.Length} named");

        var native = stackalloc NativeArgument[schemaNames.Length];
        var need = ScratchNeed(arguments);
        var onStack = stackalloc byte[need <= ScratchOnStack ? need : 0];
        var scratch = need <= ScratchOnStack ? onStack : (byte*)NativeMemory.Alloc((nuint)need);
        int returned;
        try
        {
            var free = scratch;
            for (var i = 0; i < arguments.Length; i++)
            {
                ref readonly var argument = ref arguments[i];
                var position = positions[i];
                if ((accepted[position] & Bit(argument.Kind)) == 0)
                    throw WrongKind(position, argument);
                Pass(argument, position, ref native[position], ref free);
            }

            returned = NativeMethods.hep_operator_call(handle, native, results, capacity);
        }
        finally
        {
            if (need > ScratchOnStack)
                NativeMemory.Free(scratch);
        }

        for (var i = 0; i < arguments.Length; i++)
            GC.KeepAlive(arguments[i].Reference);
        if (returned < 0)
            throw NativeMethods.LastError();
        if (returned < capacity)
            throw new InvalidOperationException($"{name} returns {returned} values, not {capacity}");
    }

    private void Pass(in Arg argument, int position, ref NativeArgument native, ref byte* free)
    {
        native.Tag = argument.Kind;
        native.Integer = argument.Bits;
        switch (argument.Kind)
        {
            case TagKind.Tensor:
                native.Pointer = Unsafe.As<Tensor>(argument.Reference!).Raw;
                break;
            case TagKind.Int when schemaTypes[position].StartsWith("float", StringComparison.Ordinal):
                native.Tag = TagKind.Double;
                native.Real = argument.Bits;
                break;
            case TagKind.IntList:
                Copy((long[])argument.Reference!, ref native, ref free);
                break;
            case TagKind.DoubleList:
                Copy((double[])argument.Reference!, ref native, ref free);
                break;
            case TagKind.BoolList:
                Copy((bool[])argument.Reference!, ref native, ref free);
                break;
            case TagKind.TensorList or TagKind.OptionalTensorList:
                var tensors = (Tensor?[])argument.Reference!;
                native.Pointer = (nint)free;
                native.Length = tensors.Length;
                foreach (var tensor in tensors)
                {
                    *(nint*)free = tensor is null ? 0 : tensor.Raw;
                    free += sizeof(nint);
                }

                break;
            case TagKind.String:
                var text = (string)argument.Reference!;
                native.Pointer = (nint)free;
                native.Length = Encoding.UTF8.GetBytes(text, new Span<byte>(free, Encoding.UTF8.GetMaxByteCount(text.Length)));
                free += Encoding.UTF8.GetMaxByteCount(text.Length) + 7 & ~7;
                break;
            case TagKind.Device:
                var device = (Device)argument.Reference!;
                native.Length = (int)device.type;
                native.Integer = device.index;
                break;
            case TagKind.Generator:
                native.Pointer = ((Generator)argument.Reference!).Handle;
                break;
        }
    }

    private static void Copy<T>(T[] list, ref NativeArgument native, ref byte* free)
        where T : unmanaged
    {
        native.Pointer = (nint)free;
        native.Length = list.Length;
        list.AsSpan().CopyTo(new Span<T>(free, list.Length));
        free += list.Length * sizeof(T) + 7 & ~7;
    }

    // Lists and texts are copied beside the arguments, so that nothing has to be pinned.
    private static int ScratchNeed(ReadOnlySpan<Arg> arguments)
    {
        var bytes = 0;
        for (var i = 0; i < arguments.Length; i++)
        {
            if (arguments[i].Kind is >= TagKind.IntList and <= TagKind.String)
            {
                bytes += 8 + (arguments[i].Reference is string text
                    ? Encoding.UTF8.GetMaxByteCount(text.Length)
                    : ((Array)arguments[i].Reference!).Length * 8);
            }
        }

        return bytes;
    }

    private ArgumentException WrongKind(int position, in Arg argument) =>
        new($"{name}: argument '{schemaNames[position]}' takes {schemaTypes[position]}, got {Describe(argument)}");

    private static string Describe(in Arg argument) => argument.Kind switch
    {
        TagKind.None => "null",
        TagKind.Double => "float",
        TagKind.IntList => "int[]",
        TagKind.DoubleList => "float[]",
        TagKind.BoolList => "bool[]",
        TagKind.TensorList => "Tensor[]",
        TagKind.OptionalTensorList => "Tensor?[]",
        TagKind.String => "str",
        var kind => kind.ToString(),
    };

    private sealed class ByReference : IEqualityComparer<string>
    {
        public bool Equals(string? x, string? y) => ReferenceEquals(x, y);

        public int GetHashCode(string obj) => RuntimeHelpers.GetHashCode(obj);
    }
}
