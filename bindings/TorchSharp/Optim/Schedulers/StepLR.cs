namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>Times gamma every step_size epochs.</summary>
                public class StepLR : LRScheduler
                {
                    private readonly int every;
                    private readonly double factor;

                    public StepLR(Optimizer optimizer, int step_size, double gamma = 0.1, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        every = step_size;
                        factor = gamma;
                        step();
                    }

                    protected override IEnumerable<double> get_lr() => Scaled(Epoch == 0 || Epoch % every != 0 ? 1 : factor);

                    protected override IEnumerable<double> get_closed_form_lr() => FromBase(Math.Pow(factor, Epoch / every));
                }
            }
        }
    }
}
