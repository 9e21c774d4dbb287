namespace Hep.Data;

/// <summary>
/// A hadron with a bottom or a charm quark. Masses and lifetimes: Particle Data Group, Prog. Theor. Exp. Phys. 2022, 083C01. Charged particles of its decay beside a charm hadron: even or odd numbers by its charge, 
/// their shares from the sources in docs/flavour_toy.md.
/// </summary>
/// <param name="Name">Its name.</param>
/// <param name="Mass">Its mass in GeV.</param>
/// <param name="Lifetime">Its lifetime times c, in mm.</param>
/// <param name="IsCharged">Whether it has a charge.</param>
internal sealed record HeavyHadron(string Name, double Mass, double Lifetime, bool IsCharged)
{
    private const double LightPerPicosecond = 0.299792458;

    /// <summary>The charm hadrons that it decays to, and their shares; empty for charm hadrons.</summary>
    public IReadOnlyList<(HeavyHadron Hadron, double Share)> Charm { get; private init; } = [];

    // Shares of 0, 2, 4 or 1, 3, 5 charged particles of a charm hadron's decay; their mean numbers are 2.0 (D0) and 2.1 to 2.3.
    private double[] Prongs { get; init; } = [];

    /// <summary>Charm hadrons: D0, D+, Ds+ and Lambda_c+.</summary>
    public static IReadOnlyList<HeavyHadron> CharmHadrons { get; } =
    [
        new("D0", 1.86484, 0.4103 * LightPerPicosecond, false) { Prongs = [0.15, 0.71, 0.14] },
        new("D+", 1.86966, 1.033 * LightPerPicosecond, true) { Prongs = [0.40, 0.57, 0.03] },
        new("Ds+", 1.96835, 0.504 * LightPerPicosecond, true) { Prongs = [0.42, 0.53, 0.05] },
        new("Lambda_c+", 2.28646, 0.2026 * LightPerPicosecond, true) { Prongs = [0.45, 0.53, 0.02] },
    ];

    /// <summary>Bottom hadrons with their shares at high energy: the Particle Data Group's averages for decays of Z bosons, 2022.</summary>
    public static IReadOnlyList<(HeavyHadron Hadron, double Share)> OfBottom { get; } =
    [
        (Bottom("B0", 5.27966, 1.519, false, 0.53, 0.38, 0.06, 0.03), 0.408),
        (Bottom("B+", 5.27934, 1.638, true, 0.84, 0.11, 0.05, 0), 0.408),
        (Bottom("Bs0", 5.36692, 1.520, false, 0.05, 0.02, 0.93, 0), 0.100),
        (Bottom("Lambda_b0", 5.61960, 1.471, false, 0.15, 0, 0, 0.85), 0.084),
    ];

    /// <summary>Charm hadrons of a charm quark with their shares: M. Lisovyi, A. Verbytskyi, O. Zenaiev, Eur. Phys. J. C 76 (2016) 397, rounded to a sum of 1.</summary>
    public static IReadOnlyList<(HeavyHadron Hadron, double Share)> OfCharm { get; } =
        [(CharmHadrons[0], 0.61), (CharmHadrons[1], 0.24), (CharmHadrons[2], 0.08), (CharmHadrons[3], 0.07)];

    /// <summary>The number of charged particles of a charm hadron's decay, or of a bottom hadron's beside the charm hadron.</summary>
    /// <param name="child">The charm hadron that comes of it; null: this is one itself.</param>
    /// <param name="random">The source of chance.</param>
    public int ChargedParticles(HeavyHadron? child, SplitMix64 random)
    {
        var isOdd = IsCharged != (child?.IsCharged ?? false);
        // With those of the charm hadron about 4.5, and with the pions of the K0s that are left out the 4.97 ± 0.06 of the average of LEP.
        double[] shares = child is null ? Prongs : isOdd ? [0.40, 0.45, 0.15] : [0.08, 0.62, 0.30];
        return (2 * Shares.Draw(shares, random)) + (isOdd ? 1 : 0);
    }

    private static HeavyHadron Bottom(string name, double mass, double picoseconds, bool isCharged, params double[] shares) =>
        new(name, mass, picoseconds * LightPerPicosecond, isCharged) { Charm = [.. CharmHadrons.Zip(shares)] };
}
