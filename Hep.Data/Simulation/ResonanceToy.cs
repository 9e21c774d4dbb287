namespace Hep.Data;

/// <summary>
/// A toy of a search for a resonance X that decays to top pairs, X to t tbar to W b W b to lepton, neutrino and four quarks, against the continuum of top pairs at
/// 13 TeV, with the 27 quantities of arXiv:1601.07913 (section 3) as features. docs/resonance_toy.md has the parameters and a validation.
/// <para>
/// What it has not: matrix elements, parton distributions and showers, the polarisation of W bosons, spin correlations, interference of resonance and continuum, other
/// backgrounds, and efficiencies of triggers and identification. Numbers of this toy are not physics results.
/// </para>
/// </summary>
internal static class ResonanceToy
{
    // Chosen for expected significances between 1 and 10 behind a cut, see the page.
    private const double SignalYield = 100, BackgroundYield = 10_000;

    public static SignalScan Scan { get; } = new()
    {
        Name = "resonance",
        Description = "a toy of X to top pairs to lepton + jets, at masses from 500 to 1500 GeV, against the continuum of top pairs",
        Features = ResonanceFeatures.Columns,
        Parameter = "mass",
        Values = [500, 750, 1000, 1250, 1500],
        Yields = (SignalYield, BackgroundYield),
        Next = Next,
    };

    // Collisions are made until one passes the selection.
    private static void Next(double? mass, SplitMix64 random, Span<double> row)
    {
        Span<Quark> quarks = stackalloc Quark[ResonanceProduction.MostQuarks];
        TopPairObjects measured;
        TopPairCollision collision;
        do
            collision = ResonanceProduction.Next(mass, random, quarks);
        while (!TopPairDetector.Measure(collision, quarks[..collision.Quarks], random, out measured));
        ResonanceFeatures.Fill(measured, row);
        for (var f = 0; f < row.Length; f++)
            row[f] = Math.Round(row[f], 3);
    }
}
