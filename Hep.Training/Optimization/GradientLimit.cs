using Hep.Training.Cards;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hep.Training.Optimization;

/// <summary>Cuts gradients that are too large, as the run card says.</summary>
internal static class GradientLimit
{
    public static void Apply(TrainingSection options, IEnumerable<Parameter> parameters)
    {
        if (options.GradientClip is { } norm)
            nn.utils.clip_grad_norm_(parameters, norm);
        if (options.GradientClipValue is { } value)
            nn.utils.clip_grad_value_(parameters, value);
    }
}
