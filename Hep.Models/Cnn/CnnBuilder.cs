using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Hep.Models;

/// <summary>Makes the layers of a convolutional network one after the other, and knows the shape between them.</summary>
internal sealed class CnnBuilder
{
    private readonly CnnOptions options;
    private readonly ConvolutionParts parts;
    private readonly List<Module<Tensor, Tensor>> layers = [];
    private readonly (long Channels, long Height, long Width) image;
    private long channels;
    private long height;
    private long width;
    private string block = "";

    private bool endsWithActivation;

    // Feature maps have height and width; units have neither.
    private bool isFlat;

    public CnnBuilder(CnnOptions options, int channels, int height, int width)
    {
        this.options = options;
        parts = new ConvolutionParts(options.Normalization, options.Activation);
        image = (this.channels, this.height, this.width) = (channels, height, width);
    }

    public IEnumerable<Module<Tensor, Tensor>> Build(int outputs)
    {
        for (var i = 0; i < options.Architecture.Blocks.Count; i++)
        {
            block = FormattableString.Invariant($"model.blocks[{i}] ({options.Architecture.Blocks[i].Name} of {options.Architecture.Name})");
            Add(options.Architecture.Blocks[i]);
            endsWithActivation = options.Architecture.Blocks[i] is CnnBlock.Convolution;
        }

        if (options.GlobalAverage && !isFlat)
        {
            Images().Add(AdaptiveAvgPool2d(1));
            (height, width) = (1, 1);
        }

        Flat();
        var head = new MlpOptions { Hidden = options.Hidden, Dropout = options.Dropout, Activation = options.Activation, Normalization = options.Normalization };
        MlpParts.Require(head);
        if (options.Hidden.Count == 0 && options.Dropout > 0)
            layers.Add(Dropout(options.Dropout));
        layers.AddRange(MlpParts.Layers(head, channels, outputs));
        return layers;
    }

    private void Add(CnnBlock step)
    {
        switch (step)
        {
            case CnnBlock.Convolution convolution:
                Positive(convolution.Channels, convolution.Kernel, convolution.Stride);
                ArgumentOutOfRangeException.ThrowIfNegative(convolution.Padding ?? 0);
                var padding = convolution.Padding ?? (convolution.Kernel - 1) / 2;
                Images().AddRange(parts.Convolution(channels, convolution.Channels, convolution.Kernel, convolution.Stride, padding));
                Window(convolution.Kernel, convolution.Stride, padding);
                channels = convolution.Channels;
                break;
            case CnnBlock.Pooling pooling:
                var stride = pooling.Stride ?? pooling.Size;
                Positive(pooling.Size, stride);
                Add(pooling, stride);
                Window(pooling.Size, stride, 0);
                break;
            case CnnBlock.LocalResponse response:
                Positive(response.Size);
                if (response.Size % 2 == 0 || response.Alpha < 0 || response.Offset <= 0)
                    throw new ArgumentOutOfRangeException(nameof(step), response, "the size is odd, alpha not below 0, the offset above 0");
                Images().Add(LocalResponseNorm(response.Size, response.Alpha, response.Beta, response.Offset));
                break;
            case CnnBlock.Residual residual:
                Add(residual);
                break;
            case CnnBlock.Inception inception:
                Positive(inception.One, inception.ThreeReduced, inception.Three, inception.FiveReduced, inception.Five, inception.Pooled);
                Images().Add(new InceptionModule(parts, channels, inception));
                channels = (long)inception.One + inception.Three + inception.Five + inception.Pooled;
                break;
            case CnnBlock.Maxout maxout:
                Positive(maxout.Units, maxout.Pieces);
                Flat().Add(new Maxout(channels, maxout.Units, maxout.Pieces));
                channels = maxout.Units;
                break;
            case CnnBlock.Dropout dropout:
                layers.Add(Dropout(Probability(dropout.Probability)));
                break;
            case CnnBlock.Dropout2d dropout:
                Images().Add(Dropout2d(Probability(dropout.Probability)));
                break;
            default:
                throw new ArgumentException($"no layers for a block of type {step.GetType()}", nameof(step));
        }
    }

    // The activation of the largest value is the largest activation if it never falls; and then there are fewer values that it has to see.
    private void Add(CnnBlock.Pooling pooling, int stride)
    {
        if (pooling.Kind == PoolingKind.Average)
            Images().Add(AvgPool2d(pooling.Size, stride));
        else
            Images().Insert(endsWithActivation && parts.NeverFalls ? layers.Count - 1 : layers.Count, MaxPool2d(pooling.Size, stride));
    }

    private void Add(CnnBlock.Residual residual)
    {
        Positive(residual.Channels, residual.Count, residual.Stride);
        for (var i = 0; i < residual.Count; i++)
        {
            var stride = i == 0 ? residual.Stride : 1;
            var outputs = residual.Channels * (residual.Bottleneck ? (long)CnnBlock.Residual.Expansion : 1);
            Images().Add(new ResidualBlock(parts, channels, residual.Channels, outputs, stride, residual.Bottleneck));
            channels = outputs;
            Window(3, stride, 1);
        }
    }

    // The list that a layer on feature maps goes into: images are made of rows before the first.
    private List<Module<Tensor, Tensor>> Images()
    {
        if (isFlat)
            throw new InvalidDataException($"{block}: found units of a fully connected layer before it, expected an image; put the block before the first maxout");
        if (!layers.OfType<ImageOfRow>().Any())
            layers.Insert(0, new ImageOfRow(image.Channels, image.Height, image.Width));
        return layers;
    }

    // The list that a layer on units goes into; rows that never were images are flat already.
    private List<Module<Tensor, Tensor>> Flat()
    {
        if (!isFlat)
        {
            if (layers.OfType<ImageOfRow>().Any())
                layers.Add(Flatten());
            (channels, isFlat) = (channels * height * width, true);
        }

        return layers;
    }

    private void Window(int size, int stride, int padding)
    {
        if (height + (2L * padding) < size || width + (2L * padding) < size)
        {
            var around = padding == 0 ? "" : FormattableString.Invariant($" with {padding} of padding on each side");
            throw new InvalidDataException(FormattableString.Invariant(
                $"{block}: found an image of {height} x {width} cells{around} before a window of {size} x {size}, expected no fewer cells than the window has; take larger images, fewer blocks, smaller strides or more padding"));
        }

        height = ((height + (2 * padding) - size) / stride) + 1;
        width = ((width + (2 * padding) - size) / stride) + 1;
    }

    private static void Positive(params ReadOnlySpan<int> sizes)
    {
        foreach (var size in sizes)
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
    }

    private static double Probability(double probability) =>
        probability is >= 0 and < 1 ? probability : throw new ArgumentOutOfRangeException(nameof(probability), probability, "a dropout is a probability below 1");
}
