using System.Runtime.InteropServices;

namespace Hep.Data.Tracking;

/// <summary>Gathers the hits of an event while it is simulated.</summary>
internal sealed class HitBuffer
{
    private readonly List<double> x = [], y = [], z = [];
    private readonly List<int> layers = [];
    private readonly List<ulong> particles = [];

    public int Count => layers.Count;

    public void Clear()
    {
        x.Clear();
        y.Clear();
        z.Clear();
        layers.Clear();
        particles.Clear();
    }

    public void Add(int layer, double radius, double azimuth, double along, ulong particle)
    {
        var (sin, cos) = Math.SinCos(azimuth);
        x.Add(radius * cos);
        y.Add(radius * sin);
        z.Add(along);
        layers.Add(layer);
        particles.Add(particle);
    }

    /// <summary>The event, with its hits in order and numbered from 1.</summary>
    public HitEvent ToEvent(ulong id, TrackParticles truth)
    {
        var places = HitOrder.ByLayerAndAzimuth(CollectionsMarshal.AsSpan(layers), CollectionsMarshal.AsSpan(x), CollectionsMarshal.AsSpan(y));
        var ids = new ulong[places.Length];
        for (var i = 0; i < ids.Length; i++)
            ids[i] = (ulong)(i + 1);
        return new HitEvent
        {
            EventId = id,
            HitIds = ids,
            X = Take(x),
            Y = Take(y),
            Z = Take(z),
            Layers = Take(layers),
            ParticleIds = Take(particles),
            Particles = truth,
        };

        T[] Take<T>(List<T> values) => HitOrder.Take<T>(CollectionsMarshal.AsSpan(values), places);
    }
}
