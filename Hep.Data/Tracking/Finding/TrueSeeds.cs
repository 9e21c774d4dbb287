namespace Hep.Data.Tracking.Finding;

/// <summary>The seeds that the truth gives: of each particle the first three hits on the inner layers.</summary>
public static class TrueSeeds
{
    /// <summary>Hits of a seed.</summary>
    public const int Hits = 3;

    /// <summary>The seeds of an event, by the azimuth of their first hit.</summary>
    /// <param name="hits">The event.</param>
    /// <param name="layers">The number of layers of the detector.</param>
    /// <param name="innerLayers">On how many inner layers the three hits have to lie.</param>
    /// <returns>For each particle with three hits there its place among the event's particles, and the hits from the inside.</returns>
    /// <exception cref="InvalidDataException">A hit is on a layer that the detector has not, or of a particle that is not there.</exception>
    public static IReadOnlyList<(int Particle, int[] Hits)> Of(HitEvent hits, int layers, int innerLayers = 4)
    {
        ArgumentNullException.ThrowIfNull(hits);
        var (layered, places) = (new LayeredHits(hits, layers), hits.ParticlePlaces());
        return
        [
            .. TrueTracks.HitsByLayer(hits, layers)
                .Select(track => track.Take(innerLayers).Where(hit => hit >= 0).Take(Hits).ToArray())
                .Where(seed => seed.Length == Hits)
                .OrderBy(seed => layered.Azimuth(seed[0]))
                .Select(seed => (places[seed[0]], seed)),
        ];
    }
}
