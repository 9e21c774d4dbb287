namespace TorchSharp.Modules;

/// <summary>Zeros around [N, C, H, W] or [C, H, W].</summary>
public sealed class ZeroPad2d : PadBase
{
    internal ZeroPad2d(long[] padding)
        : base(nameof(ZeroPad2d), PaddingModes.Constant, 0, padding)
    {
    }
}
