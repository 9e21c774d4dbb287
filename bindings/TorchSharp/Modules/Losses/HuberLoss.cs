using static TorchSharp.torch;

namespace TorchSharp.Modules;

public sealed class HuberLoss : Loss<Tensor, Tensor, Tensor>
{
    public HuberLoss(double delta = 1, nn.Reduction reduction = nn.Reduction.Mean)
        : base(reduction) => this.delta = delta;

    public double delta { get; }

    public override Tensor forward(Tensor input, Tensor target) =>
        nn.functional.huber_loss(input, target, delta, reduction);
}
