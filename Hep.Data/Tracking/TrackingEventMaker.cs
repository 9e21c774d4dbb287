namespace Hep.Data.Tracking;

/// <summary>Makes the events of <see cref="TrackingToy"/>, one at a time.</summary>
internal sealed class TrackingEventMaker(TrackingToyOptions options)
{
    private readonly TrackTransport transport = new(options);
    private readonly HitBuffer hits = new();

    /// <summary>An event, which depends on the seed and on its number alone.</summary>
    public HitEvent Make(ulong seed, ulong number)
    {
        var random = EventStream.Of(seed, number);
        var particles = NewParticles(random);
        hits.Clear();
        for (var i = 0; i < particles.Count; i++)
        {
            var start = Math.Sqrt((particles.VertexX[i] * particles.VertexX[i]) + (particles.VertexY[i] * particles.VertexY[i]));
            transport.Follow(particles.HelixOf(i, options.Detector.Field), start, particles.Ids[i], random, hits);
        }

        AddNoise(random);
        return hits.ToEvent(number, particles);
    }

    private TrackParticles NewParticles(SplitMix64 random)
    {
        var count = options.Tracks;
        var particles = new TrackParticles
        {
            Ids = new ulong[count],
            Pt = new double[count],
            Eta = new double[count],
            Phi = new double[count],
            VertexX = new double[count],
            VertexY = new double[count],
            VertexZ = new double[count],
            Charges = new int[count],
        };
        for (var i = 0; i < count; i++)
        {
            particles.Ids[i] = (ulong)(i + 1);
            particles.Pt[i] = TransverseMomentum(random.Uniform());
            particles.Eta[i] = random.Uniform(-options.MaximumEta, options.MaximumEta);
            particles.Phi[i] = Math.PI - random.Uniform(0, 2 * Math.PI);
            particles.Charges[i] = random.Uniform() < 0.5 ? -1 : 1;
            var shared = options.CommonVertex && i > 0;
            particles.VertexX[i] = shared ? particles.VertexX[0] : options.VertexSpreadXY * random.Normal();
            particles.VertexY[i] = shared ? particles.VertexY[0] : options.VertexSpreadXY * random.Normal();
            particles.VertexZ[i] = shared ? particles.VertexZ[0] : options.VertexSpreadZ * random.Normal();
        }

        return particles;
    }

    // The inverse of the distribution function of pT^-n between the two ends.
    private double TransverseMomentum(double u)
    {
        var (low, high, power) = (options.MinimumPt, options.MaximumPt, 1 - options.SpectrumPower);
        if (Math.Abs(power) < 1e-9)
            return low * Math.Pow(high / low, u);
        var (from, to) = (Math.Pow(low, power), Math.Pow(high, power));
        return Math.Clamp(Math.Pow(from + (u * (to - from)), 1 / power), low, high);
    }

    private void AddNoise(SplitMix64 random)
    {
        var layers = options.Detector.Layers;
        for (var left = random.Poisson(options.NoiseShare / (1 - options.NoiseShare) * hits.Count); left > 0; left--)
        {
            var layer = random.Below(layers.Count);
            var z = random.Uniform(-layers[layer].HalfLength, layers[layer].HalfLength);
            hits.Add(layer, layers[layer].Radius, random.Uniform(-Math.PI, Math.PI), z, particle: 0);
        }
    }
}
