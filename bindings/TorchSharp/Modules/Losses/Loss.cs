using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>A distance of a prediction from its target.</summary>
public abstract class Loss<T1, T2, TResult> : nn.Module<T1, T2, TResult>
{
    public Loss(nn.Reduction reduction = nn.Reduction.Mean)
        : base(nameof(Loss<,,>)) => this.reduction = reduction;

    public nn.Reduction reduction { get; }
}
