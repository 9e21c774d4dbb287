namespace Hep.Evaluation.Tracking;

/// <summary>Core fits of residuals and of their pulls.</summary>
/// <param name="RPhi">The residuals along the circumference, mm.</param>
/// <param name="Z">The residuals along the beam, mm.</param>
/// <param name="RPhiPull">The pulls of r phi.</param>
/// <param name="ZPull">The pulls of z, given r phi.</param>
public sealed record ResidualSummary(CoreFit RPhi, CoreFit Z, CoreFit RPhiPull, CoreFit ZPull)
{
    /// <summary>Writes means and widths.</summary>
    /// <param name="metrics">Where to.</param>
    /// <param name="path">The key above them.</param>
    public void Write(MetricsTree metrics, string path)
    {
        foreach (var (name, fit) in new[] { ("residual_rphi", RPhi), ("residual_z", Z), ("pull_rphi", RPhiPull), ("pull_z", ZPull) })
        {
            metrics.Set($"{path}.{name}.mean", fit.Mean);
            metrics.Set($"{path}.{name}.width", fit.Width);
            metrics.Set($"{path}.{name}.tail_share", fit.TailShare);
            metrics.Set($"{path}.{name}.entries", fit.Entries);
        }
    }
}
