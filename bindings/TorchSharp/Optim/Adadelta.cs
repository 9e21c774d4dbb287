using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Adadelta (Zeiler, arXiv:1212.5701).</summary>
public class Adadelta : OptimizerHelper
{
    private readonly Options defaults;

    public Adadelta(IEnumerable<Parameter> parameters, double lr, double rho = 0.9, double eps = 1e-6, double weight_decay = 0, bool maximize = false)
        : this([new ParamGroup { Parameters = parameters }], lr, rho, eps, weight_decay, maximize)
    {
    }

    public Adadelta(IEnumerable<ParamGroup> parameters, double lr = 1, double rho = 0.9, double eps = 1e-6, double weight_decay = 0, bool maximize = false)
    {
        Require.AtLeastZero(lr, nameof(lr));
        Require.Fraction(rho, nameof(rho));
        Require.AtLeastZero(eps, nameof(eps));
        Require.AtLeastZero(weight_decay, nameof(weight_decay));
        defaults = new ParamGroup([], lr, rho: rho, eps: eps, weight_decay: weight_decay, maximize: maximize).Options;
        foreach (var group in parameters)
            add_param_group(group);
    }

    public override Tensor step(Func<Tensor> closure = null!) => Step(closure);

    public override void add_param_group(Modules.ParamGroup param_group) => Add(param_group, defaults, parameter => new State(parameter));

    private protected override UpdateRule Rule(OptimizerOptions options, long step)
    {
        var own = (Options)options;
        return new AdadeltaRule(
            own.LearningRate!.Value,
            own.rho!.Value,
            own.eps!.Value,
            own.weight_decay!.Value,
            own.maximize!.Value);
    }

    public class Options : OptimizerOptions
    {
        public double? rho;
        public double? eps;
        public double? weight_decay;
        public bool? maximize;

        internal override void Exchange(StateFile file)
        {
            base.Exchange(file);
            file.Real(ref rho);
            file.Real(ref eps);
            file.Real(ref weight_decay);
            file.Flag(ref maximize);
        }

        internal override void Complete(OptimizerOptions defaults)
        {
            base.Complete(defaults);
            var open = (Options)defaults;
            rho ??= open.rho;
            eps ??= open.eps;
            weight_decay ??= open.weight_decay;
            maximize ??= open.maximize;
        }
    }

    public class ParamGroup : ParamGroup<Options>
    {
        public ParamGroup()
        {
        }

        public ParamGroup(IEnumerable<Parameter> parameters, Options options)
            : base(parameters, options)
        {
        }

        public ParamGroup(IEnumerable<Parameter> parameters, double lr = 1, double rho = 0.9, double eps = 1e-6, double weight_decay = 0, bool maximize = false)
            : base(parameters, new Options { LearningRate = lr, rho = rho, eps = eps, weight_decay = weight_decay, maximize = maximize })
        {
        }
    }

    public sealed class State(Parameter parameter) : OptimizerState(parameter), IDisposable
    {
        public long step;
        public Tensor square_avg = null!;
        public Tensor acc_delta = null!;

        internal override (Tensor? First, Tensor? Second, Tensor? Third) Tensors => (square_avg, acc_delta, null);

        public override void Initialize(OptimizerOptions options)
        {
            step = 0;
            square_avg = Filled(0);
            acc_delta = Filled(0);
        }

        public void Dispose() => Release();

        internal override long Advance(OptimizerOptions options) => ++step;

        internal override void Exchange(StateFile file)
        {
            file.Count(ref step);
            file.Tensor(ref square_avg!, _parameter);
            file.Tensor(ref acc_delta!, _parameter);
        }
    }
}
