namespace Hep.Data.Tracking.Finding;

/// <summary>A true hit beside the one that was predicted from the true hits before it.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Hit">The hit's place in the event.</param>
/// <param name="RPhi">Measured minus predicted along the circumference, mm.</param>
/// <param name="Z">Measured minus predicted along the beam, mm.</param>
/// <param name="RPhiVariance">The predicted variance of <paramref name="RPhi"/>, mm^2.</param>
/// <param name="Covariance">The predicted covariance of the two, mm^2.</param>
/// <param name="ZVariance">The predicted variance of <paramref name="Z"/>, mm^2.</param>
public readonly record struct HitResidual(int Layer, int Hit, double RPhi, double Z, double RPhiVariance, double Covariance, double ZVariance);
