using Hep.Data.Jets;

namespace Hep.Data;

/// <summary>
/// Soft particles of further collisions: their number is a Poisson number, each covers (η, φ) evenly, and a particle's transverse momentum is exponential. They are laid over the
/// square of twice the radius about the jet, beyond which they cannot be in it.
/// </summary>
internal sealed class PileUp(JetImageOptions options)
{
    /// <summary>Half the side of the square.</summary>
    public double Reach => 2 * options.Radius;

    /// <summary>Adds the collisions of one jet.</summary>
    /// <param name="cells">The cells that take the energy.</param>
    /// <param name="about">The middle.</param>
    /// <param name="random">The source of chance.</param>
    public void Add(Calorimeter cells, RapidityPlane about, SplitMix64 random)
    {
        var collisions = random.Poisson(options.PileUp);
        if (collisions == 0)
            return;
        var particles = collisions * options.PileUpDensity * options.CellSize * options.CellPhi / options.PileUpParticlePt;
        var (first, last) = (Math.Max(0, cells.Ring(about.Rapidity - Reach)), Math.Min(cells.Rings - 1, cells.Ring(about.Rapidity + Reach)));
        var half = Math.Min((cells.Sectors - 1) / 2, (int)(Reach / options.CellPhi));
        var middle = cells.Sector(about.Phi);
        for (var ring = first; ring <= last; ring++)
        {
            for (var step = -half; step <= half; step++)
            {
                var energy = 0.0;
                for (var particle = random.Poisson(particles); particle > 0; particle--)
                    energy += random.Exponential(options.PileUpParticlePt);
                if (energy > 0)
                    cells.Add((ring * cells.Sectors) + ((middle + step + cells.Sectors) % cells.Sectors), energy);
            }
        }
    }
}
