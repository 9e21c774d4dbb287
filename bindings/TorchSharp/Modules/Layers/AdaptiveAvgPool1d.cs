using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>The mean of each of output_size parts of [N, C, L] or [C, L].</summary>
public sealed class AdaptiveAvgPool1d : nn.Module<Tensor, Tensor>
{
    internal AdaptiveAvgPool1d(long output_size)
        : base(nameof(AdaptiveAvgPool1d)) => this.output_size = output_size;

    public long output_size { get; set; }

    public override Tensor forward(Tensor input) => nn.functional.adaptive_avg_pool1d(input, output_size);
}
