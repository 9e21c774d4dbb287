namespace Hep.Models;

/// <summary>What the encoder of an autoencoder is made of; the decoder is its mirror image.</summary>
public abstract record AutoencoderArchitecture
{
    private AutoencoderArchitecture()
    {
    }

    /// <summary>The name, as <c>model.architecture</c> spells it.</summary>
    public abstract string Name { get; }

    /// <summary>Layers with weights before the latent one; the decoder has as many behind it.</summary>
    internal abstract int Depth { get; }

    /// <summary>Fully connected layers, for features of any kind.</summary>
    public sealed record Dense : AutoencoderArchitecture
    {
        /// <inheritdoc/>
        public override string Name => "dense";

        /// <summary>Units of each hidden layer of the encoder, from the input on; the decoder has them from the latent numbers on in the other order.</summary>
        public ValueList<int> Hidden { get; init; } = [64, 32];

        /// <inheritdoc/>
        internal override int Depth => Hidden.Count;
    }

    /// <summary>Convolutions of stride 2, and as many doublings of the image in the decoder.</summary>
    public sealed record Convolutional : AutoencoderArchitecture
    {
        /// <inheritdoc/>
        public override string Name => "convolutional";

        /// <summary>Feature maps of each convolution of the encoder; each halves the image.</summary>
        public ValueList<int> Channels { get; init; } = [16, 32];

        /// <summary>The side of the windows, odd.</summary>
        public int Kernel { get; init; } = 3;

        /// <summary>How the decoder doubles an image.</summary>
        public Upsampling Upsampling { get; init; }

        /// <inheritdoc/>
        internal override int Depth => Channels.Count;
    }

    /// <summary>Locally connected layers: convolutions whose weights differ from place to place, for detectors whose cells differ.</summary>
    public sealed record LocallyConnected : AutoencoderArchitecture
    {
        /// <inheritdoc/>
        public override string Name => "locally_connected";

        /// <summary>Feature maps of each layer of the encoder; each halves the image.</summary>
        public ValueList<int> Channels { get; init; } = [4, 4];

        /// <summary>The side of the windows, odd.</summary>
        public int Kernel { get; init; } = 3;

        /// <inheritdoc/>
        internal override int Depth => Channels.Count;
    }
}
