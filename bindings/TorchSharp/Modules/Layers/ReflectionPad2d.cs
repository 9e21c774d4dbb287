namespace TorchSharp.Modules;

/// <summary>The mirror image around, without its edge, [N, C, H, W] or [C, H, W].</summary>
public sealed class ReflectionPad2d : PadBase
{
    internal ReflectionPad2d(long[] padding)
        : base(nameof(ReflectionPad2d), PaddingModes.Reflect, 0, padding)
    {
    }
}
