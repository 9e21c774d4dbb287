namespace Hep.Models;

/// <summary>
/// One step of a convolutional network. Convolution, pooling, local response, residual and inception blocks work on feature maps [B, C, H, W];
/// <see cref="Maxout"/> works on units [B, U], and feature maps are flattened before the first of them.
/// </summary>
public abstract record CnnBlock
{
    private CnnBlock()
    {
    }

    /// <summary>The name, as <c>model.blocks</c> spells it.</summary>
    public abstract string Name { get; }

    // How many layers with weights it is.
    internal virtual int Layers => 0;

    /// <summary>A convolution, the network's normalisation, its activation: [B, C, H, W] to [B, Channels, H', W'], H' = (H + 2 Padding - Kernel) / Stride + 1, rounded down.</summary>
    /// <param name="Channels">Feature maps, 1 to 65,536.</param>
    public sealed record Convolution(int Channels) : CnnBlock
    {
        /// <inheritdoc/>
        public override string Name => "convolution";

        internal override int Layers => 1;

        /// <summary>Cells of the filter in each direction, 1 to 1,024.</summary>
        public int Kernel { get; init; } = 3;

        /// <summary>Cells from one window to the next, 1 to 1,024.</summary>
        public int Stride { get; init; } = 1;

        /// <summary>Cells of zeros around the image, 0 to 1,024; null: (Kernel - 1) / 2, with which an odd kernel keeps the image's size.</summary>
        public int? Padding { get; init; }
    }

    /// <summary>The largest value or the mean of each window, [B, C, H, W] to [B, C, H', W'], H' = (H - Size) / Stride + 1, rounded down.</summary>
    /// <param name="Size">Cells of the window in each direction, 1 to 1,024.</param>
    public sealed record Pooling(int Size) : CnnBlock
    {
        /// <inheritdoc/>
        public override string Name => "pooling";

        /// <summary>Maximum or mean.</summary>
        public PoolingKind Kind { get; init; } = PoolingKind.Max;

        /// <summary>Cells from one window to the next, 1 to 1,024; null: <see cref="Size"/>.</summary>
        public int? Stride { get; init; }
    }

    /// <summary>
    /// Each value divided by (Offset + Alpha m)^Beta, m the mean of the squares of Size neighbouring feature maps at the same cell
    /// (A. Krizhevsky, I. Sutskever and G. Hinton, NIPS 2012, section 3.3, with a mean where the paper has a sum).
    /// </summary>
    /// <param name="Size">Neighbouring feature maps, an odd number from 1 to 1,023.</param>
    public sealed record LocalResponse(int Size) : CnnBlock
    {
        /// <inheritdoc/>
        public override string Name => "local_response";

        /// <summary>The factor of the mean square, not below 0.</summary>
        public double Alpha { get; init; } = 1e-4;

        /// <summary>The exponent.</summary>
        public double Beta { get; init; } = 0.75;

        /// <summary>What is there without neighbours, above 0.</summary>
        public double Offset { get; init; } = 1;
    }

    /// <summary>
    /// Residual blocks (arXiv:1512.03385, fig. 5), [B, C, H, W] to [B, C', H / Stride, W / Stride], rounded up: f(x) + x, then the activation. Where sizes differ, x goes
    /// through a 1x1 convolution (option B there).
    /// </summary>
    /// <param name="Channels">Feature maps of the 3x3 convolutions, 1 to 65,536; a bottleneck gives 4 times as many, C'.</param>
    public sealed record Residual(int Channels) : CnnBlock
    {
        /// <summary>Feature maps that a bottleneck gives for each of its 3x3 convolution.</summary>
        public const int Expansion = 4;

        /// <inheritdoc/>
        public override string Name => "residual";

        internal override int Layers => Count;

        /// <summary>Blocks one after the other, 1 to 1,000.</summary>
        public int Count { get; init; } = 2;

        /// <summary>Of the first block's first 3x3 convolution, 1 to 1,024; the other blocks have 1.</summary>
        public int Stride { get; init; } = 1;

        /// <summary>False: two 3x3 convolutions a block; true: 1x1, 3x3, 1x1.</summary>
        public bool Bottleneck { get; init; }
    }

    /// <summary>
    /// An inception module with dimension reductions (arXiv:1409.4842, fig. 2b), [B, C, H, W] to [B, One + Three + Five + Pooled, H, W]: four branches side by side.
    /// </summary>
    /// <param name="One">Feature maps of the branch with a 1x1 convolution; this and the others 1 to 65,536.</param>
    /// <param name="ThreeReduced">Of the 1x1 convolution before the 3x3.</param>
    /// <param name="Three">Of the branch with a 3x3 convolution.</param>
    /// <param name="FiveReduced">Of the 1x1 convolution before the 5x5.</param>
    /// <param name="Five">Of the branch with a 5x5 convolution.</param>
    /// <param name="Pooled">Of the 1x1 convolution after the 3x3 maximum.</param>
    public sealed record Inception(int One, int ThreeReduced, int Three, int FiveReduced, int Five, int Pooled) : CnnBlock
    {
        /// <inheritdoc/>
        public override string Name => "inception";

        internal override int Layers => 1;
    }

    /// <summary>A fully connected layer whose unit is the largest of several linear maps (arXiv:1302.4389, section 3), [B, U] to [B, Units].</summary>
    /// <param name="Units">Units, 1 to 65,536.</param>
    public sealed record Maxout(int Units) : CnnBlock
    {
        /// <inheritdoc/>
        public override string Name => "maxout";

        internal override int Layers => 1;

        /// <summary>Linear maps a unit, 2 to 1,024.</summary>
        public int Pieces { get; init; } = 5;
    }

    /// <summary>Drops single values in training.</summary>
    /// <param name="Probability">With which a value is dropped, 0 up to but not including 1.</param>
    public sealed record Dropout(double Probability) : CnnBlock
    {
        /// <inheritdoc/>
        public override string Name => "dropout";
    }

    /// <summary>Drops whole feature maps in training (arXiv:1411.4280, section 3.2).</summary>
    /// <param name="Probability">With which a map is dropped, 0 up to but not including 1.</param>
    public sealed record Dropout2d(double Probability) : CnnBlock
    {
        /// <inheritdoc/>
        public override string Name => "dropout2d";
    }
}
