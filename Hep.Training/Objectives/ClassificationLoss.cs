using Hep.Training.Cards;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Hep.Training.Objectives;

/// <summary>The loss of signal against background from logits z, targets y (0 or 1) and weights w, all [B, 1], see <see cref="LossOptions"/>.</summary>
internal sealed class ClassificationLoss(LossOptions options)
{
    /// <summary>For a step of the training: 1/B sum w l(z, y), with smoothed labels where the card wants them.</summary>
    public Tensor OfBatch(Tensor logits, Tensor targets, Tensor weights) => options switch
    {
        LossOptions.CrossEntropy { LabelSmoothing: > 0 and var s } => F.binary_cross_entropy_with_logits(logits, (targets * (1 - s)) + (s / 2), weights),
        LossOptions.Focal focal when IsModulated(focal) => Focal(focal, logits, targets, weights).mean(),
        _ => F.binary_cross_entropy_with_logits(logits, targets, weights),
    };

    /// <summary>For the validation: sum w l(z, y), with the labels as they are.</summary>
    public Tensor Sum(Tensor logits, Tensor targets, Tensor weights) => options is LossOptions.Focal focal && IsModulated(focal)
        ? Focal(focal, logits, targets, weights).sum()
        : F.binary_cross_entropy_with_logits(logits, targets, weights, nn.Reduction.Sum);

    private static bool IsModulated(LossOptions.Focal focal) => focal.Gamma > 0 || focal.Alpha is not null;

    // With s = z for signal and -z for background: q = sigmoid(s), and (1 - q)^g = exp(g ln sigmoid(-s)), whose gradient is there even where 1 - q underflows.
    private static Tensor Focal(LossOptions.Focal options, Tensor logits, Tensor targets, Tensor weights)
    {
        var towards = logits * ((2 * targets) - 1);
        var loss = -F.logsigmoid(towards) * (options.Gamma * F.logsigmoid(-towards)).exp() * weights;
        return options.Alpha is { } alpha ? loss * ((targets * ((2 * alpha) - 1)) + (1 - alpha)) : loss;
    }
}
