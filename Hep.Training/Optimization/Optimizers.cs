using TorchSharp.Modules;
using static TorchSharp.torch;
using OptimizerOptions = Hep.Training.Cards.OptimizerOptions;

namespace Hep.Training.Optimization;

/// <summary>From the run card's optimiser to that of libtorch.</summary>
internal static class Optimizers
{
    /// <summary>Makes an optimiser, all of whose groups have the same options.</summary>
    /// <param name="options">The run card's.</param>
    /// <param name="rate">The learning rate of all groups.</param>
    /// <param name="groups">What it trains; see <see cref="TrainedLayers.Groups"/>.</param>
    public static optim.Optimizer Create(OptimizerOptions options, double rate, IReadOnlyList<IReadOnlyList<Parameter>> groups) => options switch
    {
        OptimizerOptions.Sgd o => optim.SGD(Of<SGD.ParamGroup>(groups), rate, o.Momentum, o.Dampening, o.WeightDecay, o.Nesterov),
        OptimizerOptions.RmsProp o => optim.RMSProp(Of<RMSProp.ParamGroup>(groups), rate, o.Alpha, o.Epsilon, o.WeightDecay, o.Momentum, o.Centered),
        OptimizerOptions.Adagrad o => optim.Adagrad(Of<Adagrad.ParamGroup>(groups), rate, o.LearningRateDecay, o.WeightDecay, o.InitialAccumulator, o.Epsilon),
        OptimizerOptions.Adadelta o => optim.Adadelta(Of<Adadelta.ParamGroup>(groups), rate, o.Rho, o.Epsilon, o.WeightDecay),
        OptimizerOptions.Adam o => optim.Adam(Of<Adam.ParamGroup>(groups), rate, o.Beta1, o.Beta2, o.Epsilon, o.WeightDecay, o.AmsGrad),
        OptimizerOptions.AdamW o => optim.AdamW(Of<AdamW.ParamGroup>(groups), rate, o.Beta1, o.Beta2, o.Epsilon, o.WeightDecay, o.AmsGrad),
        OptimizerOptions.Lbfgs o => optim.LBFGS(groups.SelectMany(group => group), rate, o.MaxIterations, o.MaxEvaluations, o.GradientTolerance, o.ChangeTolerance, o.History),
        _ => throw new ArgumentOutOfRangeException(nameof(options), options, "not an optimiser"),
    };

    private static IEnumerable<T> Of<T>(IReadOnlyList<IReadOnlyList<Parameter>> groups)
        where T : ParamGroup, new() => [.. groups.Select(group => new T { Parameters = group })];
}
