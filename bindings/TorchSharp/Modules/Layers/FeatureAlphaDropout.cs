using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Dropout of whole channels that keeps mean and variance of what SELU gives.</summary>
public sealed class FeatureAlphaDropout : nn.Module<Tensor, Tensor>
{
    internal FeatureAlphaDropout(double p, bool inplace)
        : base(nameof(FeatureAlphaDropout))
    {
        this.p = p;
        this.inplace = inplace;
    }

    public double p { get; set; }

    public bool inplace { get; set; }

    public override Tensor forward(Tensor input) => nn.functional.feature_alpha_dropout(input, p, training, inplace);
}
