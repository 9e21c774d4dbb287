using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Hep.Models;

/// <summary>Makes the layers of encoder and decoder, each a group that begins with its weights; the group i of the encoder is undone by the group -1 - i of the decoder.</summary>
/// <param name="options">What they are made of.</param>
/// <param name="channels">Channels of an image; 1 for rows of features.</param>
/// <param name="height">Lines.</param>
/// <param name="width">Cells of a line.</param>
internal sealed class AutoencoderParts(AutoencoderOptions options, long channels, long height, long width)
{
    private readonly List<List<Module<Tensor, Tensor>>> encoder = [];
    private readonly List<List<Module<Tensor, Tensor>>> decoder = [];

    private long Inputs => channels * height * width;

    // A variational encoder gives means, then logarithms of variances.
    private long Code => options.Latent * (options.IsVariational ? 2L : 1);

    /// <summary>The groups of both, first to last.</summary>
    public (List<List<Module<Tensor, Tensor>>> Encoder, List<List<Module<Tensor, Tensor>>> Decoder) Build()
    {
        if (options.Architecture is AutoencoderArchitecture.Dense dense)
            AddDense(dense.Hidden);
        else
            AddImages();
        if (options.SparseActivation is not null)
            encoder[^1].Add(Sigmoid());
        if (options.Output != OutputRange.Real)
            decoder[^1].Add(options.Output == OutputRange.Positive ? Softplus() : Sigmoid());
        return (encoder, decoder);
    }

    private void AddDense(ValueList<int> hidden)
    {
        var layers = new MlpOptions { Activation = options.Activation, Normalization = options.Normalization };
        long[] sizes = [Inputs, .. hidden.Select(units => (long)units), Code];
        for (var i = 1; i < sizes.Length; i++)
            encoder.Add([Linear(sizes[i - 1], sizes[i]), .. i < sizes.Length - 1 ? Hidden(sizes[i]) : []]);
        sizes[^1] = options.Latent;
        for (var i = sizes.Length - 1; i > 0; i--)
            decoder.Add([Linear(sizes[i], sizes[i - 1]), .. i > 1 ? Hidden(sizes[i - 1]) : []]);

        IEnumerable<Module<Tensor, Tensor>> Hidden(long units) =>
            MlpParts.Normalization(layers, units) is { } normalization ? [normalization, MlpParts.Activation(options.Activation)] : [MlpParts.Activation(options.Activation)];
    }

    private void AddImages()
    {
        var (maps, kernel) = options.Architecture switch
        {
            AutoencoderArchitecture.Convolutional convolutional => (convolutional.Channels, convolutional.Kernel),
            AutoencoderArchitecture.LocallyConnected local => (local.Channels, local.Kernel),
            var other => throw new ArgumentException($"no layers for an autoencoder of type {other.GetType()}", nameof(options)),
        };
        if (maps.Count == 0 || kernel < 1 || kernel % 2 == 0)
            throw new ArgumentOutOfRangeException(nameof(options), kernel, "an autoencoder of images has one layer or more, and windows of an odd side");
        var parts = new ConvolutionParts(options.Normalization, options.Activation);
        var sizes = new List<(long Channels, long Height, long Width)> { (channels, height, width) };
        foreach (var count in maps)
        {
            var (_, lines, cells) = sizes[^1];
            encoder.Add([Halving(parts, sizes[^1], count, kernel), .. After(parts, count)]);
            sizes.Add((count, (lines + 1) / 2, (cells + 1) / 2));
        }

        encoder[0].Insert(0, new ImageOfRow(channels, height, width));
        var (last, lastHeight, lastWidth) = sizes[^1];
        var units = last * lastHeight * lastWidth;
        encoder.Add([Flatten(), Linear(units, Code)]);
        decoder.Add([Linear(options.Latent, units), MlpParts.Activation(options.Activation), new ImageOfRow(last, lastHeight, lastWidth)]);
        for (var i = sizes.Count - 1; i > 0; i--)
            decoder.Add([.. Doubling(parts, sizes[i], sizes[i - 1], kernel), .. i > 1 ? After(parts, sizes[i - 1].Channels) : []]);
        decoder[^1].Add(Flatten());
    }

    private static IEnumerable<Module<Tensor, Tensor>> After(ConvolutionParts parts, long maps) =>
        parts.Normalization(maps) is { } normalization ? [normalization, parts.Activation()] : [parts.Activation()];

    private Module<Tensor, Tensor> Halving(ConvolutionParts parts, (long Channels, long Height, long Width) size, long maps, int kernel) =>
        options.Architecture is AutoencoderArchitecture.LocallyConnected
            ? new LocallyConnected2d(size.Channels, size.Height, size.Width, maps, kernel, 2, (kernel - 1) / 2)
            : parts.Linear(size.Channels, maps, kernel, 2, (kernel - 1) / 2);

    // The last layer has a bias whatever is normalised: nothing comes behind it.
    private IEnumerable<Module<Tensor, Tensor>> Doubling(ConvolutionParts parts, (long Channels, long Height, long Width) from, (long Channels, long Height, long Width) to, int kernel)
    {
        var padding = (kernel - 1) / 2;
        var isLast = to == (channels, height, width);
        if (options.Architecture is AutoencoderArchitecture.Convolutional { Upsampling: Upsampling.Transposed })
        {
            // Of even sizes the cell behind the last is made too.
            var further = (1 - (to.Height % 2), 1 - (to.Width % 2));
            yield return ConvTranspose2d(from.Channels, to.Channels, (kernel, kernel), (2, 2), (padding, padding), further, bias: isLast || parts.Normalization(1) is null);
            yield break;
        }

        yield return Upsample(scale_factor: [2, 2]);
        if ((2 * from.Height, 2 * from.Width) != (to.Height, to.Width))
            yield return new CornerOfImage(to.Height, to.Width);
        yield return options.Architecture is AutoencoderArchitecture.LocallyConnected
            ? new LocallyConnected2d(from.Channels, to.Height, to.Width, to.Channels, kernel, 1, padding)
            : Conv2d(from.Channels, to.Channels, kernel, padding: padding, bias: isLast || parts.Normalization(1) is null);
    }
}
