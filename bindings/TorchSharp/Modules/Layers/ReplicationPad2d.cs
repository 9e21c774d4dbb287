namespace TorchSharp.Modules;

/// <summary>The outermost pixels repeated around [N, C, H, W] or [C, H, W].</summary>
public sealed class ReplicationPad2d : PadBase
{
    internal ReplicationPad2d(long[] padding)
        : base(nameof(ReplicationPad2d), PaddingModes.Replicate, 0, padding)
    {
    }
}
