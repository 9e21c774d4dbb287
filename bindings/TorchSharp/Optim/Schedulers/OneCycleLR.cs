namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>Up from a small rate and down to a tiny one, while momentum goes the other way (Smith and Topin, arXiv:1708.07120).</summary>
                public class OneCycleLR : LRScheduler
                {
                    private readonly Phase[] phases;
                    private readonly int total;
                    private readonly AnnealStrategy strategy;
                    private readonly bool cycles;
                    private readonly double[] most;
                    private readonly double[] tiny;
                    private readonly double[] least_momentum;
                    private readonly double[] most_momentum;

                    public OneCycleLR(Optimizer optimizer, double max_lr, int total_steps = -1, int epochs = -1, int steps_per_epoch = -1, double pct_start = 0.3, AnnealStrategy anneal_strategy = AnnealStrategy.Cos, bool cycle_momentum = true, double base_momentum = 0.85, double max_momentum = 0.95, double div_factor = 25, double final_div_factor = 1e4, bool three_phase = false, int last_epoch = -1, bool verbose = false)
                        : this(
                            optimizer,
                            optimizer.ParamGroups.Select(_ => max_lr),
                            total_steps,
                            epochs,
                            steps_per_epoch,
                            pct_start,
                            anneal_strategy,
                            cycle_momentum,
                            optimizer.ParamGroups.Select(_ => base_momentum),
                            optimizer.ParamGroups.Select(_ => max_momentum),
                            div_factor,
                            final_div_factor,
                            three_phase,
                            last_epoch,
                            verbose)
                    {
                    }

                    public OneCycleLR(Optimizer optimizer, IEnumerable<double> max_lr, int total_steps = -1, int epochs = -1, int steps_per_epoch = -1, double pct_start = 0.3, AnnealStrategy anneal_strategy = AnnealStrategy.Cos, bool cycle_momentum = true, IEnumerable<double> base_momentum = null!, IEnumerable<double> max_momentum = null!, double div_factor = 25, double final_div_factor = 1e4, bool three_phase = false, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        total = total_steps != -1 ? total_steps : epochs * steps_per_epoch;
                        if (total <= 0 || (total_steps == -1 && epochs <= 0))
                            throw new ArgumentException("either total_steps or both epochs and steps_per_epoch must be given, and be positive");
                        if (pct_start is not (>= 0 and <= 1))
                            throw new ArgumentException(FormattableString.Invariant($"pct_start must lie between 0 and 1, it is {pct_start}"));
                        var up = (pct_start * total) - 1;
                        phases = three_phase
                            ? [new(up, Level.Start, Level.Most), new((2 * pct_start * total) - 2, Level.Most, Level.Start), new(total - 1, Level.Start, Level.Tiny)]
                            : [new(up, Level.Start, Level.Most), new(total - 1, Level.Most, Level.Tiny)];
                        strategy = anneal_strategy;
                        cycles = cycle_momentum;
                        most = PerGroup(max_lr, 0);
                        least_momentum = PerGroup(base_momentum, 0.85);
                        most_momentum = PerGroup(max_momentum, 0.95);
                        if (cycles && !Groups.All(group => group is IBetas or IMomentum))
                            throw new ArgumentException("optimizer must support momentum with `cycle_momentum` option enabled");
                        if (last_epoch == -1)
                        {
                            Base = [.. most.Select(rate => rate / div_factor)];
                            foreach (var (group, rate) in Groups.Zip(Base))
                                group.InitialLearningRate = rate;
                        }

                        tiny = [.. Base.Select(rate => rate / final_div_factor)];
                        step();
                    }

                    public enum AnnealStrategy
                    {
                        Cos,
                        Linear,
                    }

                    private enum Level
                    {
                        Start,
                        Most,
                        Tiny,
                    }

                    protected override IEnumerable<double> get_lr()
                    {
                        if (Epoch > total)
                            throw new InvalidOperationException($"Tried to step {Epoch + 1} times. The specified number of total steps is {total}");
                        double begin = 0;
                        var at = 0;
                        for (; at < phases.Length - 1 && Epoch > phases[at].End; at++)
                            begin = phases[at].End;
                        var phase = phases[at];
                        var part = (Epoch - begin) / (phase.End - begin);
                        if (cycles)
                        {
                            foreach (var (group, i) in Groups.Select((group, i) => (group, i)))
                                SetMomentum(group, Anneal(MomentumAt(phase.From, i), MomentumAt(phase.To, i), part));
                        }

                        return Base.Select((_, i) => Anneal(RateAt(phase.From, i), RateAt(phase.To, i), part));
                    }

                    private static void SetMomentum(ILearningRateController group, double momentum)
                    {
                        if (group is IBetas moments)
                            moments.Betas = (momentum, moments.Betas.Item2);
                        else if (group is IMomentum single)
                            single.Momentum = momentum;
                    }

                    private double RateAt(Level level, int group) => (level switch { Level.Most => most, Level.Tiny => tiny, _ => Base })[group];

                    private double MomentumAt(Level level, int group) => (level == Level.Most ? least_momentum : most_momentum)[group];

                    private double Anneal(double from, double to, double part) => strategy == AnnealStrategy.Cos
                        ? to + ((from - to) / 2 * (Math.Cos(Math.PI * part) + 1))
                        : ((to - from) * part) + from;

                    private double[] PerGroup(IEnumerable<double>? values, double otherwise)
                    {
                        double[] list = values is null ? [.. Base.Select(_ => otherwise)] : [.. values];
                        return list.Length == Base.Length ? list : throw new ArgumentException($"{list.Length} values given for {Base.Length} groups of parameters");
                    }

                    private readonly record struct Phase(double End, Level From, Level To);
                }
            }
        }
    }
}
