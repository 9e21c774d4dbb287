namespace Hep.Data.Tracking;

/// <summary>Carries a particle from layer to layer, and leaves hits.</summary>
internal sealed class TrackTransport(TrackingToyOptions options)
{
    // A particle that meets a layer at less than 3 degrees would cross more of it than thin layers and these formulae are for.
    private const double LeastIncidence = 0.05;

    /// <summary>Follows a particle to the last layer, or to where it curls back, leaves the barrel or stops.</summary>
    /// <param name="helix">Where it goes before it meets material.</param>
    /// <param name="start">The distance of its vertex to the z axis in mm.</param>
    /// <param name="id">The particle.</param>
    /// <param name="random">The source of chance.</param>
    /// <param name="hits">Takes the hits.</param>
    public void Follow(Helix helix, double start, ulong id, SplitMix64 random, HitBuffer hits)
    {
        var layers = options.Detector.Layers;
        for (var i = 0; i < layers.Count; i++)
        {
            var layer = layers[i];
            if (layer.Radius <= start)
                continue;
            if (!helix.TryCross(layer.Radius, out var point))
                return;
            if (Math.Abs(point.Z) > layer.HalfLength)
                continue;
            if (random.Uniform() < layer.Efficiency)
                Measure(i, layer, point, id, random, hits);
            if (layer.Material > 0 && !TryPass(layer, point, random, ref helix))
                return;
        }
    }

    // The measurement may be beyond the end of the layer by the resolution; a sensor would have it at its edge.
    private static void Measure(int index, BarrelLayer layer, HelixPoint point, ulong id, SplitMix64 random, HitBuffer hits)
    {
        var azimuth = point.Azimuth + (layer.ResolutionRPhi / layer.Radius * random.Normal());
        var z = Math.Clamp(point.Z + (layer.ResolutionZ * random.Normal()), -layer.HalfLength, layer.HalfLength);
        hits.Add(index, layer.Radius, azimuth, z, id);
    }

    private bool TryPass(BarrelLayer layer, HelixPoint point, SplitMix64 random, ref Helix helix)
    {
        var incidence = Math.Cos(point.Direction - point.Azimuth);
        if (incidence < LeastIncidence)
            return false;
        var sinTheta = 1 / Math.Sqrt(1 + (helix.CotTheta * helix.CotTheta));
        var thickness = layer.Material / (incidence * sinTheta);
        var momentum = 1 / (Math.Abs(helix.QOverPt) * sinTheta);
        var (theta, direction) = (Math.Atan2(1, helix.CotTheta), point.Direction);
        if (options.MultipleScattering)
        {
            var angle = MultipleScattering.Angle(momentum, options.Mass, thickness);
            theta += angle * random.Normal();
            direction += angle * random.Normal() / sinTheta;
        }

        if (options.EnergyLoss)
        {
            var energy = Math.Sqrt((momentum * momentum) + (options.Mass * options.Mass)) - IonisationLoss.Mean(momentum, options.Mass, thickness);
            momentum = Math.Sqrt(Math.Max(0, (energy * energy) - (options.Mass * options.Mass)));
        }

        var pt = momentum * Math.Sin(theta);
        if (!(pt > 0) || Math.Cos(direction - point.Azimuth) <= 0)
            return false;
        helix = Helix.Through(point.X, point.Y, point.Z, direction, 1 / Math.Tan(theta), Math.Sign(helix.QOverPt) / pt, helix.Field);
        return true;
    }
}
