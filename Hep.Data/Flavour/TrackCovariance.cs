namespace Hep.Data.Flavour;

/// <summary>The fields of a file from which significances are computed, where it has none: raw impact parameters, their variances and directions. Lengths are in mm, variances in mm².</summary>
/// <param name="D0">The transverse impact parameter.</param>
/// <param name="D0Variance">Its variance: the diagonal of the covariance.</param>
/// <param name="Z0">The distance to the primary vertex along the beam.</param>
/// <param name="Z0Variance">Its variance.</param>
/// <param name="Eta">The pseudorapidity of the track.</param>
/// <param name="Phi">The azimuth of the track in rad.</param>
/// <param name="JetPhi">The azimuth of the jet in rad, a field of the table of jets.</param>
public sealed record TrackCovariance(string D0, string D0Variance, string Z0, string Z0Variance, string Eta, string Phi, string JetPhi);
