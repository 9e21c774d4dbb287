using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hep.Tests.Bindings.TorchSharp;

/// <summary>A residual block of convolutions; golden/images.py has the same in Python.</summary>
internal sealed class ResidualModule : nn.Module<Tensor, Tensor>
{
    private readonly Conv2d one = nn.Conv2d(4, 4, 3, padding: 1, bias: false);
    private readonly BatchNorm2d norm = nn.BatchNorm2d(4);
    private readonly Conv2d two = nn.Conv2d(4, 4, 1);

    public ResidualModule()
        : base(nameof(ResidualModule)) => RegisterComponents();

    public override Tensor forward(Tensor input) => (input + two.call(norm.call(one.call(input)).relu())).relu();
}
