namespace Hep.Data.Tracking.Finding;

/// <summary>
/// The Kalman filter of R. Frühwirth, Nucl. Instrum. Meth. A 262 (1987) 444: between layers tracks follow helices, layers deflect them by multiple scattering (noise of the
/// direction) and slow them down by the mean ionisation loss, and each hit updates the five track parameters and their covariance. The prediction of a hit has the covariance V + H C H^T of
/// equation 8b: that of the measurement plus that of the track before its update.
/// </summary>
public sealed class KalmanPredictor : IHitPredictor
{
    // Standard deviations before the first hit of beta, cot theta and q / pT: so wide that what the seed says counts once, by its hits.
    private const double WideBeta = 0.1, WideCotTheta = 0.2, WideQOverPt = 1;

    private readonly KalmanOptions options;

    /// <summary>A filter.</summary>
    /// <param name="detector">The detector, with its resolutions and its material.</param>
    /// <param name="options">Mass and material effects; null: pions, with all effects.</param>
    /// <exception cref="ArgumentException">The detector has no field, a resolution is 0, or the mass is not above 0.</exception>
    public KalmanPredictor(BarrelDetector detector, KalmanOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(detector);
        Detector = detector;
        this.options = options ?? new KalmanOptions();
        TrackingOption.Require(detector.Field != 0, nameof(detector.Field), detector.Field, "a field in T, without which hits say nothing about the momentum");
        TrackingOption.Require(this.options.Mass > 0 && double.IsFinite(this.options.Mass), nameof(KalmanOptions.Mass), this.options.Mass, "a mass in GeV above 0");
        for (var layer = 0; layer < detector.Layers.Count; layer++)
        {
            var (rPhi, z) = (detector.Layers[layer].ResolutionRPhi, detector.Layers[layer].ResolutionZ);
            TrackingOption.Require(rPhi > 0 && z > 0, FormattableString.Invariant($"resolution of layer {layer}"), Math.Min(rPhi, z), "lengths in mm above 0 in r phi and in z");
        }
    }

    /// <summary>The detector.</summary>
    public BarrelDetector Detector { get; }

    /// <inheritdoc/>
    public ITrackStates Start(LayeredHits hits, IReadOnlyList<int[]> seeds)
    {
        ArgumentNullException.ThrowIfNull(hits);
        ArgumentNullException.ThrowIfNull(seeds);
        var states = new TrackState[seeds.Count];
        for (var track = 0; track < states.Length; track++)
            states[track] = Begin(hits, seeds[track]);
        return new KalmanStates(this, hits, states);
    }

    /// <summary>Carries a track from behind its layer to a layer further out, through what lies between.</summary>
    /// <returns>False where it turns around before, or passes the end of the layer.</returns>
    internal bool TryReach(ref TrackState state, int layer)
    {
        var turn = -Helix.TurnPerTesla * Detector.Field;
        for (var next = state.Layer + 1; next <= layer; next++)
        {
            if (!HelixTransport.TryMove(ref state, Detector.Layers[next].Radius, turn))
                return false;
            if (next < layer)
                CrossMaterial(ref state, next);
        }

        return Math.Abs(state.Z) <= Detector.Layers[layer].HalfLength;
    }

    /// <summary>Adds a hit to a track at the radius of its layer.</summary>
    internal void Measure(ref TrackState state, LayeredHits hits, int layer, int hit)
    {
        var (rPhi, z) = Expect(state, layer).Residual(hits.Radius(hit), hits.Azimuth(hit), hits.Event.Z[hit]);
        var properties = Detector.Layers[layer];
        var resolution = properties.ResolutionRPhi / properties.Radius;
        state.Update(rPhi / properties.Radius, z, resolution * resolution, properties.ResolutionZ * properties.ResolutionZ);
    }

    /// <summary>What a layer does to a track that has been measured there: noise, and a loss of momentum.</summary>
    internal void CrossMaterial(ref TrackState state, int layer)
    {
        state.Layer = layer;
        var thickness = Detector.Layers[layer].Material * state.Slant;

        // A layer that is not there at this z has no material there.
        if (thickness <= 0 || Math.Abs(state.Z) > Detector.Layers[layer].HalfLength)
            return;
        var momentum = state.Momentum;
        if (options.MultipleScattering)
        {
            var angle = MultipleScattering.Angle(momentum, options.Mass, thickness);
            state.Scatter(angle * angle);
        }

        if (!options.EnergyLoss)
            return;
        var energy = Math.Sqrt((momentum * momentum) + (options.Mass * options.Mass)) - IonisationLoss.Mean(momentum, options.Mass, thickness);
        var left = Math.Sqrt(Math.Max(0, (energy * energy) - (options.Mass * options.Mass)));

        // A particle that would stop goes on as one which turns around before the next layer.
        state.QOverPt *= momentum / Math.Max(left, 1e-3 * momentum);
    }

    /// <summary>The hit that is expected of a track at the radius of a layer.</summary>
    internal HitPrediction Expect(in TrackState state, int layer)
    {
        var (radius, rPhi, z) = (state.Radius, Detector.Layers[layer].ResolutionRPhi, Detector.Layers[layer].ResolutionZ);
        return new HitPrediction(
            state.Azimuth,
            state.Z,
            (radius * radius * state.Covariance[0]) + (rPhi * rPhi),
            radius * state.Covariance[1],
            state.Covariance[2] + (z * z))
        {
            Radius = radius,
            AzimuthSlope = Math.Tan(state.Beta) / radius,
            ZSlope = state.CotTheta / Math.Cos(state.Beta),
        };
    }

    private TrackState Begin(LayeredHits hits, int[] seed)
    {
        var (curvature, direction, cotTheta) = ThreePointHelix.Arc(hits.Event, seed[0], seed[1], seed[^1]);
        var layer = hits.Event.Layers[seed[0]];
        var properties = Detector.Layers[layer];
        var state = new TrackState
        {
            Radius = properties.Radius,
            Azimuth = hits.Azimuth(seed[0]),
            Z = hits.Event.Z[seed[0]],
            Beta = LayeredHits.Wrap(direction - hits.Azimuth(seed[0])),
            CotTheta = cotTheta,
            QOverPt = ThreePointHelix.QOverPt(curvature, Detector.Field),
            Layer = layer,
        };
        var resolution = properties.ResolutionRPhi / properties.Radius;
        state.Covariance[0, 0] = resolution * resolution;
        state.Covariance[1, 1] = properties.ResolutionZ * properties.ResolutionZ;
        state.Covariance[2, 2] = WideBeta * WideBeta;
        state.Covariance[3, 3] = WideCotTheta * WideCotTheta;
        state.Covariance[4, 4] = WideQOverPt * WideQOverPt;
        CrossMaterial(ref state, layer);
        foreach (var hit in seed.AsSpan(1))
        {
            // A seed that turns around between its own hits keeps the layer it got to: it will cross no other.
            if (!TryReach(ref state, hits.Event.Layers[hit]))
                break;
            Measure(ref state, hits, hits.Event.Layers[hit], hit);
            CrossMaterial(ref state, hits.Event.Layers[hit]);
        }

        return state;
    }
}
