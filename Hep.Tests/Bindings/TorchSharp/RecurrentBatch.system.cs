using static TorchSharp.torch;

namespace Hep.Tests.Bindings.TorchSharp;

/// <summary>Numbers that are the same in either precision.</summary>
internal sealed record RecurrentBatch(long Steps, long Sequences, long[]? Lengths = null, double Scale = 1)
{
    public static Tensor Loss(Tensor[] results) => results.Select((result, i) => (result * result * (i + 1)).sum() + result.sum()).Aggregate((a, b) => a + b);

    public Tensor Input(RecurrentNet form, ScalarType type) =>
        Drawn(7, form.BatchFirst ? [Sequences, Steps, 4] : [Steps, Sequences, 4], Scale, type);

    public Tensor[] States(RecurrentNet form, ScalarType type) =>
        [.. Enumerable.Range(8, form.StateCount).Select(seed => Drawn(seed, [form.Layers * (form.Bidirectional ? 2 : 1), Sequences, form.Hidden], 0.5, type))];

    private static Tensor Drawn(int seed, long[] shape, double scale, ScalarType type)
    {
        using var source = new Generator((ulong)seed);
        return (randn(shape, ScalarType.Float32, generator: source) * scale).to(type).detach().requires_grad_();
    }
}
