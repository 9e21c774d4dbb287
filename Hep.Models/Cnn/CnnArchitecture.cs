namespace Hep.Models;

/// <summary>The blocks of a convolutional network: those of a paper, scaled to images of some 25 x 25 cells and to two cores, or a list of one's own.</summary>
public abstract record CnnArchitecture
{
    private CnnArchitecture()
    {
    }

    /// <summary>The name, as <c>model.architecture</c> spells it.</summary>
    public abstract string Name { get; }

    /// <summary>The blocks before the head, first to last.</summary>
    public abstract ValueList<CnnBlock> Blocks { get; }

    /// <summary>This architecture with the head, activation, normalisation and dropout of its paper.</summary>
    internal abstract CnnOptions Defaults { get; }

    /// <summary>Blocks of one's own.</summary>
    public sealed record Custom : CnnArchitecture
    {
        private readonly ValueList<CnnBlock> blocks;

        /// <summary>Takes the blocks.</summary>
        /// <param name="blocks">First to last.</param>
        public Custom(ValueList<CnnBlock> blocks) => this.blocks = blocks;

        /// <inheritdoc/>
        public override string Name => "custom";

        /// <inheritdoc/>
        public override ValueList<CnnBlock> Blocks => blocks;

        internal override CnnOptions Defaults => new() { Architecture = this, Hidden = [64], Dropout = 0 };
    }

    /// <summary>The ConvNet of jet images (arXiv:1511.05190, section 5): a first kernel of 11x11 cells, zeros around the image so that every overlap counts.</summary>
    public sealed record ConvNet : CnnArchitecture
    {
        /// <inheritdoc/>
        public override string Name => "convnet";

        /// <summary>Feature maps of each convolution, 1 to 4,096.</summary>
        public int Width { get; init; } = 32;

        /// <inheritdoc/>
        public override ValueList<CnnBlock> Blocks =>
        [
            new CnnBlock.Convolution(Width) { Kernel = 11, Padding = 10 }, new CnnBlock.Pooling(2),
            new CnnBlock.Convolution(Width) { Padding = 2 }, new CnnBlock.Pooling(3),
            new CnnBlock.Convolution(Width) { Padding = 2 }, new CnnBlock.Pooling(3),
            new CnnBlock.LocalResponse(5) { Alpha = 5e-4, Offset = 2 }, new CnnBlock.Dropout(0.2),
        ];

        internal override CnnOptions Defaults => new() { Architecture = this, Hidden = [64], Dropout = 0.1 };
    }

    /// <summary>The fully connected MaxOut net of jet images (arXiv:1511.05190, section 5).</summary>
    public sealed record Maxout : CnnArchitecture
    {
        /// <inheritdoc/>
        public override string Name => "maxout";

        /// <inheritdoc/>
        public override ValueList<CnnBlock> Blocks => [new CnnBlock.Maxout(256), new CnnBlock.Dropout(0.3), new CnnBlock.Maxout(128), new CnnBlock.Dropout(0.2)];

        internal override CnnOptions Defaults => new() { Architecture = this, Hidden = [64, 25], Dropout = 0.2 };
    }

    /// <summary>LeNet-5 (Y. LeCun, L. Bottou, Y. Bengio and P. Haffner, Proc. IEEE 86 (1998) 2278, section II.B).</summary>
    public sealed record LeNet : CnnArchitecture
    {
        /// <inheritdoc/>
        public override string Name => "lenet";

        /// <inheritdoc/>
        public override ValueList<CnnBlock> Blocks =>
        [
            new CnnBlock.Convolution(6) { Kernel = 5, Padding = 2 }, new CnnBlock.Pooling(2) { Kind = PoolingKind.Average },
            new CnnBlock.Convolution(16) { Kernel = 5, Padding = 0 }, new CnnBlock.Pooling(2) { Kind = PoolingKind.Average },
        ];

        internal override CnnOptions Defaults => new() { Architecture = this, Hidden = [120, 84], Dropout = 0, Activation = Activation.Tanh };
    }

    /// <summary>The stages of VGG-16 (arXiv:1409.1556, table 1, column D): two or three 3x3 convolutions, then the maximum of 2x2 cells.</summary>
    public sealed record Vgg : CnnArchitecture
    {
        /// <summary>The most stages, those of the paper.</summary>
        public const int MostStages = 5;

