using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Adagrad (Duchi, Hazan and Singer, JMLR 12 (2011) 2121).</summary>
public class Adagrad : OptimizerHelper
{
    private readonly Options defaults;

    public Adagrad(IEnumerable<Parameter> parameters, double lr = 0.01, double lr_decay = 0, double weight_decay = 0, double initial_accumulator_value = 0, double eps = 1e-10)
        : this([new ParamGroup { Parameters = parameters }], lr, lr_decay, weight_decay, initial_accumulator_value, eps)
    {
    }

    public Adagrad(IEnumerable<ParamGroup> parameters, double lr = 0.01, double lr_decay = 0, double weight_decay = 0, double initial_accumulator_value = 0, double eps = 1e-10)
    {
        Require.AtLeastZero(lr, nameof(lr));
        Require.AtLeastZero(lr_decay, nameof(lr_decay));
        Require.AtLeastZero(weight_decay, nameof(weight_decay));
        Require.AtLeastZero(initial_accumulator_value, nameof(initial_accumulator_value));
        Require.AtLeastZero(eps, nameof(eps));
        defaults = new ParamGroup([], lr, lr_decay: lr_decay, weight_decay: weight_decay, initial_accumulator_value: initial_accumulator_value, eps: eps).Options;
        foreach (var group in parameters)
            add_param_group(group);
    }

    public override Tensor step(Func<Tensor> closure = null!) => Step(closure);

    public override void add_param_group(Modules.ParamGroup param_group) => Add(param_group, defaults, parameter => new State(parameter));

    private protected override UpdateRule Rule(OptimizerOptions options, long step)
    {
        var own = (Options)options;
        return new AdagradRule(
            own.LearningRate!.Value / (1 + ((step - 1) * own.lr_decay!.Value)),
            own.weight_decay!.Value,
            own.eps!.Value);
    }

    public class Options : OptimizerOptions
    {
        public double? lr_decay;
        public double? weight_decay;
        public double? initial_accumulator_value;
        public double? eps;

        internal override void Exchange(StateFile file)
        {
            base.Exchange(file);
            file.Real(ref lr_decay);
            file.Real(ref weight_decay);
            file.Real(ref initial_accumulator_value);
            file.Real(ref eps);
        }

        internal override void Complete(OptimizerOptions defaults)
        {
            base.Complete(defaults);
            var open = (Options)defaults;
            lr_decay ??= open.lr_decay;
            weight_decay ??= open.weight_decay;
            initial_accumulator_value ??= open.initial_accumulator_value;
            eps ??= open.eps;
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

        public ParamGroup(IEnumerable<Parameter> parameters, double lr = 0.01, double lr_decay = 0, double weight_decay = 0, double initial_accumulator_value = 0, double eps = 1e-10)
            : base(parameters, new Options { LearningRate = lr, lr_decay = lr_decay, weight_decay = weight_decay, initial_accumulator_value = initial_accumulator_value, eps = eps })
        {
        }
    }

    public sealed class State(Parameter parameter) : OptimizerState(parameter), IDisposable
    {
        public long step;
        public Tensor sum = null!;

        internal override (Tensor? First, Tensor? Second, Tensor? Third) Tensors => (sum, null, null);

        public override void Initialize(OptimizerOptions options)
        {
            step = 0;
            sum = Filled(((Options)options).initial_accumulator_value!.Value);
        }

        public void Dispose() => Release();

        internal override long Advance(OptimizerOptions options) => ++step;

        internal override void Exchange(StateFile file)
        {
            file.Count(ref step);
            file.Tensor(ref sum!, _parameter);
        }
    }
}
