using static TorchSharp.torch;

namespace TorchSharp.Modules;

public sealed class SiLU : nn.Module<Tensor, Tensor>
{
    internal SiLU(bool inplace)
        : base(nameof(SiLU)) => this.inplace = inplace;

    public bool inplace { get; set; }

    public override Tensor forward(Tensor tensor) => nn.functional.silu(tensor, inplace);
}
