using static TorchSharp.torch;

namespace TorchSharp.Modules;

public sealed class GELU : nn.Module<Tensor, Tensor>
{
    internal GELU(Approximate approximate, bool inplace)
        : base(nameof(GELU))
    {
        this.approximate = approximate;
        this.inplace = inplace;
    }

    public Approximate approximate { get; set; }

    public bool inplace { get; set; }

    public enum Approximate
    {
        none,
        tanh,
    }

    public override Tensor forward(Tensor tensor) => nn.functional.gelu(tensor, approximate, inplace);
}
