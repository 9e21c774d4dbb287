namespace Hep.Evaluation.Tracking;

/// <summary>Residuals of predicted hits on the true ones, and their pulls (<see cref="WhitenedResidual"/>), by layer.</summary>
public sealed class ResidualSample
{
    private readonly List<Entry> entries = [];

    /// <summary>The number of residuals.</summary>
    public int Count => entries.Count;

    /// <summary>The layers that have residuals, rising.</summary>
    public IReadOnlyList<int> Layers => [.. entries.Select(entry => entry.Layer).Distinct().Order()];

    /// <summary>Adds a residual, measured minus predicted.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="rPhi">The residual along the circumference, mm.</param>
    /// <param name="z">The residual along the beam, mm.</param>
    /// <param name="rPhiVariance">The variance of the first, the measurement's included, mm^2.</param>
    /// <param name="covariance">Their covariance, mm^2.</param>
    /// <param name="zVariance">The variance of the second, the measurement's included, mm^2.</param>
    /// <exception cref="ArgumentException">The covariance matrix is not positive definite, or a number is not finite.</exception>
    public void Add(int layer, double rPhi, double z, double rPhiVariance, double covariance, double zVariance) =>
        entries.Add(new Entry(layer, rPhi, z, WhitenedResidual.Of(rPhi, z, rPhiVariance, covariance, zVariance)));

    /// <summary>Core fits of the residuals and of their pulls.</summary>
    /// <param name="layer">The layer; null: all of them.</param>
    public ResidualSummary Summary(int? layer = null) => new(
        CoreFit.Of(Residuals(layer, alongBeam: false)),
        CoreFit.Of(Residuals(layer, alongBeam: true)),
        CoreFit.Of(Pulls(layer, alongBeam: false)),
        CoreFit.Of(Pulls(layer, alongBeam: true)));

    /// <summary>The residuals in mm, in the order in which they came.</summary>
    /// <param name="layer">The layer; null: all of them.</param>
    /// <param name="alongBeam">z in place of r phi.</param>
    public double[] Residuals(int? layer, bool alongBeam) => Select(layer, entry => alongBeam ? entry.Z : entry.RPhi);

    /// <summary>The pulls, in the order in which they came.</summary>
    /// <param name="layer">The layer; null: all of them.</param>
    /// <param name="alongBeam">z, given r phi, in place of r phi.</param>
    public double[] Pulls(int? layer, bool alongBeam) => Select(layer, entry => alongBeam ? entry.Pull.Second : entry.Pull.First);

    /// <summary>Writes means and widths, for example <c>PATH.pull_rphi.width</c> inclusive and <c>PATH.layer_4.pull_rphi.width</c> of a layer; residuals in mm.</summary>
    /// <param name="metrics">Where to.</param>
    /// <param name="path">The key above them, such as <c>test.kalman</c>.</param>
    public void Write(MetricsTree metrics, string path)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        Summary().Write(metrics, path);
        foreach (var layer in Layers)
            Summary(layer).Write(metrics, FormattableString.Invariant($"{path}.layer_{layer}"));
    }

    private double[] Select(int? layer, Func<Entry, double> of) => [.. entries.Where(entry => layer is null || entry.Layer == layer).Select(of)];

    private readonly record struct Entry(int Layer, double RPhi, double Z, WhitenedResidual Pull);
}
