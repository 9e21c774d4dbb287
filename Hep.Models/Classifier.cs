using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Hep.Models;

/// <summary>
/// The whole way from raw features to the signal's probability, [B, F] to [B, 1]: preprocessing, network, temperature, sigmoid, if wanted for
/// several copies of the event whose probabilities are averaged. It is what is saved, exported and used; training works on the network inside.
/// </summary>
public sealed class Classifier : Module<Tensor, Tensor>, IChain
{
    private readonly FeatureScaler preprocessing;
    private readonly Module<Tensor, Tensor> network;
    private readonly Temperature calibration;
    private readonly Module<Tensor, Tensor> output;
    private readonly SymmetryAverage? average;

    /// <summary>Takes the parts over.</summary>
    /// <param name="preprocessing">Raw features to network inputs.</param>
    /// <param name="network">Network inputs to logits, [B, F] to [B, 1].</param>
    /// <param name="calibration">Logits to calibrated logits.</param>
    /// <param name="average">The copies of an event that are averaged; null: the event as it is.</param>
    public Classifier(FeatureScaler preprocessing, Module<Tensor, Tensor> network, Temperature calibration, SymmetryAverage? average = null)
        : base(nameof(Classifier))
    {
        this.preprocessing = preprocessing;
        this.network = network;
        this.calibration = calibration;
        this.average = average;
        output = Sigmoid();
        RegisterComponents();
    }

    /// <summary>The first stage, which training applies once instead of at every step.</summary>
    public FeatureScaler Preprocessing => preprocessing;

    /// <summary>The stage that is trained.</summary>
    public Module<Tensor, Tensor> Network => network;

    /// <summary>Where its numbers live.</summary>
    public Device Device => preprocessing.get_buffer("mean")!.device;

    /// <inheritdoc/>
    public IReadOnlyList<Module<Tensor, Tensor>> Stages => average is null
        ? [preprocessing, network, calibration, output]
        : [average.Copies, preprocessing, network, calibration, output, average.Mean];

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The input is not [B, F].</exception>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var value = input;
        foreach (var stage in Stages)
            value = stage.call(value);
        return value.MoveToOuterDisposeScope();
    }
}
