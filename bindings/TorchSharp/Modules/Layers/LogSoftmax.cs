using static TorchSharp.torch;

namespace TorchSharp.Modules;

public sealed class LogSoftmax : nn.Module<Tensor, Tensor>
{
    internal LogSoftmax(long dim)
        : base(nameof(LogSoftmax)) => this.dim = dim;

    public long dim { get; set; }

    public override Tensor forward(Tensor tensor) => nn.functional.log_softmax(tensor, dim);
}
