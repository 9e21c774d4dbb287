using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace TorchSharp.Modules;

/// <summary>RMSprop (Hinton, lecture 6e; centred as in Graves, arXiv:1308.0850).</summary>
public class RMSProp : OptimizerHelper, IMomentum
{
    private readonly Options defaults;

    public RMSProp(IEnumerable<Parameter> parameters, double lr = 0.001, double alpha = 0.99, double eps = 1e-8, double weight_decay = 0, double momentum = 0, bool centered = false, bool maximize = false)
        : this([new ParamGroup { Parameters = parameters }], lr, alpha, eps, weight_decay, momentum, centered, maximize)
    {
    }

    public RMSProp(IEnumerable<ParamGroup> parameters, double lr = 0.001, double alpha = 0.99, double eps = 1e-8, double weight_decay = 0, double momentum = 0, bool centered = false, bool maximize = false)
    {
        Require.AtLeastZero(lr, nameof(lr));
        Require.AtLeastZero(alpha, nameof(alpha));
        Require.AtLeastZero(eps, nameof(eps));
        Require.AtLeastZero(weight_decay, nameof(weight_decay));
        Require.AtLeastZero(momentum, nameof(momentum));
        defaults = new ParamGroup([], lr, eps: eps, alpha: alpha, weight_decay: weight_decay, momentum: momentum, centered: centered).Options;
        defaults.maximize = maximize;
        foreach (var group in parameters)
            add_param_group(group);
    }

    public double Momentum
    {
        get => ((ParamGroup)_parameter_groups[0]).Momentum;
        set
        {
            foreach (var group in _parameter_groups.Cast<ParamGroup>())
                group.Momentum = value;
        }
    }

    public override Tensor step(Func<Tensor> closure = null!) => Step(closure);

    public override void add_param_group(Modules.ParamGroup param_group) => Add(param_group, defaults, parameter => new State(parameter));

    private protected override UpdateRule Rule(OptimizerOptions options, long step)
    {
        var own = (Options)options;
        return new RmsPropRule(
            own.LearningRate!.Value,
            own.alpha!.Value,
            own.eps!.Value,
            own.weight_decay!.Value,
            own.momentum!.Value,
            own.centered!.Value,
            own.maximize!.Value);
    }

    public class Options : OptimizerOptions
    {
        public double? alpha;
        public double? eps;
        public double? weight_decay;
        public double? momentum;
        public bool? centered;
        public bool? maximize;

        internal override void Exchange(StateFile file)
        {
            base.Exchange(file);
            file.Real(ref alpha);
            file.Real(ref eps);
            file.Real(ref weight_decay);
            file.Real(ref momentum);
            file.Flag(ref centered);
            file.Flag(ref maximize);
        }

        internal override void Complete(OptimizerOptions defaults)
        {
            base.Complete(defaults);
            var open = (Options)defaults;
            alpha ??= open.alpha;
            eps ??= open.eps;
            weight_decay ??= open.weight_decay;
            momentum ??= open.momentum;
            centered ??= open.centered;
            maximize ??= open.maximize;
        }
    }

    public class ParamGroup : ParamGroup<Options>, IMomentum
    {
        public ParamGroup()
        {
        }

        public ParamGroup(IEnumerable<Parameter> parameters, Options options)
            : base(parameters, options)
        {
        }

        public ParamGroup(IEnumerable<Parameter> parameters, double lr = 0.001, double eps = 1e-8, double alpha = 0.99, double weight_decay = 0, double momentum = 0, bool centered = false)
            : base(parameters, new Options { LearningRate = lr, eps = eps, alpha = alpha, weight_decay = weight_decay, momentum = momentum, centered = centered })
        {
        }

        public double Momentum
        {
            get => Options.momentum!.Value;
            set => Options.momentum = value;
        }
    }

    public sealed class State(Parameter parameter) : OptimizerState(parameter), IDisposable
    {
        public long step;
        public Tensor square_avg = null!;
        public Tensor momentum_buffer = null!;
        public Tensor grad_avg = null!;

        internal override (Tensor? First, Tensor? Second, Tensor? Third) Tensors => (square_avg, momentum_buffer, grad_avg);

        public override void Initialize(OptimizerOptions options)
        {
            step = 0;
            square_avg = Filled(0);
            momentum_buffer = ((Options)options).momentum != 0 ? Filled(0) : null!;
            grad_avg = ((Options)options).centered == true ? Filled(0) : null!;
        }

        public void Dispose() => Release();

        internal override long Advance(OptimizerOptions options) => ++step;

        internal override void Exchange(StateFile file)
        {
            file.Count(ref step);
            file.Tensor(ref square_avg!, _parameter);
            file.Tensor(ref momentum_buffer!, _parameter);
            file.Tensor(ref grad_avg!, _parameter);
        }
    }
}
