using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Hep.Models;

/// <summary>
/// An autoencoder, [B, F] to [B, F]: rows to latent numbers [B, L] and back; a row holds an image channel by channel and line by line. Called as a module, and exported, it gives the reconstruction without chance. Parameters
/// are named as those of a PyTorch module with the <c>nn.Sequential</c>s <c>encoder</c> and <c>decoder</c>.
/// </summary>
public sealed class Autoencoder : Module<Tensor, Tensor>, IChain, IAutoencoder
{
    private readonly CorruptionLayer corruption;
    private readonly Sequential encoder;
    private readonly Sequential decoder;
    private readonly ColumnRange? means;
    private readonly List<List<Module<Tensor, Tensor>>> encoderGroups;
    private readonly List<List<Module<Tensor, Tensor>>> decoderGroups;

    /// <summary>An autoencoder of features.</summary>
    /// <param name="options">Layers and kinds.</param>
    /// <param name="inputs">Features F.</param>
    /// <exception cref="ArgumentException">The layers are those of images, or the options contradict each other.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size or another number is outside of its range.</exception>
    public Autoencoder(AutoencoderOptions options, int inputs)
        : this(
            options.Architecture is AutoencoderArchitecture.Dense ? options : throw new ArgumentException($"found an autoencoder of the architecture {options.Architecture.Name} for features, expected dense: the others take images", nameof(options)),
            1,
            1,
            inputs)
    {
    }

    /// <summary>An autoencoder of images.</summary>
    /// <param name="options">Layers and kinds.</param>
    /// <param name="channels">Channels C.</param>
    /// <param name="height">Lines H.</param>
    /// <param name="width">Cells W of a line.</param>
    /// <exception cref="ArgumentException">The options contradict each other.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size or another number is outside of its range.</exception>
    /// <exception cref="InvalidDataException">The images are smaller than the windows.</exception>
    public Autoencoder(AutoencoderOptions options, int channels, int height, int width)
        : base(nameof(Autoencoder))
    {
        foreach (var size in new[] { channels, height, width, options.Latent })
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        if (options.IsVariational && options.SparseActivation is not null)
            throw new ArgumentException("found a variational autoencoder with a sparse activation, expected one of the two: the latent numbers of the one are normally distributed, those of the other sigmoids", nameof(options));
        if (options.SparseActivation is { } activation && activation is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(options), activation, "a mean activation lies between 0 and 1");
        (Options, Inputs) = (options, checked(channels * height * width));
        corruption = new CorruptionLayer(options.Corruption, channels);
        (encoderGroups, decoderGroups) = new AutoencoderParts(options, channels, height, width).Build();
        encoder = Sequential(encoderGroups.SelectMany(group => group));
        decoder = Sequential(decoderGroups.SelectMany(group => group));
        means = options.IsVariational ? new ColumnRange(0, options.Latent) : null;
        RegisterComponents();
    }

    /// <summary>What it is made of.</summary>
    public AutoencoderOptions Options { get; }

    /// <inheritdoc/>
    public int Inputs { get; }

    /// <inheritdoc/>
    public int LatentSize => Options.Latent;

    /// <inheritdoc/>
    public double? SparseActivation => Options.SparseActivation;

    /// <summary>The way to the latent numbers, [B, F] to [B, L], as modules, for graphs that score by them.</summary>
    public IReadOnlyList<Module<Tensor, Tensor>> EncoderStages => means is null ? [encoder] : [encoder, means];

    /// <inheritdoc/>
    public IReadOnlyList<Module<Tensor, Tensor>> Stages => [.. EncoderStages, decoder];

    /// <summary>The stages of greedy pre-training, from the input inwards: one a layer of the encoder (G. E. Hinton, R. R. Salakhutdinov, Science 313 (2006) 504; P. Vincent et al., J. Mach. Learn. Res. 11 (2010) 3371).</summary>
    /// <exception cref="InvalidOperationException">The autoencoder is not dense, or variational: its innermost layer has no numbers that could be reconstructed without chance.</exception>
    public IReadOnlyList<PretrainingStage> PretrainingStages => Options is { Architecture: AutoencoderArchitecture.Dense, IsVariational: false }
        ? [.. Enumerable.Range(0, encoderGroups.Count).Select(i => new PretrainingStage(i, corruption, [.. encoderGroups.Take(i).SelectMany(group => group)], encoderGroups[i], decoderGroups[^(i + 1)]))]
        : throw new InvalidOperationException("layers are trained one after the other in dense autoencoders that are not variational");

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The input is not [B, F].</exception>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return decoder.call(Encode(input)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public AutoencoderPass Pass(Tensor input)
    {
        Shapes.RequireColumns(input, Inputs, nameof(Autoencoder));
        using var scope = NewDisposeScope();
        var code = encoder.call(corruption.call(input));
        var mean = means is null ? code : means.call(code);
        var logVariance = means is null ? null : code.narrow(1, LatentSize, LatentSize);
        var drawn = logVariance is not null && training ? mean + ((0.5 * logVariance).exp() * randn_like(mean)) : null;
        var reconstruction = decoder.call(drawn ?? mean).MoveToOuterDisposeScope();
        mean = mean.MoveToOuterDisposeScope();
        return new AutoencoderPass(reconstruction, drawn?.MoveToOuterDisposeScope() ?? mean, mean, logVariance?.MoveToOuterDisposeScope());
    }

    /// <inheritdoc/>
    public Tensor Encode(Tensor input)
    {
        Shapes.RequireColumns(input, Inputs, nameof(Autoencoder));
        using var scope = NewDisposeScope();
        var code = encoder.call(input);
        return (means is null ? code : means.call(code)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public Tensor Decode(Tensor latent)
    {
        Shapes.RequireColumns(latent, LatentSize, nameof(Autoencoder));
        return decoder.call(latent);
    }
}
