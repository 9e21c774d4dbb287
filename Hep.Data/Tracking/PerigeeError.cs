namespace Hep.Data.Tracking;

/// <summary>How well the best fit to a track's hits knows it where it passes the beam line.</summary>
/// <param name="D0">The standard deviation of d0 in mm.</param>
/// <param name="Z0">The standard deviation of z0 in mm.</param>
/// <param name="Curvature">The standard deviation of the curvature in 1 / mm.</param>
/// <param name="ShiftD0">By how much d0 moves when the innermost hit moves along the circumference, mm / mm.</param>
/// <param name="ShiftZ0">By how much z0 moves when the innermost hit moves along the beam, mm / mm.</param>
internal readonly record struct PerigeeError(double D0, double Z0, double Curvature, double ShiftD0, double ShiftZ0);
