using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Hep.Models;

/// <summary>Rows to images, [B, C H W] to [B, C, H, W].</summary>
internal sealed class ImageOfRow(long channels, long height, long width) : Module<Tensor, Tensor>(nameof(ImageOfRow)), IGraphLayer
{
    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        if (input.device_type != DeviceType.CPU)
            return input.reshape(-1, channels, height, width);

        // Channels last in memory, and all that follows keeps it so: oneDNN's convolutions then need no reordering of feature maps. One channel costs no copy.
        using var scope = NewDisposeScope();
        var last = channels == 1 ? input.reshape(-1, height, width, 1) : input.reshape(-1, channels, height, width).permute(0, 2, 3, 1).contiguous();
        return last.permute(0, 3, 1, 2).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public string Emit(IGraph graph, string input) => graph.Node("Reshape", input, graph.Integers("image", [-1, channels, height, width]));
}
