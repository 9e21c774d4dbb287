namespace Hep.Data.Tracking;

/// <summary>Makes events of what a file has: the rules that all readers of hits share.</summary>
internal sealed class HitEventAssembly(HitReadingOptions options, HitSkips skips)
{
    /// <summary>An event, its hits by layer and azimuth; null where it is empty and such events are skipped.</summary>
    /// <param name="source">File and event, as messages begin.</param>
    /// <param name="eventId">The event.</param>
    /// <param name="hits">Its hits.</param>
    /// <param name="particles">Its particles.</param>
    /// <exception cref="InvalidDataException">There is something that no option allows.</exception>
    public HitEvent? Assemble(string source, ulong eventId, HitColumns hits, TrackParticles particles)
    {
        List<int> kept = [.. Kept(source, hits)];
        if (kept.Count == 0)
        {
            skips.EmptyEvent(options.SkipEmptyEvents, hits.Ids.Length == 0
                ? $"{source}: the event has no hits"
                : FormattableString.Invariant($"{source}: none of the event's {hits.Ids.Length} hits is left, since they lie on other layers or were skipped"));
            return null;
        }

        var (layers, x, y) = (Take(hits.Layers), Take(hits.X), Take(hits.Y));
        var order = HitOrder.ByLayerAndAzimuth(layers, x, y).Select(place => kept[place]).ToArray();
        var ids = Ordered(hits.Ids);
        var known = particles.Ids.ToHashSet();
        return new HitEvent
        {
            EventId = eventId,
            HitIds = ids,
            X = Ordered(hits.X),
            Y = Ordered(hits.Y),
            Z = Ordered(hits.Z),
            Layers = Ordered(hits.Layers),
            ParticleIds = Known(source, ids, Ordered(hits.Particles), known),
            Particles = particles,
        };

        T[] Take<T>(T[] values) => [.. kept.Select(place => values[place])];
        T[] Ordered<T>(T[] values) => HitOrder.Take<T>(values, order);
    }

    private IEnumerable<int> Kept(string source, HitColumns hits)
    {
        var seen = new HashSet<ulong>(hits.Ids.Length);
        for (var hit = 0; hit < hits.Ids.Length; hit++)
        {
            if (!seen.Add(hits.Ids[hit]))
                skips.DuplicateHit(options.SkipDuplicateHits, FormattableString.Invariant($"{source}: hit id {hits.Ids[hit]} comes again in row {hit + 1} of its hits; expected every id once"));
            else if (hits.Layers[hit] == HitColumns.OtherLayer)
                skips.OtherLayers++;
            else if (Outside(hits, hit) is { } expected)
                skips.OutsideHit(options.SkipOutsideHits, FormattableString.Invariant($"{source}: hit {hits.Ids[hit]} at r = {hits.RadiusOf(hit):0.###} mm, z = {hits.Z[hit]:0.###} mm lies outside of the detector; expected {expected}"));
            else
                yield return hit;
        }
    }

    // What is expected of a hit that lies outside, null for one inside.
    private string? Outside(HitColumns hits, int hit)
    {
        var layer = hits.Layers[hit];
        if (options.Detector is not { } detector)
            return layer == HitColumns.NoLayer ? "a position on one of the layers" : null;
        if (layer == HitColumns.NoLayer)
            return FormattableString.Invariant($"a radius within {options.Tolerance} mm of one of the layers, at {string.Join(", ", detector.Layers.Select(l => FormattableString.Invariant($"{l.Radius}")))} mm");
        if (layer >= detector.Layers.Count)
            return FormattableString.Invariant($"a layer from 0 to {detector.Layers.Count - 1}, found layer {layer}");
        var (radius, halfLength) = (detector.Layers[layer].Radius, detector.Layers[layer].HalfLength);
        return Math.Abs(hits.RadiusOf(hit) - radius) > options.Tolerance || Math.Abs(hits.Z[hit]) > halfLength + options.Tolerance
            ? FormattableString.Invariant($"r within {options.Tolerance} mm of {radius} mm and |z| up to {halfLength} mm on layer {layer}")
            : null;
    }

    private ulong[] Known(string source, ulong[] hits, ulong[] particles, HashSet<ulong> known)
    {
        for (var i = 0; i < particles.Length; i++)
        {
            if (particles[i] == 0 || known.Contains(particles[i]))
                continue;
            skips.UnknownParticle(options.SkipUnknownParticles, FormattableString.Invariant($"{source}: hit {hits[i]} is of particle {particles[i]}, which is not in the file of particles; expected one of its {known.Count} particles, or 0 for noise"));
            particles[i] = 0;
        }

        return particles;
    }
}
