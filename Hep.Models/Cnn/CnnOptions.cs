namespace Hep.Models;

/// <summary>
/// A convolutional network: blocks, then a head as in a perceptron: hidden layers of linear map, normalisation, activation and dropout, and one linear output.
/// The size of the images is that of the data, so it is not an option.
/// </summary>
public sealed record CnnOptions : ModelOptions
{
    /// <inheritdoc/>
    public override string Name => "cnn";

    /// <summary>The blocks before the head.</summary>
    public CnnArchitecture Architecture { get; init; } = new CnnArchitecture.ConvNet();

    /// <summary>True: the head sees the mean of each feature map; false: every cell of it.</summary>
    public bool GlobalAverage { get; init; }

    /// <summary>Units of each hidden layer of the head; each 1 to 65,536, and 0 to 64 layers.</summary>
    public ValueList<int> Hidden { get; init; } = [64];

    /// <summary>The probability with which a hidden unit of the head is dropped in training, 0 up to but not including 1. Without hidden layers: what the head sees.</summary>
    public double Dropout { get; init; } = 0.1;

    /// <summary>The non-linearity after every convolution and hidden layer.</summary>
    public Activation Activation { get; init; } = Activation.Relu;

    /// <summary>What is normalised before every activation: nothing, or each feature map and each unit over the events of a batch.</summary>
    public Normalization Normalization { get; init; } = Normalization.None;

    /// <inheritdoc/>
    public override bool NormalizesOverBatch => Normalization == Normalization.Batch;

    /// <inheritdoc/>
    public override int Layers => Architecture.Blocks.Sum(block => block.Layers) + Hidden.Count + 1;

    /// <summary>The network of jet images (arXiv:1511.05190).</summary>
    /// <param name="width">Feature maps of each convolution.</param>
    public static CnnOptions ConvNet(int width = 32) => Of(new CnnArchitecture.ConvNet { Width = width });

    /// <summary>The fully connected MaxOut net of jet images (arXiv:1511.05190).</summary>
    public static CnnOptions Maxout() => Of(new CnnArchitecture.Maxout());

    /// <summary>LeNet-5.</summary>
    public static CnnOptions LeNet() => Of(new CnnArchitecture.LeNet());

    /// <summary>Stages of VGG-16 (arXiv:1409.1556).</summary>
    /// <param name="width">Feature maps of the first stage.</param>
    /// <param name="stages">Stages, 1 to 5.</param>
    public static CnnOptions Vgg(int width = 16, int stages = 3) => Of(new CnnArchitecture.Vgg { Width = width, Stages = stages });

    /// <summary>A residual network (arXiv:1512.03385).</summary>
    /// <param name="depth">18, 34, 50, 101 or 152.</param>
    /// <param name="width">Feature maps of the first stage.</param>
    /// <param name="stages">Stages, 1 to 4.</param>
    public static CnnOptions ResNet(int depth = 18, int width = 16, int stages = 3) => Of(new CnnArchitecture.ResNet { Depth = depth, Width = width, Stages = stages });

    /// <summary>Modules of GoogLeNet (arXiv:1409.4842).</summary>
    /// <param name="width">Feature maps of the first module's 1x1 branch.</param>
    /// <param name="modules">Modules, 1 or 2.</param>
    public static CnnOptions Inception(int width = 16, int modules = 2) => Of(new CnnArchitecture.Inception { Width = width, Modules = modules });

    /// <summary>An architecture with the head, activation, normalisation and dropout of its paper.</summary>
    /// <param name="architecture">The blocks.</param>
    public static CnnOptions Of(CnnArchitecture architecture) => architecture.Defaults;

    /// <inheritdoc/>
    public override ModelOptions WithoutDropout() => Architecture.Blocks.Any(IsDropout)
        ? this with { Architecture = new CnnArchitecture.Custom([.. Architecture.Blocks.Where(block => !IsDropout(block))]), Dropout = 0 }
        : this with { Dropout = 0 };

    private static bool IsDropout(CnnBlock block) => block is CnnBlock.Dropout or CnnBlock.Dropout2d;
}
