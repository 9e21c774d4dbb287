namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>Down to eta_min on half a cosine of T_max epochs (Loshchilov and Hutter, arXiv:1608.03983, without restarts).</summary>
                public class CosineAnnealingLR : LRScheduler
                {
                    private readonly double period;
                    private readonly double least;

                    public CosineAnnealingLR(Optimizer optimizer, double T_max, double eta_min = 0, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        period = T_max;
                        least = eta_min;
                        step();
                    }

                    protected override IEnumerable<double> get_lr()
                    {
                        if (Epoch == 0)
                            return Scaled(1);
                        if (_step_count == 1)
                            return get_closed_form_lr();
                        if ((Epoch - 1 - period) % (2 * period) == 0)
                            return Groups.Zip(Base, (group, rate) => group.LearningRate + ((rate - least) * (1 - Math.Cos(Math.PI / period)) / 2));
                        var ratio = (1 + Math.Cos(Math.PI * Epoch / period)) / (1 + Math.Cos(Math.PI * (Epoch - 1) / period));
                        return Groups.Select(group => (ratio * (group.LearningRate - least)) + least);
                    }

                    protected override IEnumerable<double> get_closed_form_lr() =>
                        Base.Select(rate => least + ((rate - least) * (1 + Math.Cos(Math.PI * Epoch / period)) / 2));
                }
            }
        }
    }
}
