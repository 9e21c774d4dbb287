using System.Diagnostics.CodeAnalysis;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hep.Tests.Bindings.TorchSharp;

/// <summary>The module Nested of golden/generate.py, declared as a user of the package declares one.</summary>
internal sealed class NestedModule : nn.Module<Tensor, Tensor>
{
    private readonly Linear first;
    private readonly ModuleList<Sequential> blocks;
    private readonly Parameter scale;
    private readonly Tensor shift;
    private readonly Sequential last;

    [SuppressMessage("Design", "CA2000", Justification = "The module owns what it registers.")]
    public NestedModule()
        : base(nameof(NestedModule))
    {
        first = nn.Linear(3, 4);
        blocks = nn.ModuleList(Block(), Block());
        scale = nn.Parameter(full(4, 0.5));
        shift = arange(4, dtype: ScalarType.Float32).DetachFromDisposeScope();
        last = nn.Sequential(("norm", nn.LayerNorm(4)), ("out", nn.Linear(4, 1, hasBias: false)));
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var t = first.call(input);
        foreach (var block in blocks)
            t = block.call(t);
        return last.call((t * scale) + shift).MoveToOuterDisposeScope();
    }

    private static Sequential Block() => nn.Sequential(nn.Linear(4, 4), nn.BatchNorm1d(4), nn.ReLU());
}
