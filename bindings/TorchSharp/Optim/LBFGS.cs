using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace TorchSharp.Modules;

/// <summary>
/// The limited-memory method of Broyden, Fletcher, Goldfarb and Shanno, in PyTorch's form without a line search: every step of it goes through
/// several iterations, each of which evaluates the closure once.
/// </summary>
public class LBFGS : Optimizer, ILearningRateController
{
    private const double LeastCurvature = 1e-10;
    private readonly Parameter[] own;
    private readonly long iterations;
    private readonly long evaluations;
    private readonly double gradientTolerance;
    private readonly double changeTolerance;
    private readonly long history;
    private readonly List<Correction> corrections = [];
    private double _rate;
    private long done;
    private double length;
    private double scale = 1;
    private Tensor? gradient;
    private Tensor? direction;
    private Tensor? before;

    internal LBFGS(
        IEnumerable<Parameter> parameters, double lr, long max_iter, long? max_eval, double tolerance_grad, double tolerance_change, long history_size)
        : base(0)
    {
        Require.AtLeastZero(lr, nameof(lr));
        own = [.. parameters];
        _parameter_groups.Add(new ParamGroup { Parameters = own });
        _rate = lr;
        InitialLearningRate = lr;
        iterations = max_iter;
        evaluations = max_eval ?? max_iter * 5 / 4;
        gradientTolerance = tolerance_grad;
        changeTolerance = tolerance_change;
        history = history_size;
    }

    public double LearningRate
    {
        get => _rate;
        set => _rate = value;
    }

    public double InitialLearningRate { get; set; }

    public override IEnumerable<ILearningRateController> ParamGroups => [this];

    /// <summary>Goes through the iterations. The closure drops the gradients, evaluates the loss, goes backward, and returns the loss.</summary>
    public override Tensor step(Func<Tensor> closure)
    {
        ArgumentNullException.ThrowIfNull(closure);
        var first = Evaluate(closure);
        using var guard = no_grad();
        var (loss, evaluated) = (first.ToDouble(), 1L);
        Gather();
        if (Largest(gradient!) <= gradientTolerance)
            return first;
        for (var iteration = 1L; iteration <= iterations; iteration++)
        {
            using var scope = NewDisposeScope();
            done++;
            Turn();
            Keep(ref before, gradient!);
            length = done == 1 ? Math.Min(1, 1 / gradient!.abs().sum().ToDouble()) * _rate : _rate;
            if (gradient!.dot(direction!).ToDouble() > -changeTolerance)
                break;
            Move();

            // The last iteration moves only: what it came to is the next step's to find out.
            if (iteration == iterations)
                break;
            var last = loss;
            loss = Evaluate(closure).ToDouble();
            Gather();
            evaluated++;
            if (evaluated >= evaluations
                || Largest(gradient!) <= gradientTolerance
                || Largest(direction!) * Math.Abs(length) <= changeTolerance
                || Math.Abs(loss - last) < changeTolerance)
            {
                break;
            }
        }

        return first;
    }

    internal override void ReleaseStates()
    {
        gradient?.Dispose();
        direction?.Dispose();
        before?.Dispose();
        foreach (var correction in corrections)
            correction.Release();
        (gradient, direction, before) = (null, null, null);
        corrections.Clear();
    }

    private static Tensor Evaluate(Func<Tensor> closure)
    {
        using var grad = enable_grad();
        return closure();
    }

    private static double Largest(Tensor values) => values.abs().max().ToDouble();

    private static void Keep(ref Tensor? kept, Tensor value)
    {
        kept?.Dispose();
        kept = value.clone().DetachFromDisposeScope();
    }

    // The descent direction at this gradient: the two-loop recursion over the corrections, the oldest dropped where there are too many.
    private void Turn()
    {
        if (done == 1)
        {
            Keep(ref direction, gradient!.neg());
            return;
        }

        var change = gradient!.sub(before!);
        var moved = direction!.mul(length);
        var curvature = change.dot(moved).ToDouble();
        if (curvature > LeastCurvature)
        {
            if (corrections.Count == history)
            {
                corrections[0].Release();
                corrections.RemoveAt(0);
            }

            scale = curvature / change.dot(change).ToDouble();
            corrections.Add(new(change.DetachFromDisposeScope(), moved.DetachFromDisposeScope(), 1 / curvature));
        }

        var turned = gradient.neg();
        var shares = new double[corrections.Count];
        for (var i = corrections.Count - 1; i >= 0; i--)
        {
            var (y, s, inverse) = corrections[i];
            shares[i] = s.dot(turned).ToDouble() * inverse;
            turned.add_(y, -shares[i]);
        }

        turned = turned.mul(scale);
        for (var i = 0; i < corrections.Count; i++)
        {
            var (y, s, inverse) = corrections[i];
            turned.add_(s, shares[i] - (y.dot(turned).ToDouble() * inverse));
        }

        Keep(ref direction, turned);
    }

    private void Move()
    {
        long at = 0;
        foreach (var parameter in own)
        {
            var count = parameter.numel();
            parameter.add_(direction!.narrow(0, at, count).reshape(parameter.shape), length);
            at += count;
        }
    }

    private void Gather()
    {
        using var scope = NewDisposeScope();
        Keep(ref gradient, cat([.. own.Select(parameter => (parameter.grad ?? zeros_like(parameter)).reshape(-1))]));
    }

    // A change of the gradient y, the change of the parameters s that made it, and 1 / (y s).
    private sealed record Correction(Tensor Change, Tensor Moved, double Inverse)
    {
        public void Release()
        {
            Change.Dispose();
            Moved.Dispose();
        }
    }
}
