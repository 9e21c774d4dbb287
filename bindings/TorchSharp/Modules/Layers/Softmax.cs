using static TorchSharp.torch;

namespace TorchSharp.Modules;

public sealed class Softmax : nn.Module<Tensor, Tensor>
{
    internal Softmax(long dim)
        : base(nameof(Softmax)) => this.dim = dim;

    public long dim { get; set; }

    public override Tensor forward(Tensor tensor) => nn.functional.softmax(tensor, dim);
}