        /// <inheritdoc/>
        public override string Name => "vgg";

        /// <summary>Feature maps of the first stage, 1 to 4,096; each further stage has twice as many, up to 8 times. The paper's is 64.</summary>
        public int Width { get; init; } = 16;

        /// <summary>Stages, 1 to <see cref="MostStages"/>.</summary>
        public int Stages { get; init; } = 3;

        /// <inheritdoc/>
        public override ValueList<CnnBlock> Blocks =>
            [.. Enumerable.Range(0, Stages).SelectMany(stage => Enumerable.Repeat<CnnBlock>(new CnnBlock.Convolution(Width << Math.Min(stage, 3)), stage < 2 ? 2 : 3).Append(new CnnBlock.Pooling(2)))];

        internal override CnnOptions Defaults => new() { Architecture = this, Hidden = [8 * Width, 8 * Width], Dropout = 0.5 };
    }

    /// <summary>A residual network (arXiv:1512.03385, table 1) with a 3x3 convolution in the place of the first 7x7 convolution and maximum, which are made for 224 x 224 cells.</summary>
    public sealed record ResNet : CnnArchitecture
    {
        /// <summary>The most stages, those of the paper.</summary>
        public const int MostStages = 4;

        /// <inheritdoc/>
        public override string Name => "resnet";

        /// <summary>Layers with weights that the network has with <see cref="MostStages"/> stages, one of <see cref="Depths"/>; it says how many residual blocks a stage has.</summary>
        public int Depth { get; init; } = 18;

        /// <summary>Feature maps of the first stage, 1 to 4,096; each further stage has twice as many. The paper's is 64.</summary>
        public int Width { get; init; } = 16;

        /// <summary>Stages, 1 to <see cref="MostStages"/>; all but the first halve the image.</summary>
        public int Stages { get; init; } = 3;

        /// <summary>The depths of the paper's table 1; 50 and deeper are of bottlenecks.</summary>
        public static ValueList<int> Depths { get; } = [18, 34, 50, 101, 152];

        /// <inheritdoc/>
        public override ValueList<CnnBlock> Blocks
        {
            get
            {
                ValueList<int> counts = Depth switch
                {
                    18 => [2, 2, 2, 2],
                    34 or 50 => [3, 4, 6, 3],
                    101 => [3, 4, 23, 3],
                    152 => [3, 8, 36, 3],
                    var other => throw new InvalidOperationException(FormattableString.Invariant($"found a residual network of depth {other}, expected one of {string.Join(", ", Depths)}")),
                };
                return
                [
                    new CnnBlock.Convolution(Width),
                    .. Enumerable.Range(0, Stages).Select(stage => new CnnBlock.Residual(Width << stage) { Count = counts[stage], Stride = stage == 0 ? 1 : 2, Bottleneck = Depth >= 50 }),
                ];
            }
        }

        internal override CnnOptions Defaults => new() { Architecture = this, GlobalAverage = true, Hidden = [], Dropout = 0, Normalization = Normalization.Batch };
    }

    /// <summary>The first two inception modules of GoogLeNet (arXiv:1409.4842, table 1, 3a and 3b) behind two 3x3 convolutions.</summary>
    public sealed record Inception : CnnArchitecture
    {
        /// <inheritdoc/>
        public override string Name => "inception";

        /// <summary>Feature maps of the first module's 1x1 branch, a multiple of 4 up to 4,096; all others follow the paper's proportions. The paper's is 64.</summary>
        public int Width { get; init; } = 16;

        /// <summary>Modules, 1 or 2.</summary>
        public int Modules { get; init; } = 2;

        /// <inheritdoc/>
        public override ValueList<CnnBlock> Blocks
        {
            get
            {
                CnnBlock[] modules =
                [
                    new CnnBlock.Inception(Width, 3 * Width / 2, 2 * Width, Width / 4, Width / 2, Width / 2),
                    new CnnBlock.Inception(2 * Width, 2 * Width, 3 * Width, Width / 2, 3 * Width / 2, Width),
                ];
                return [new CnnBlock.Convolution(Width), new CnnBlock.Convolution(3 * Width), new CnnBlock.Pooling(2), .. modules.Take(Modules), new CnnBlock.Pooling(2)];
            }
        }

        internal override CnnOptions Defaults => new() { Architecture = this, GlobalAverage = true, Hidden = [], Dropout = 0.4 };
    }
}
