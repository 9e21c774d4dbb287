namespace Hep.Data;

/// <summary>
/// Cells in pseudorapidity and azimuth, all around and out to |η| = 5, which add up transverse energy. Only cells that were hit are gone through.
/// </summary>
internal sealed class Calorimeter
{
    private const double End = 5;

    private readonly double stochastic;
    private readonly double constant;
    private readonly double threshold;
    private readonly double size;
    private readonly double[] transverse;
    private readonly (double Sinh, double Cosh)[] polar;
    private readonly (double Sin, double Cos)[] around;
    private readonly bool[] isHit;
    private readonly List<int> hit = [];

    public Calorimeter(JetImageOptions options)
    {
        (size, stochastic, constant, threshold) = (options.CellSize, options.StochasticTerm, options.ConstantTerm, options.CellThreshold);
        Rings = 2 * (int)Math.Ceiling(End / size);
        Sectors = options.Sectors;
        polar = [.. Enumerable.Range(0, Rings).Select(ring => (Math.Sinh(Eta(ring)), Math.Cosh(Eta(ring))))];
        around = [.. Enumerable.Range(0, Sectors).Select(sector => Math.SinCos(Phi(sector)))];
        (transverse, isHit) = (new double[Rings * Sectors], new bool[Rings * Sectors]);
    }

    /// <summary>The number of cells in η.</summary>
    public int Rings { get; }

    /// <summary>The number of cells in φ.</summary>
    public int Sectors { get; }

    /// <summary>The cells with energy, in the order in which they were hit: a cell's number is ring * <see cref="Sectors"/> + sector.</summary>
    public IReadOnlyList<int> Hit => hit;

    /// <summary>The transverse energy of a cell, GeV.</summary>
    public double Transverse(int cell) => transverse[cell];

    /// <summary>η in the middle of a ring.</summary>
    public double Eta(int ring) => (ring + 0.5 - (Rings / 2)) * size;

    /// <summary>φ in the middle of a sector, in (-π, π).</summary>
    public double Phi(int sector) => ((sector + 0.5) * 2 * Math.PI / Sectors) - Math.PI;

    /// <summary>The ring with this η; outside of the numbers if there is none.</summary>
    public int Ring(double eta) => (int)Math.Floor(eta / size) + (Rings / 2);

    /// <summary>The sector with this φ in [-π, π].</summary>
    public int Sector(double phi) => Math.Clamp((int)((phi + Math.PI) / (2 * Math.PI) * Sectors), 0, Sectors - 1);

    /// <summary>The cell as a massless four-momentum through its middle, GeV.</summary>
    public FourVector Momentum(int cell)
    {
        var (ring, sector) = Math.DivRem(cell, Sectors);
        var et = transverse[cell];
        return new FourVector(et * around[sector].Cos, et * around[sector].Sin, et * polar[ring].Sinh, et * polar[ring].Cosh);
    }

    /// <summary>Takes all energy out.</summary>
    public void Clear()
    {
        foreach (var cell in hit)
            (transverse[cell], isHit[cell]) = (0, false);
        hit.Clear();
    }

    /// <summary>A particle leaves its transverse energy in the cell that it points to.</summary>
    public void Add(FourVector particle)
    {
        var ring = Ring(particle.Eta);
        if (ring >= 0 && ring < Rings)
            Add((ring * Sectors) + Sector(particle.Phi), particle.E * particle.Pt / Math.Sqrt((particle.Pt * particle.Pt) + (particle.Pz * particle.Pz)));
    }

    /// <summary>Adds transverse energy to a cell, GeV.</summary>
    public void Add(int cell, double energy)
    {
        if (!isHit[cell])
        {
            isHit[cell] = true;
            hit.Add(cell);
        }

        transverse[cell] += energy;
    }

    /// <summary>Measures: each cell's energy is smeared by a/√E ⊕ b, and cells below the threshold are empty.</summary>
    public void ReadOut(SplitMix64 random)
    {
        var kept = 0;
        for (var i = 0; i < hit.Count; i++)
        {
            var cell = hit[i];
            var energy = transverse[cell] * polar[cell / Sectors].Cosh;
            transverse[cell] *= 1 + (Math.Sqrt((stochastic * stochastic / energy) + (constant * constant)) * random.Normal());
            if (transverse[cell] >= threshold && transverse[cell] > 0)
                hit[kept++] = cell;
            else
                (transverse[cell], isHit[cell]) = (0, false);
        }

        hit.RemoveRange(kept, hit.Count - kept);
    }
}
