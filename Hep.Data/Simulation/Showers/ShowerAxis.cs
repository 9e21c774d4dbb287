namespace Hep.Data.Showers;

/// <summary>The line along which a shower goes; x is η, y is φ, z the depth, mm.</summary>
/// <param name="X">x where it begins.</param>
/// <param name="Y">y where it begins.</param>
/// <param name="Z">The depth at which it begins.</param>
/// <param name="SlopeX">dx/dz.</param>
/// <param name="SlopeY">dy/dz.</param>
internal readonly record struct ShowerAxis(double X, double Y, double Z, double SlopeX = 0, double SlopeY = 0)
{
    /// <summary>The line from a later depth on.</summary>
    public ShowerAxis From(double z) => this with { X = X + (SlopeX * (z - Z)), Y = Y + (SlopeY * (z - Z)), Z = z };
}
