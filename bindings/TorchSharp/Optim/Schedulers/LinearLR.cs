namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>From one factor of the rate to another on a straight line.</summary>
                public class LinearLR : LRScheduler
                {
                    private readonly double start;
                    private readonly double end;
                    private readonly int epochs;

                    public LinearLR(Optimizer optimizer, double start_factor = 1.0 / 3, double end_factor = 1, int total_iters = 5, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        if (start_factor is not (> 0 and <= 1))
                            throw new ArgumentException("Starting multiplicative factor expected to be greater than 0 and less or equal to 1.");
                        if (end_factor is not (>= 0 and <= 1))
                            throw new ArgumentException("Ending multiplicative factor expected to be between 0 and 1.");
                        start = start_factor;
                        end = end_factor;
                        epochs = total_iters;
                        step();
                    }

                    protected override IEnumerable<double> get_lr() => Scaled(
                        Epoch == 0 ? start
                        : Epoch > epochs ? 1
                        : 1 + ((end - start) / ((epochs * start) + ((Epoch - 1) * (end - start)))));

                    protected override IEnumerable<double> get_closed_form_lr() => FromBase(start + ((end - start) * Math.Min(epochs, Epoch) / epochs));
                }
            }
        }
    }
}
