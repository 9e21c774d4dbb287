namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            /// <summary>
            /// Sets the learning rates of an optimiser's groups, epoch after epoch. The first rates are set by the constructor.
            /// A schedule is taken up again by making it anew and repeating its steps, then loading the optimiser's state.
            /// </summary>
            public abstract class LRScheduler
            {
                protected int _step_count;
                private readonly bool verbose;

                protected LRScheduler()
                {
                }

                protected LRScheduler(Optimizer optimizer, int last_epoch = -1, bool verbose = false)
                {
                    Optimizer = optimizer;
                    this.verbose = verbose;
                    Epoch = last_epoch;
                    if (last_epoch == -1)
                    {
                        foreach (var group in Groups)
                            group.InitialLearningRate = group.LearningRate;
                    }

                    Base = [.. Groups.Select(group => group.InitialLearningRate)];
                    Last = [.. Groups.Select(group => group.LearningRate)];
                }

                internal Optimizer Optimizer { get; } = null!;

                internal IEnumerable<ILearningRateController> Groups => Optimizer.ParamGroups;

                /// <summary>The rates with which the schedule began.</summary>
                internal double[] Base { get; private protected set; } = [];

                internal double[] Last { get; private set; } = [];

                internal int Epoch { get; private protected set; }

                public IEnumerable<double> get_last_lr() => Last;

                public virtual void step() => step(null);

                public virtual void step(int? epoch)
                {
                    _step_count++;
                    Epoch = epoch ?? Epoch + 1;
                    Set([.. epoch is null ? get_lr() : get_closed_form_lr()]);
                }

                public virtual void step(double current, int? epoch = null) => step(epoch);

                /// <summary>The rates of this epoch, from those of the epoch before.</summary>
                protected virtual IEnumerable<double> get_lr() => Groups.Select(group => group.LearningRate);

                /// <summary>The rates of this epoch, from the number of the epoch alone.</summary>
                protected virtual IEnumerable<double> get_closed_form_lr() => get_lr();

                private protected IEnumerable<double> Scaled(double factor) => Groups.Select(group => group.LearningRate * factor);

                private protected IEnumerable<double> FromBase(double factor) => Base.Select(rate => rate * factor);

                private protected void Set(double[] rates)
                {
                    var i = 0;
                    foreach (var group in Groups)
                    {
                        if (verbose && group.LearningRate != rates[i])
                            Console.WriteLine(FormattableString.Invariant($"Adjusting learning rate of group {i} to {rates[i]:0.0000e+00}."));
                        group.LearningRate = rates[i++];
                    }

                    Last = rates;
                }
            }
        }
    }
}
