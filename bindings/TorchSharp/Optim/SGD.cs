using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace TorchSharp.Modules;

/// <summary>Stochastic gradient descent with momentum (Sutskever et al., ICML 2013, in PyTorch's form).</summary>
public class SGD : OptimizerHelper, IMomentum
{
    private readonly Options defaults;

    public SGD(IEnumerable<Parameter> parameters, double lr, double momentum = 0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false)
        : this([new ParamGroup { Parameters = parameters }], lr, momentum, dampening, weight_decay, nesterov, maximize)
    {
    }

    public SGD(IEnumerable<ParamGroup> parameters, double lr, double momentum = 0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false)
    {
        Require.AtLeastZero(lr, nameof(lr));
        Require.AtLeastZero(momentum, nameof(momentum));
        Require.AtLeastZero(weight_decay, nameof(weight_decay));
        if (nesterov && (momentum <= 0 || dampening != 0))
            throw new ArgumentException("Nesterov momentum requires a momentum and zero dampening");
        defaults = new ParamGroup([], lr, momentum, dampening, weight_decay, nesterov, maximize).Options;
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
        return new SgdRule(
            own.LearningRate!.Value,
            own.momentum!.Value,
            own.dampening!.Value,
            own.weight_decay!.Value,
            own.nesterov!.Value,
            own.maximize!.Value,
            begins: step == 0);
    }

    public class Options : OptimizerOptions
    {
        public double? momentum;
        public double? dampening;
        public double? weight_decay;
        public bool? nesterov;
        public bool? maximize;

        internal override void Exchange(StateFile file)
        {
            base.Exchange(file);
            file.Real(ref momentum);
            file.Real(ref dampening);
            file.Real(ref weight_decay);
            file.Flag(ref nesterov);
            file.Flag(ref maximize);
        }

        internal override void Complete(OptimizerOptions defaults)
        {
            base.Complete(defaults);
            var open = (Options)defaults;
            momentum ??= open.momentum;
            dampening ??= open.dampening;
            weight_decay ??= open.weight_decay;
            nesterov ??= open.nesterov;
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

        public ParamGroup(IEnumerable<Parameter> parameters, double lr = 0.001, double momentum = 0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false)
            : base(parameters, new Options { LearningRate = lr, momentum = momentum, dampening = dampening, weight_decay = weight_decay, nesterov = nesterov, maximize = maximize })
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
        public Tensor momentum_buffer = null!;

        internal override (Tensor? First, Tensor? Second, Tensor? Third) Tensors => (momentum_buffer, null, null);

        public override void Initialize(OptimizerOptions options) => momentum_buffer = null!;

        public void Dispose() => Release();

        // The buffer starts with the first gradient, not from zero.
        internal override long Advance(OptimizerOptions options)
        {
            if (momentum_buffer is not null || ((Options)options).momentum == 0)
                return 1;
            momentum_buffer = Filled(0);
            return 0;
        }

        internal override void Exchange(StateFile file) => file.Tensor(ref momentum_buffer!, _parameter);
    }
}
