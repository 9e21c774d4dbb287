using System.Numerics;
using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>How a parameter moves in one step, given its gradient and up to three tensors of state (null where it has fewer).</summary>
internal abstract unsafe class UpdateRule
{
    /// <summary>An update on as many neighbouring elements as a vector holds.</summary>
    internal interface ILane
    {
        void Apply(float* parameter, float* gradient, float* first, float* second, float* third);
    }

    /// <summary>One pass over contiguous memory, where multi-tensor operators take one for each of their dozen operations.</summary>
    public abstract void Sweep(long elements, float* parameter, float* gradient, float* first, float* second, float* third);

    /// <summary>The same by multi-tensor operators, for any kind and place.</summary>
    public abstract void Apply(Tensor[] parameters, Tensor[] gradients, Tensor[] first, Tensor[] second, Tensor[] third);

    /// <summary>Runs lanes over the elements.</summary>
    protected static void Sweep<TLane>(in TLane lane, long elements, float* parameter, float* gradient, float* first, float* second, float* third)
        where TLane : struct, ILane
    {
        long i = 0;
        for (; i <= elements - Vector<float>.Count; i += Vector<float>.Count)
            lane.Apply(parameter + i, gradient + i, first + i, second + i, third + i);
        if (i < elements)
        {
            Last(
                lane,
                (int)(elements - i),
                parameter + i,
                gradient + i,
                first is null ? null : first + i,
                second is null ? null : second + i,
                third is null ? null : third + i);
        }
    }

    // What is left over is widened to a whole vector aside, so that a lane is written once.
    private static void Last<TLane>(in TLane lane, int elements, float* parameter, float* gradient, float* first, float* second, float* third)
        where TLane : struct, ILane
    {
        var width = Vector<float>.Count;
        var aside = stackalloc float[5 * width];
        var p = aside;
        var g = p + width;
        var a = g + width;
        var b = a + width;
        var c = b + width;
        new Span<float>(aside, 5 * width).Clear();
        Copy(parameter, p, elements);
        Copy(gradient, g, elements);
        Copy(first, a, elements);
        Copy(second, b, elements);
        Copy(third, c, elements);
        lane.Apply(p, g, a, b, c);
        Copy(p, parameter, elements);
        Copy(a, first, elements);
        Copy(b, second, elements);
        Copy(c, third, elements);
    }

    private static void Copy(float* from, float* to, int elements)
    {
        if (from is not null && to is not null)
            Unsafe.CopyBlockUnaligned(to, from, (uint)elements * sizeof(float));
    }
}
