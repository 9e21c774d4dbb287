namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>Times gamma at each of the milestones.</summary>
                public class MultiStepLR : LRScheduler
                {
                    private readonly int[] at;
                    private readonly double factor;

                    public MultiStepLR(Optimizer optimizer, IList<int> milestones, double gamma = 0.1, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        at = [.. milestones];
                        factor = gamma;
                        step();
                    }

                    protected override IEnumerable<double> get_lr() => Scaled(Math.Pow(factor, at.Count(milestone => milestone == Epoch)));

                    protected override IEnumerable<double> get_closed_form_lr() => FromBase(Math.Pow(factor, at.Count(milestone => milestone <= Epoch)));
                }
            }
        }
    }
}
