using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Normalisation over the batch, with PyTorch's running estimates.</summary>
public abstract class NormBase : nn.Module<Tensor, Tensor>
{
    private protected static readonly Scalar One = 1;

    [ComponentName(Name = "weight")]
    private protected Parameter? _weight;

    [ComponentName(Name = "bias")]
    private protected Parameter? _bias;

    [ComponentName(Name = "running_mean")]
    private protected Tensor? _running_mean;

    [ComponentName(Name = "running_var")]
    private protected Tensor? _running_var;

    [ComponentName(Name = "num_batches_tracked")]
    private protected Tensor? _num_batches_tracked;

    private protected NormBase(
        long num_features, double eps, double? momentum, bool affine, bool track_running_stats, Device? device, ScalarType? dtype, string name)
        : base(name)
    {
        this.num_features = num_features;
        this.eps = eps;
        this.momentum = momentum;
        this.affine = affine;
        this.track_running_stats = track_running_stats;
        if (affine)
        {
            _weight = new Parameter(ones(num_features, dtype, device!));
            _bias = new Parameter(zeros(num_features, dtype, device!));
        }

        if (track_running_stats)
        {
            _running_mean = zeros(num_features, dtype, device!).DetachFromDisposeScope();
            _running_var = ones(num_features, dtype, device!).DetachFromDisposeScope();
            _num_batches_tracked = zeros([], ScalarType.Int64, device!).DetachFromDisposeScope();
        }

        RegisterComponents();
    }

    public long num_features { get; }

    public double eps { get; set; }

    /// <summary>The weight of a new batch in the running estimates; null: all batches weigh the same.</summary>
    public double? momentum { get; set; }

    public bool affine { get; }

    public bool track_running_stats { get; }

    public Parameter weight
    {
        get => _weight!;
        set
        {
            _weight = value;
            ConditionallyRegisterParameter(nameof(weight), value);
        }
    }

    public Parameter? bias
    {
        get => _bias;
        set
        {
            _bias = value;
            ConditionallyRegisterParameter(nameof(bias), value);
        }
    }

    public Tensor? running_mean
    {
        get => _running_mean;
        set
        {
            _running_mean = value;
            ConditionallyRegisterBuffer(nameof(running_mean), value);
        }
    }

    public Tensor? running_var
    {
        get => _running_var;
        set
        {
            _running_var = value;
            ConditionallyRegisterBuffer(nameof(running_var), value);
        }
    }

    public Tensor? num_batches_tracked
    {
        get => _num_batches_tracked;
        set
        {
            _num_batches_tracked = value;
            ConditionallyRegisterBuffer(nameof(num_batches_tracked), value);
        }
    }

    public void reset_running_stats()
    {
        _running_mean?.zero_();
        _running_var?.fill_(One);
        _num_batches_tracked?.zero_();
    }

    public void reset_parameters()
    {
        reset_running_stats();
        if (_weight is not null)
            nn.init.ones_(_weight);
        if (_bias is not null)
            nn.init.zeros_(_bias);
    }

    protected abstract void ValidateInputDimensions(Tensor input);
}
