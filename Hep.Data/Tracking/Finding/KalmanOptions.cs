namespace Hep.Data.Tracking.Finding;

/// <summary>What the Kalman filter takes for granted of the particles and of what happens to them.</summary>
public sealed record KalmanOptions
{
    /// <summary>The mass of the particles in GeV, which scattering and energy loss depend on; that of the charged pion.</summary>
    public double Mass { get; init; } = 0.13957;

    /// <summary>Whether particles are deflected in the layers.</summary>
    public bool MultipleScattering { get; init; } = true;

    /// <summary>Whether particles lose energy in the layers.</summary>
    public bool EnergyLoss { get; init; } = true;
}
