using Hep.Training.Objectives;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hep.Training.Optimization;

/// <summary>Running statistics of batch normalisations for weights that were never trained with: one pass over the training split (arXiv:1803.05407, section 3.2).</summary>
internal static class BatchStatistics
{
    /// <summary>Sets them to the mean over the batches of an epoch; nothing else of the network changes, those of frozen layers neither, and no random number is drawn.</summary>
    /// <param name="network">The network, in evaluation mode, in which it is left.</param>
    /// <param name="objective">Gives the batches.</param>
    public static void Refit(nn.Module network, IObjective objective)
    {
        var layers = new TrainedLayers(network);
        NormBase[] norms = [.. network.modules().OfType<NormBase>().Where(norm => norm.track_running_stats && !layers.IsFrozen(norm))];
        if (norms.Length == 0)
            return;
        using var untracked = no_grad();
        double?[] momenta = [.. norms.Select(norm => norm.momentum)];
        try
        {
            foreach (var norm in norms)
            {
                norm.reset_running_stats();

                // Without a momentum every batch counts alike.
                norm.momentum = null;
                norm.train();
            }

            for (var batch = 0; batch < objective.Batches; batch++)
            {
                using var scope = NewDisposeScope();
                _ = objective.Loss(batch);
            }
        }
        finally
        {
            foreach (var (norm, momentum) in norms.Zip(momenta))
            {
                norm.momentum = momentum;
                norm.eval();
            }
        }
    }
}
