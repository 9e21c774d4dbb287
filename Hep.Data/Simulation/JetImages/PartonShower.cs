namespace Hep.Data;

/// <summary>
/// An angular-ordered shower of massless partons in the variables of S. Gieseke, P. Stephens and B. Webber, hep-ph/0310083: dP = α/2π dq̃²/q̃² P(z) dz with α at the
/// transverse momentum z (1 - z) q̃ of the splitting, which is at least the cut-off; the daughters go on from z q̃ and (1 - z) q̃, so that angles fall. Drawn by the veto algorithm.
/// Shares and transverse momenta are kept by each splitting, and its masses are made to fit: m² = m_1² / z + m_2² / (1 - z) + (z (1 - z) q̃)² / (z (1 - z)). Thus four-momentum
/// is conserved at each, and the recoil is left to those who set the momentum of the whole (<see cref="ShowerFrame"/>). Azimuths are uniform.
/// </summary>
/// <param name="coupling">The strong coupling.</param>
/// <param name="cutOff">The least transverse momentum of a splitting, GeV.</param>
/// <param name="clusterMass">The mass of the partons that end, GeV.</param>
internal sealed class PartonShower(RunningCoupling coupling, double cutOff, double clusterMass)
{
    private readonly double largestCoupling = coupling.At(cutOff);
    private ShowerParton[] partons = new ShowerParton[64];
    private int count;

    /// <summary>The last shower: first what it began with, and daughters behind their mothers.</summary>
    public ReadOnlySpan<ShowerParton> Partons => partons.AsSpan(0, count);

    /// <summary>Showers a parton, in place of the last shower.</summary>
    /// <param name="kind">Quark or gluon.</param>
    /// <param name="scale">The largest q̃, GeV.</param>
    /// <param name="random">The source of chance.</param>
    /// <returns>The squared mass of the jet.</returns>
    public double Shower(PartonKind kind, double scale, SplitMix64 random)
    {
        count = 0;
        Add(kind, scale);
        for (var mother = 0; mother < count; mother++)
            Split(mother, random);
        for (var i = count - 1; i >= 0; i--)
            partons[i].MassSquared = MassSquared(partons[i]);
        return partons[0].MassSquared;
    }

    /// <summary>Shares and transverse momenta of all, from the first on.</summary>
    public void Place(SplitMix64 random)
    {
        (partons[0].Share, partons[0].AcrossX, partons[0].AcrossY) = (1, 0, 0);
        for (var i = 0; i < count; i++)
        {
            ref var mother = ref partons[i];
            if (mother.Daughters == ShowerParton.None)
                continue;
            var z = mother.Fraction;
            var across = z * (1 - z) * mother.SplitScale;
            var (sin, cos) = Math.SinCos(random.Uniform(-Math.PI, Math.PI));
            Put(ref partons[mother.Daughters], mother, z, across * cos, across * sin);
            Put(ref partons[mother.Daughters + 1], mother, 1 - z, -across * cos, -across * sin);
        }
    }

    private static void Put(ref ShowerParton daughter, in ShowerParton mother, double share, double x, double y)
    {
        daughter.Share = share * mother.Share;
        daughter.AcrossX = (share * mother.AcrossX) + x;
        daughter.AcrossY = (share * mother.AcrossY) + y;
    }

    private void Split(int mother, SplitMix64 random)
    {
        var kind = partons[mother].Kind;
        var scale = partons[mother].Scale;
        while (true)
        {
            // Further down the range of z is smaller, so that the bound of this scale holds for all below.
            var least = LeastFraction(scale);
            if (!(least < 0.5))
                return;
            var (first, second) = kind == PartonKind.Quark
                ? (SplittingKernel.QuarkGluon.Bound(least), 0)
                : (SplittingKernel.GluonGluon.Bound(least), SplittingKernel.QuarkPair.Bound(least));
            var rate = largestCoupling / Math.PI * (first + second);
            scale *= Math.Pow(1 - random.Uniform(), 1 / rate);
            if (scale <= 4 * cutOff)
                return;
            var kernel = kind == PartonKind.Quark ? SplittingKernel.QuarkGluon
                : random.Uniform() * (first + second) < first ? SplittingKernel.GluonGluon : SplittingKernel.QuarkPair;
            var z = kernel.Draw(least, random);
            var across = z * (1 - z) * scale;
            if (across < cutOff || random.Uniform() * largestCoupling >= kernel.Share(z) * coupling.At(across))
                continue;
            (partons[mother].Fraction, partons[mother].SplitScale, partons[mother].Daughters) = (z, scale, count);
            Add(kernel == SplittingKernel.GluonGluon ? PartonKind.Gluon : PartonKind.Quark, z * scale);
            Add(kernel == SplittingKernel.QuarkPair ? PartonKind.Quark : PartonKind.Gluon, (1 - z) * scale);
            return;
        }
    }

    // z (1 - z) q̃ is the cut-off; half or no number where there is no room.
    private double LeastFraction(double scale) => 2 * cutOff / scale / (1 + Math.Sqrt(1 - (4 * cutOff / scale)));

    private double MassSquared(in ShowerParton parton)
    {
        if (parton.Daughters == ShowerParton.None)
            return clusterMass * clusterMass;
        var z = parton.Fraction;
        return (partons[parton.Daughters].MassSquared / z) + (partons[parton.Daughters + 1].MassSquared / (1 - z)) + (z * (1 - z) * parton.SplitScale * parton.SplitScale);
    }

    private void Add(PartonKind kind, double scale)
    {
        if (count == partons.Length)
            Array.Resize(ref partons, 2 * count);
        partons[count++] = new ShowerParton { Kind = kind, Scale = scale, Daughters = ShowerParton.None };
    }
}
