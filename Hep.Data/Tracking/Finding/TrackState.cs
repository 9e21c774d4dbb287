namespace Hep.Data.Tracking.Finding;

/// <summary>
/// A track where it crosses a cylinder around the z axis: azimuth of the point, z, angle beta from the radial direction to that of the momentum in the transverse plane, cotangent of the polar angle, and
/// charge over transverse momentum, with their covariance in this order. These are the parameters of R. Frühwirth, Nucl. Instrum. Meth. A 262 (1987) 444, section 4, for cylinders: the first
/// two are what a layer measures.
/// </summary>
internal struct TrackState
{
    public double Radius, Azimuth, Z, Beta, CotTheta, QOverPt;
    public SymmetricMatrix5 Covariance;

    /// <summary>The last layer whose material the track has crossed.</summary>
    public int Layer;

    /// <summary>What the track crosses of a layer, over what it would cross at normal incidence.</summary>
    public readonly double Slant => Math.Sqrt(1 + (CotTheta * CotTheta)) / Math.Cos(Beta);

    /// <summary>The momentum in GeV.</summary>
    public readonly double Momentum => Math.Sqrt(1 + (CotTheta * CotTheta)) / Math.Abs(QOverPt);

    /// <summary>Adds a measurement: the update of the Kalman filter with the gain K = C H^T (V + H C H^T)^-1, H taking the first two parameters.</summary>
    /// <param name="azimuth">Residual of the azimuth, measured minus expected, rad.</param>
    /// <param name="z">Residual of z, mm.</param>
    /// <param name="azimuthVariance">Variance of the measured azimuth, rad^2.</param>
    /// <param name="zVariance">Variance of the measured z, mm^2.</param>
    public void Update(double azimuth, double z, double azimuthVariance, double zVariance)
    {
        double s00 = Covariance[0] + azimuthVariance, s10 = Covariance[1], s11 = Covariance[2] + zVariance;
        var determinant = (s00 * s11) - (s10 * s10);
        Span<double> column0 = stackalloc double[5], column1 = stackalloc double[5], gain0 = stackalloc double[5], gain1 = stackalloc double[5];
        for (var i = 0; i < 5; i++)
        {
            (column0[i], column1[i]) = (Covariance[i, 0], Covariance[i, 1]);
            gain0[i] = ((column0[i] * s11) - (column1[i] * s10)) / determinant;
            gain1[i] = ((column1[i] * s00) - (column0[i] * s10)) / determinant;
        }

        for (int i = 0, k = 0; i < 5; i++)
        {
            for (var j = 0; j <= i; j++, k++)
                Covariance[k] -= (gain0[i] * column0[j]) + (gain1[i] * column1[j]);
        }

        Azimuth = LayeredHits.Wrap(Azimuth + (gain0[0] * azimuth) + (gain1[0] * z));
        Z += (gain0[1] * azimuth) + (gain1[1] * z);
        Beta += (gain0[2] * azimuth) + (gain1[2] * z);
        CotTheta += (gain0[3] * azimuth) + (gain1[3] * z);
        QOverPt += (gain0[4] * azimuth) + (gain1[4] * z);
    }

    /// <summary>
    /// Adds what multiple scattering by an angle of variance <paramref name="variance"/> in each of two planes does to the directions: var(beta) = v / sin^2 theta, var(cot theta) = v / sin^4 theta,
    /// and pT changes with theta at fixed momentum.
    /// </summary>
    /// <param name="variance">The variance of the angle in a plane, rad^2.</param>
    public void Scatter(double variance)
    {
        var stretch = 1 + (CotTheta * CotTheta);
        var turn = QOverPt * CotTheta;
        Covariance[2, 2] += variance * stretch;
        Covariance[3, 3] += variance * stretch * stretch;
        Covariance[4, 3] += variance * stretch * turn;
        Covariance[4, 4] += variance * turn * turn;
    }
}
