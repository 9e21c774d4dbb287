namespace Hep.Data;

/// <summary>
/// Where a shower points: it and what it recoils against share the mass of a system, in whose rest frame they are back to back. Masses of both sides change the size of
/// their momenta there, not the directions, and the system keeps its four-momentum.
/// </summary>
internal readonly struct ShowerFrame
{
    private readonly FourVector system;
    private readonly double plus;
    private readonly FourVector along;
    private readonly FourVector first;
    private readonly FourVector second;

    /// <summary>The frame of a jet.</summary>
    /// <param name="system">The four-momentum of jet and recoil, GeV.</param>
    /// <param name="along">The jet's direction in the rest frame of the system, (x, y, z) of length 1.</param>
    /// <param name="massSquared">The jet's squared mass, GeV².</param>
    /// <param name="otherSquared">The squared mass of the recoil, GeV².</param>
    public ShowerFrame(FourVector system, FourVector along, double massSquared, double otherSquared)
    {
        (this.system, this.along) = (system, along);
        var total = system.Mass;
        var difference = massSquared - otherSquared;
        var energy = (total + (difference / total)) / 2;
        plus = energy + Math.Sqrt(Math.Max(0, (energy * energy) - massSquared));

        // The axis that is farthest from the direction makes the first one across.
        var cross = Math.Abs(along.Pz) < 0.8 ? new FourVector(along.Py, -along.Px, 0, 0) : new FourVector(0, along.Pz, -along.Py, 0);
        first = 1 / Math.Sqrt((cross.Px * cross.Px) + (cross.Py * cross.Py) + (cross.Pz * cross.Pz)) * cross;
        second = new FourVector((along.Py * first.Pz) - (along.Pz * first.Py), (along.Pz * first.Px) - (along.Px * first.Pz), (along.Px * first.Py) - (along.Py * first.Px), 0);
    }

    /// <summary>Whether there is room for both masses.</summary>
    public static bool Allows(double total, double massSquared, double otherSquared) => Math.Sqrt(massSquared) + Math.Sqrt(otherSquared) < total;

    /// <summary>The four-momentum of a parton of the shower in the laboratory.</summary>
    public FourVector Momentum(in ShowerParton parton)
    {
        var forward = parton.Share * plus;
        var backward = (parton.MassSquared + (parton.AcrossX * parton.AcrossX) + (parton.AcrossY * parton.AcrossY)) / forward;
        var spatial = ((forward - backward) / 2 * along) + (parton.AcrossX * first) + (parton.AcrossY * second);
        return (spatial with { E = (forward + backward) / 2 }).BoostedFrom(system);
    }
}
