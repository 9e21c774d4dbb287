using TorchSharp.Modules;
using static TorchSharp.torch;
using OptimizerOptions = Hep.Training.Cards.OptimizerOptions;

namespace Hep.Training.Optimization;

/// <summary>From the run card's optimiser to that of libtorch.</summary>
internal static class Optimizers
{
    public static optim.Optimizer Create(OptimizerOptions options, double rate, IEnumerable<Parameter> parameters) => options switch
    {
        OptimizerOptions.Sgd o => optim.SGD(parameters, rate, o.Momentum, o.Dampening, o.WeightDecay, o.Nesterov),
        OptimizerOptions.RmsProp o => optim.RMSProp(parameters, rate, o.Alpha, o.Epsilon, o.WeightDecay, o.Momentum, o.Centered),
        OptimizerOptions.Adagrad o => optim.Adagrad(parameters, rate, o.LearningRateDecay, o.WeightDecay, o.InitialAccumulator, o.Epsilon),
        OptimizerOptions.Adadelta o => optim.Adadelta(parameters, rate, o.Rho, o.Epsilon, o.WeightDecay),
        OptimizerOptions.Adam o => optim.Adam(parameters, rate, o.Beta1, o.Beta2, o.Epsilon, o.WeightDecay, o.AmsGrad),
        OptimizerOptions.AdamW o => optim.AdamW(parameters, rate, o.Beta1, o.Beta2, o.Epsilon, o.WeightDecay, o.AmsGrad),
        OptimizerOptions.Lbfgs o => optim.LBFGS(parameters, rate, o.MaxIterations, o.MaxEvaluations, o.GradientTolerance, o.ChangeTolerance, o.History),
        _ => throw new ArgumentOutOfRangeException(nameof(options), options, "not an optimiser"),
    };
}
