namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>Times a factor when a figure has not become better for longer than a number of epochs.</summary>
                public class ReduceLROnPlateau : LRScheduler
                {
                    private readonly bool smaller;
                    private readonly bool relative;
                    private readonly double factor;
                    private readonly int patience;
                    private readonly double threshold;
                    private readonly int cooldown;
                    private readonly double[] least;
                    private readonly double eps;
                    private double best;
                    private int bad;
                    private int resting;

                    public ReduceLROnPlateau(Optimizer optimizer, string mode = "min", double factor = 0.1, int patience = 10, double threshold = 1e-4, string threshold_mode = "rel", int cooldown = 0, IList<double> min_lr = null!, double eps = 1e-8, bool verbose = false)
                        : base(optimizer, -1, verbose)
                    {
                        if (factor >= 1)
                            throw new ArgumentException("Factor should be < 1.0.");
                        if (mode is not ("min" or "max"))
                            throw new ArgumentException($"mode {mode} is unknown, it must be min or max");
                        if (threshold_mode is not ("rel" or "abs"))
                            throw new ArgumentException($"threshold mode {threshold_mode} is unknown, it must be rel or abs");
                        smaller = mode == "min";
                        relative = threshold_mode == "rel";
                        (this.factor, this.patience, this.threshold, this.cooldown, this.eps) = (factor, patience, threshold, cooldown, eps);
                        least = min_lr switch
                        {
                            null or { Count: 0 } => new double[Base.Length],
                            { Count: 1 } => [.. Base.Select(_ => min_lr[0])],
                            _ when min_lr.Count == Base.Length => [.. min_lr],
                            _ => throw new ArgumentException($"{min_lr.Count} least rates given for {Base.Length} groups of parameters"),
                        };
                        best = smaller ? double.PositiveInfinity : double.NegativeInfinity;
                        Epoch = 0;
                    }

                    public override void step(double current, int? epoch = null)
                    {
                        Epoch = epoch ?? Epoch + 1;
                        var better = IsBetter(current);
                        if (better)
                            best = current;
                        bad = better ? 0 : bad + 1;
                        if (resting > 0)
                        {
                            resting--;
                            bad = 0;
                        }

                        var rates = Groups.Select(group => group.LearningRate).ToArray();
                        if (bad > patience)
                        {
                            for (var i = 0; i < rates.Length; i++)
                            {
                                var lower = Math.Max(rates[i] * factor, least[i]);
                                if (rates[i] - lower > eps)
                                    rates[i] = lower;
                            }

                            resting = cooldown;
                            bad = 0;
                        }

                        Set(rates);
                    }

                    public override void step() => throw new InvalidOperationException("step() should not be used with the ReduceLROnPlateau scheduler: it needs the figure");

                    public override void step(int? epoch) => throw new InvalidOperationException("step(int) should not be used with the ReduceLROnPlateau scheduler: it needs the figure");

                    private bool IsBetter(double value) => (smaller, relative) switch
                    {
                        (true, true) => value < best * (1 - threshold),
                        (true, false) => value < best - threshold,
                        (false, true) => value > best * (1 + threshold),
                        (false, false) => value > best + threshold,
                    };
                }
            }
        }
    }
}
