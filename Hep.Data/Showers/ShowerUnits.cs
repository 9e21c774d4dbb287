namespace Hep.Data.Showers;

/// <summary>The units of a file of showers, which do not stand in it.</summary>
/// <param name="IncidentToGeV">What makes GeV of the energies of the particles.</param>
/// <param name="CellsToGeV">What makes GeV of the energies in cells and overflow.</param>
public sealed record ShowerUnits(double IncidentToGeV, double CellsToGeV)
{
    /// <summary>Of the files published with arXiv:1705.02355: particles in GeV, cells in MeV.</summary>
    public static ShowerUnits Published { get; } = new(1, 1e-3);

    /// <summary>All in MeV, as in the files of the CaloChallenge.</summary>
    public static ShowerUnits MeV { get; } = new(1e-3, 1e-3);

    /// <summary>All in GeV.</summary>
    public static ShowerUnits GeV { get; } = new(1, 1);

    /// <exception cref="ArgumentException">A factor is not finite or not above 0.</exception>
    internal void Check()
    {
        if (!(IncidentToGeV > 0 && double.IsFinite(IncidentToGeV) && CellsToGeV > 0 && double.IsFinite(CellsToGeV)))
            throw new ArgumentException(FormattableString.Invariant($"the units of the showers are {IncidentToGeV} and {CellsToGeV} GeV; expected finite numbers above 0"));
    }
}
