using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

public abstract class BatchNorm : NormBase
{
    private protected BatchNorm(
        long num_features, double eps, double? momentum, bool affine, bool track_running_stats, Device? device, ScalarType? dtype, string name)
        : base(num_features, eps, momentum, affine, track_running_stats, device, dtype, name)
    {
    }

    public override Tensor forward(Tensor input)
    {
        ValidateInputDimensions(input);
        var factor = momentum ?? 0;
        if (training && track_running_stats)
        {
            _num_batches_tracked!.add_(One);
            factor = momentum ?? 1.0 / _num_batches_tracked.item<long>();
        }

        var own = training || (_running_mean is null && _running_var is null);
        if (own && input.numel() <= num_features)
            throw new ArgumentException($"Expected more than 1 value per channel when training, got input size [{string.Join(", ", input.shape)}]");
        var kept = !training || track_running_stats;
        return Operator.Of("batch_norm(input, weight, bias, running_mean, running_var, training, momentum, eps, cudnn_enabled)").Tensor(
            input, _weight, _bias, kept ? _running_mean : null, kept ? _running_var : null, own, factor, eps, true);
    }
}
