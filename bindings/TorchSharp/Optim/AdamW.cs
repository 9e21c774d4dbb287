using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace TorchSharp.Modules;

/// <summary>Adam whose weight decay does not go through the moments (Loshchilov and Hutter, arXiv:1711.05101).</summary>
public class AdamW : OptimizerHelper, IBetas
{
    private readonly Options defaults;

    public AdamW(IEnumerable<Parameter> parameters, double lr = 0.001, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false)
        : this([new ParamGroup { Parameters = parameters }], lr, beta1, beta2, eps, weight_decay, amsgrad, maximize)
    {
    }

    public AdamW(IEnumerable<ParamGroup> parameters, double lr = 0.001, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false)
    {
        Require.AtLeastZero(lr, nameof(lr));
        Require.Fraction(beta1, nameof(beta1));
        Require.Fraction(beta2, nameof(beta2));
        Require.AtLeastZero(eps, nameof(eps));
        Require.AtLeastZero(weight_decay, nameof(weight_decay));
        defaults = new ParamGroup([], lr, beta1, beta2, eps, weight_decay, amsgrad, maximize).Options;
        foreach (var group in parameters)
            add_param_group(group);
    }

    public (double, double) Betas
    {
        get => ((ParamGroup)_parameter_groups[0]).Betas;
        set
        {
            foreach (var group in _parameter_groups.Cast<ParamGroup>())
                group.Betas = value;
        }
    }

    public override Tensor step(Func<Tensor> closure = null!) => Step(closure);

    public override void add_param_group(Modules.ParamGroup param_group) => Add(param_group, defaults, parameter => new State(parameter));

    private protected override UpdateRule Rule(OptimizerOptions options, long step)
    {
        var own = (Options)options;
        return new AdamRule(
            own.LearningRate!.Value,
            own.beta1!.Value,
            own.beta2!.Value,
            own.eps!.Value,
            own.weight_decay!.Value,
            decoupled: true,
            own.amsgrad!.Value,
            own.maximize!.Value,
            step);
    }

    public class Options : OptimizerOptions
    {
        public double? beta1;
        public double? beta2;
        public double? eps;
        public double? weight_decay;
        public bool? amsgrad;
        public bool? maximize;

        internal override void Exchange(StateFile file)
        {
            base.Exchange(file);
            file.Real(ref beta1);
            file.Real(ref beta2);
            file.Real(ref eps);
            file.Real(ref weight_decay);
            file.Flag(ref amsgrad);
            file.Flag(ref maximize);
        }

        internal override void Complete(OptimizerOptions defaults)
        {
            base.Complete(defaults);
            var open = (Options)defaults;
            beta1 ??= open.beta1;
            beta2 ??= open.beta2;
            eps ??= open.eps;
            weight_decay ??= open.weight_decay;
            amsgrad ??= open.amsgrad;
            maximize ??= open.maximize;
        }
    }

    public class ParamGroup : ParamGroup<Options>, IBetas
    {
        public ParamGroup()
        {
        }

        public ParamGroup(IEnumerable<Parameter> parameters, Options options)
            : base(parameters, options)
        {
        }

        public ParamGroup(IEnumerable<Parameter> parameters, double lr = 0.001, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false)
            : base(parameters, new Options { LearningRate = lr, beta1 = beta1, beta2 = beta2, eps = eps, weight_decay = weight_decay, amsgrad = amsgrad, maximize = maximize })
        {
        }

        public (double, double) Betas
        {
            get => (Options.beta1!.Value, Options.beta2!.Value);
            set => (Options.beta1, Options.beta2) = value;
        }
    }

    public sealed class State(Parameter parameter) : OptimizerState(parameter), IDisposable
    {
        public long step;
        public Tensor exp_avg = null!;
        public Tensor exp_avg_sq = null!;
        public Tensor max_exp_avg_sq = null!;

        internal override (Tensor? First, Tensor? Second, Tensor? Third) Tensors => (exp_avg, exp_avg_sq, max_exp_avg_sq);

        public override void Initialize(OptimizerOptions options)
        {
            step = 0;
            exp_avg = Filled(0);
            exp_avg_sq = Filled(0);
            max_exp_avg_sq = ((Options)options).amsgrad == true ? Filled(0) : null!;
        }

        public void Dispose() => Release();

        internal override long Advance(OptimizerOptions options) => ++step;

        internal override void Exchange(StateFile file)
        {
            file.Count(ref step);
            file.Tensor(ref exp_avg!, _parameter);
            file.Tensor(ref exp_avg_sq!, _parameter);
            file.Tensor(ref max_exp_avg_sq!, _parameter);
        }
    }
}
