namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>The rate times a factor for the first epochs, then the rate.</summary>
                public class ConstantLR : LRScheduler
                {
                    private readonly double first;
                    private readonly int epochs;

                    public ConstantLR(Optimizer optimizer, double factor = 1.0 / 3, int total_iters = 5, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        first = factor;
                        epochs = total_iters;
                        step();
                    }

                    protected override IEnumerable<double> get_lr() => Scaled(Epoch == 0 ? first : Epoch == epochs ? 1 / first : 1);

                    protected override IEnumerable<double> get_closed_form_lr() => FromBase(Epoch < epochs ? first : 1);
                }
            }
        }
    }
}
