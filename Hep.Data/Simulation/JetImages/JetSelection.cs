using Hep.Data.Jets;

namespace Hep.Data;

/// <summary>
/// The jet of a collision: anti-kt on the cells, of the jets the one of the largest transverse momentum, whose axis is within the radius of what it comes from; trimmed by kt, in the
/// windows of transverse momentum and mass.
/// </summary>
internal sealed class JetSelection
{
    private readonly JetImageOptions options;
    private readonly JetDefinition jets;
    private readonly JetTrimming trimming;
    private FourVector[] momenta = new FourVector[256];

    public JetSelection(JetImageOptions options)
    {
        this.options = options;
        jets = new JetDefinition(JetAlgorithm.AntiKt, options.Radius);
        trimming = new JetTrimming(JetAlgorithm.Kt, options.SubjetRadius, options.SubjetFraction);
    }

    /// <summary>Finds the jet.</summary>
    /// <param name="cells">The calorimeter.</param>
    /// <param name="direction">What it comes from.</param>
    /// <param name="shortcuts">Reject early what cannot pass; the same collisions pass without.</param>
    /// <param name="selected">The jet, if it passes.</param>
    public bool Select(Calorimeter cells, RapidityPlane direction, bool shortcuts, out SelectedJet selected)
    {
        selected = default;
        var particles = Momenta(cells, out var transverse);
        if (shortcuts && (transverse < options.MinimumPt || Sum(particles).Mass < options.MinimumMass))
            return false;
        if (jets.Cluster(particles).Inclusive() is not [var jet, ..] || RapidityPlane.Of(jet.Momentum).DistanceTo(direction) >= options.Radius)
            return false;
        if (shortcuts && jet.Momentum.Mass < options.MinimumMass)
            return false;
        var trimmed = trimming.Trim(jet.Particles);
        var (pt, mass) = (trimmed.Momentum.Pt, trimmed.Momentum.Mass);
        if (!(pt >= options.MinimumPt && pt < options.MaximumPt && mass >= options.MinimumMass && mass < options.MaximumMass))
            return false;
        selected = new SelectedJet(jet.Momentum, trimmed, [.. trimmed.Constituents.Select(constituent => cells.Hit[jet.Constituents[constituent]])]);
        return true;
    }

    private static FourVector Sum(ReadOnlySpan<FourVector> particles)
    {
        var sum = default(FourVector);
        foreach (var particle in particles)
            sum += particle;
        return sum;
    }

    private ReadOnlySpan<FourVector> Momenta(Calorimeter cells, out double transverse)
    {
        if (momenta.Length < cells.Hit.Count)
            Array.Resize(ref momenta, 2 * cells.Hit.Count);
        transverse = 0;
        for (var i = 0; i < cells.Hit.Count; i++)
        {
            momenta[i] = cells.Momentum(cells.Hit[i]);
            transverse += cells.Transverse(cells.Hit[i]);
        }

        return momenta.AsSpan(0, cells.Hit.Count);
    }
}
