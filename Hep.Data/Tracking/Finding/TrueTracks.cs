namespace Hep.Data.Tracking.Finding;

/// <summary>Follows the true hits of particles, to see whether a predictor's next hits and their covariance are right.</summary>
public static class TrueTracks
{
    private const int StepsOfWay = 50;

    /// <summary>The residuals of a predictor along the true tracks of an event: from the first three hits of each particle outwards, every prediction being made from all hits before it.</summary>
    /// <param name="detector">The detector.</param>
    /// <param name="predictor">The predictor.</param>
    /// <param name="hits">The event.</param>
    /// <param name="innerLayers">Particles whose first three hits are not on this many inner layers are left out, as no seed would be found.</param>
    /// <exception cref="InvalidDataException">A hit is on a layer that the detector has not, or of a particle that is not there.</exception>
    public static IReadOnlyList<HitResidual> Residuals(BarrelDetector detector, IHitPredictor predictor, HitEvent hits, int innerLayers = 4)
    {
        ArgumentNullException.ThrowIfNull(detector);
        ArgumentNullException.ThrowIfNull(predictor);
        var layered = new LayeredHits(hits, detector.Layers.Count);
        var residuals = new List<HitResidual>();
        foreach (var sameStart in HitsByLayer(hits, detector.Layers.Count).Where(track => LastOfSeed(track) < innerLayers).GroupBy(LastOfSeed).OrderBy(group => group.Key))
            Follow(layered, predictor, [.. sameStart], sameStart.Key, residuals);
        return residuals;
    }

    /// <summary>The ways on which the particles of an event leave their vertices, as far as the outermost layer, for drawing. Scattering and energy loss are not in them.</summary>
    /// <param name="detector">The detector.</param>
    /// <param name="hits">The event.</param>
    /// <returns>Points (x, y, z) in mm, shape [P][points]; none for a particle whose momentum or charge is not known.</returns>
    public static IReadOnlyList<IReadOnlyList<(double X, double Y, double Z)>> Ways(BarrelDetector detector, HitEvent hits)
    {
        ArgumentNullException.ThrowIfNull(detector);
        ArgumentNullException.ThrowIfNull(hits);
        var particles = hits.Particles;
        return [.. Enumerable.Range(0, particles.Count).Select(i => WayOf(detector, particles, i))];
    }

    private static (double X, double Y, double Z)[] WayOf(BarrelDetector detector, TrackParticles particles, int particle)
    {
        if (particles.Charges[particle] == 0 || !double.IsFinite(particles.Pt[particle] + particles.VertexX[particle] + particles.VertexY[particle] + particles.VertexZ[particle]))
            return [];
        var helix = particles.HelixOf(particle, detector.Field);
        var (outermost, points) = (detector.Layers[^1], new List<(double X, double Y, double Z)> { (particles.VertexX[particle], particles.VertexY[particle], particles.VertexZ[particle]) });
        for (var step = 1; step <= StepsOfWay; step++)
        {
            if (!helix.TryCross(outermost.Radius * step / StepsOfWay, out var point))
                continue;
            if (Math.Abs(point.Z) > outermost.HalfLength)
                break;
            points.Add((point.X, point.Y, point.Z));
        }

        return [.. points];
    }

    private static void Follow(LayeredHits hits, IHitPredictor predictor, int[][] tracks, int lastOfSeed, List<HitResidual> residuals)
    {
        using var states = predictor.Start(hits, Array.ConvertAll(tracks, track => track.AsSpan(0, lastOfSeed + 1).ToArray().Where(hit => hit >= 0).ToArray()));
        int[] same = [.. Enumerable.Range(0, tracks.Length)];
        for (var layer = lastOfSeed + 1; layer < hits.Layers; layer++)
        {
            var predictions = new HitPrediction[tracks.Length];
            states.Predict(layer, predictions);
            var onLayer = new int[tracks.Length];
            for (var track = 0; track < tracks.Length; track++)
            {
                var (prediction, hit) = (predictions[track], tracks[track][layer]);
                onLayer[track] = prediction.Crosses ? hit : -1;
                if (onLayer[track] < 0)
                    continue;
                var (rPhi, z) = prediction.Residual(hits.Radius(hit), hits.Azimuth(hit), hits.Event.Z[hit]);
                residuals.Add(new HitResidual(layer, hit, rPhi, z, prediction.RPhiVariance, prediction.Covariance, prediction.ZVariance));
            }

            states.Advance(same, onLayer);
        }
    }

    /// <summary>The first hit of each particle on each layer, shape [particles with hits][layers]; -1: none.</summary>
    internal static List<int[]> HitsByLayer(HitEvent hits, int layers)
    {
        var (places, tracks) = (hits.ParticlePlaces(), new int[]?[hits.Particles.Count]);
        for (var hit = 0; hit < hits.Count; hit++)
        {
            if (places[hit] < 0)
                continue;
            ref var track = ref tracks[places[hit]];
            if (track is null)
            {
                track = new int[layers];
                Array.Fill(track, -1);
            }

            if (track[hits.Layers[hit]] < 0)
                track[hits.Layers[hit]] = hit;
        }

        return [.. tracks.OfType<int[]>()];
    }

    // The layer of the third hit; beyond all layers where there is none.
    private static int LastOfSeed(int[] track)
    {
        var count = 0;
        for (var layer = 0; layer < track.Length; layer++)
        {
            if (track[layer] >= 0 && ++count == 3)
                return layer;
        }

        return int.MaxValue;
    }
}
