using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Hep.Models;

/// <summary>
/// The whole way from raw features to the signal's probability, [B, F] to [B, 1]: preprocessing, network, calibration, sigmoid; if wanted
/// the network's logits are averaged over symmetric copies of the event. It is what is saved, exported and used; training works on the network inside.
/// </summary>
public sealed class Classifier : Module<Tensor, Tensor>, IChain
{
    private readonly InputStage preprocessing;
    private readonly Module<Tensor, Tensor> network;
    private readonly Module<Tensor, Tensor> calibration;
    private readonly Module<Tensor, Tensor> output;
    private readonly SymmetryAverage? average;

    /// <summary>Takes the parts over.</summary>
    /// <param name="preprocessing">Raw features to network inputs.</param>
    /// <param name="network">Network inputs to logits, [B, F] to [B, 1].</param>
    /// <param name="calibration">Logits to calibrated logits, [B, 1] to [B, 1]: <see cref="Temperature"/>, <see cref="Platt"/>, <see cref="Beta"/> or <see cref="Isotonic"/>.</param>
    /// <param name="average">The copies of an event over which logits are averaged; null: the event as it is.</param>
    public Classifier(InputStage preprocessing, Module<Tensor, Tensor> network, Module<Tensor, Tensor> calibration, SymmetryAverage? average = null)
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
    public InputStage Preprocessing => preprocessing;

    /// <summary>The stage that is trained.</summary>
    public Module<Tensor, Tensor> Network => network;

    /// <summary>The stage that is fitted after the training.</summary>
    public Module<Tensor, Tensor> Calibration => calibration;

    /// <summary>Where its numbers live.</summary>
    public Device Device => network.parameters().First().device;

    /// <inheritdoc/>
    public IReadOnlyList<Module<Tensor, Tensor>> Stages => [.. ToLogits, calibration, output];

    /// <summary>The copies of an event over which logits are averaged; null: the event as it is.</summary>
    public SymmetryAverage? Average => average;

    private IReadOnlyList<Module<Tensor, Tensor>> ToLogits =>
        average is null ? [preprocessing, network] : [average.Copies, preprocessing, network, average.Mean];

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The input is not [B, F].</exception>
    public override Tensor forward(Tensor input) => Through(Stages, input);

    /// <summary>The first half of the way: the network's logits, before the calibration, [B, F] to [B, 1].</summary>
    /// <param name="input">Raw features.</param>
    /// <exception cref="ArgumentException">The input is not [B, F].</exception>
    public Tensor Logits(Tensor input) => Through(ToLogits, input);

    /// <summary>The second half: logits to probabilities, [B, 1] to [B, 1].</summary>
    /// <param name="logits">What <see cref="Logits"/> gives.</param>
    public Tensor Probabilities(Tensor logits) => Through([calibration, output], logits);

    private static Tensor Through(IReadOnlyList<Module<Tensor, Tensor>> stages, Tensor input)
    {
        using var scope = NewDisposeScope();
        var value = input;
        foreach (var stage in stages)
            value = stage.call(value);
        return value.MoveToOuterDisposeScope();
    }
}
