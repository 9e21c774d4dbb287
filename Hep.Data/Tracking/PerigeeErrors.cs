namespace Hep.Data.Tracking;

/// <summary>
/// The errors of the best linear fit to the hits of a track in a barrel detector, by a Kalman filter from the outermost hit to the beam line (R. Frühwirth, Nucl. Instrum. Meth. A 262 (1987) 444):
/// measurements with the resolutions of the layers, between them deflections by the layers' material. Nothing is tuned: resolutions and material are the detector's own. Small angles to the layers'
/// normals are assumed in the transverse plane, and energy losses are left out.
/// </summary>
/// <param name="detector">The detector.</param>
/// <param name="mass">The mass of the particles in GeV.</param>
internal sealed class PerigeeErrors(BarrelDetector detector, double mass)
{
    private readonly BarrelLayer[] layers = [.. detector.Layers];

    /// <summary>The errors of a track.</summary>
    /// <param name="pt">Its transverse momentum in GeV.</param>
    /// <param name="cotTheta">The cotangent of its polar angle.</param>
    /// <param name="hits">The layers that it has hits on, a bit a layer from bit 0 for the innermost; at least three.</param>
    /// <param name="start">The distance of its origin to the beam line in mm: layers inside of it do not deflect it.</param>
    public PerigeeError Of(double pt, double cotTheta, uint hits, double start)
    {
        var sinTheta = 1 / Math.Sqrt(1 + (cotTheta * cotTheta));
        var state = State.Unknown;
        var radius = double.NaN;
        for (var i = layers.Length - 1; i >= 0; i--)
        {
            var layer = layers[i];
            if (layer.Radius <= start)
                break;
            var isHit = (hits & (1u << i)) != 0;
            if (double.IsNaN(radius) && !isHit)
                continue;
            if (!double.IsNaN(radius))
                state.Move(layer.Radius - radius);
            radius = layer.Radius;
            if (isHit)
                state.Measure(layer.ResolutionRPhi * layer.ResolutionRPhi, layer.ResolutionZ * layer.ResolutionZ);
            var angle = MultipleScattering.Angle(pt / sinTheta, mass, layer.Material / sinTheta) / sinTheta;
            state.Deflect(angle * angle, angle * angle / (sinTheta * sinTheta));
        }

        state.Move(-radius);
        return state.Errors;
    }

    // Offset y, slope f and curvature k across, offset z and slope t along the beam: covariances, and the gains of the last measurement.
    private struct State
    {
        // Beyond any track: 100 mm, 1 rad, 0.06 GeV in 2 T.
        private double yy, yf, yk, ff, fk, kk;
        private double zz, zt, tt;
        private double gainY, gainF, gainK, gainZ, gainT;

        public static State Unknown => new() { yy = 1e4, ff = 1, kk = 1e-4, zz = 1e6, tt = 1e2 };

        public readonly PerigeeError Errors => new(Math.Sqrt(yy), Math.Sqrt(zz), Math.Sqrt(kk), gainY, gainZ);

        public void Move(double h)
        {
            var q = 0.5 * h * h;
            yy += (2 * h * yf) + (2 * q * yk) + (h * h * ff) + (2 * h * q * fk) + (q * q * kk);
            yf += (h * yk) + (h * ff) + (((h * h) + q) * fk) + (q * h * kk);
            yk += (h * fk) + (q * kk);
            ff += (2 * h * fk) + (h * h * kk);
            fk += h * kk;
            zz += (2 * h * zt) + (h * h * tt);
            zt += h * tt;
            gainY += (h * gainF) + (q * gainK);
            gainF += h * gainK;
            gainZ += h * gainT;
        }

        public void Measure(double varianceY, double varianceZ)
        {
            var y = yy + varianceY;
            (gainY, gainF, gainK) = (yy / y, yf / y, yk / y);
            (yy, yf, yk, ff, fk, kk) = (yy * varianceY / y, yf * varianceY / y, yk * varianceY / y, ff - (gainF * yf), fk - (gainF * yk), kk - (gainK * yk));
            var z = zz + varianceZ;
            (gainZ, gainT) = (zz / z, zt / z);
            (zz, zt, tt) = (zz * varianceZ / z, zt * varianceZ / z, tt - (gainT * zt));
        }

        public void Deflect(double varianceF, double varianceT)
        {
            ff += varianceF;
            tt += varianceT;
        }
    }
}
