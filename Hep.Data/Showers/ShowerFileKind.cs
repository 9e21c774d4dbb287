namespace Hep.Data.Showers;

/// <summary>How showers lie in an HDF5 file.</summary>
public enum ShowerFileKind
{
    /// <summary>A data set a layer, as published with arXiv:1705.02355: <c>energy</c> (N, 1), each layer under its name (N, rows, columns), <c>overflow</c> (N, L).</summary>
    Layers,

    /// <summary>All cells side by side, as in the CaloChallenge (arXiv:2410.21611): <c>incident_energies</c> (N, 1), <c>showers</c> (N, cells), layer by layer, each row-major.</summary>
    Voxels,
}
