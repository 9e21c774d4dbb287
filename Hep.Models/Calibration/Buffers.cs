using static TorchSharp.torch;

namespace Hep.Models;

/// <summary>Fitted numbers as buffers of a module.</summary>
internal static class Buffers
{
    /// <summary>A buffer of these numbers, [K], that outlives the scope at hand.</summary>
    public static Tensor Of(params float[] values) => tensor(values).DetachFromDisposeScope();

    /// <summary>The numbers of a buffer.</summary>
    public static float[] Values(nn.Module module, string name)
    {
        using var local = module.get_buffer(name)!.to(ScalarType.Float32).cpu();
        return local.data<float>().ToArray();
    }

    /// <summary>A buffer as a constant of a graph, [K].</summary>
    public static string Emit(nn.Module module, IGraph graph, string name)
    {
        var values = Values(module, name);
        return graph.Constant(name, values, values.Length);
    }

    public static void RequireFinite(float value, string name)
    {
        if (!float.IsFinite(value))
            throw new ArgumentOutOfRangeException(name, value, "expected a finite number");
    }

    public static void RequireNotNegative(float value, string name)
    {
        RequireFinite(value, name);
        if (value < 0)
            throw new ArgumentOutOfRangeException(name, value, "expected a number that is not negative: the order of events would turn");
    }
}
