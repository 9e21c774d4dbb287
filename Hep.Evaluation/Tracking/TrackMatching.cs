namespace Hep.Evaluation.Tracking;

/// <summary>
/// The found tracks of one event beside its particles. A track matches the particle that left at least 75% of its hits; one that matches none is a fake. A particle with
/// at least 5 hits is counted, and found where a track matches it; the best of its tracks has most of its hits (of equal ones the purer, then the first), and
/// all others are clones.
/// </summary>
public sealed class TrackMatching
{
    /// <summary>No particle, or no track.</summary>
    public const int None = -1;

    private readonly int[] hitsOf, bestTrack, rightHits, matched, sharedHits, lengths;
    private readonly TrackMatchingOptions options;

    /// <summary>Compares tracks with particles.</summary>
    /// <param name="tracks">The hits of every found track, shape [T][hits of the track]: places in <paramref name="particleOfHit"/>.</param>
    /// <param name="particleOfHit">The particle of every hit, 0 to P - 1, or <see cref="None"/> for noise; shape [H].</param>
    /// <param name="particles">The number of particles P.</param>
    /// <param name="options">The definitions; null: those of the summary.</param>
    /// <exception cref="ArgumentException">A hit or a particle that is not there, a track without hits or with one of them twice, or definitions outside their range.</exception>
    public TrackMatching(IReadOnlyList<IReadOnlyList<int>> tracks, ReadOnlySpan<int> particleOfHit, int particles, TrackMatchingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(tracks);
        ArgumentOutOfRangeException.ThrowIfNegative(particles);
        this.options = options ?? new TrackMatchingOptions();
        this.options.Check();
        hitsOf = CountHits(particleOfHit, particles);
        bestTrack = new int[particles];
        rightHits = new int[particles];
        Array.Fill(bestTrack, None);
        matched = new int[tracks.Count];
        sharedHits = new int[tracks.Count];
        lengths = new int[tracks.Count];
        var (counts, lastTrack) = (new int[particles], new int[particleOfHit.Length]);
        for (var track = 0; track < tracks.Count; track++)
            Match(track, tracks[track], particleOfHit, counts, lastTrack);
    }

    /// <summary>The number of found tracks T.</summary>
    public int Tracks => matched.Length;

    /// <summary>The number of particles P.</summary>
    public int Particles => hitsOf.Length;

    /// <summary>The hits that each particle left, shape [P].</summary>
    public ReadOnlySpan<int> HitsOfParticle => hitsOf;

    /// <summary>The hits of each particle that lie on its best track, shape [P]; 0 for a particle without one.</summary>
    public ReadOnlySpan<int> RightHits => rightHits;

    /// <summary>The best track of each particle, shape [P]; <see cref="None"/> where no track matches it.</summary>
    public ReadOnlySpan<int> BestTrack => bestTrack;

    /// <summary>The particle that each track matches, shape [T]; <see cref="None"/> for a fake.</summary>
    public ReadOnlySpan<int> MatchedParticle => matched;

    /// <summary>Whether a particle left enough hits to be in the denominator of the efficiency.</summary>
    /// <param name="particle">0 to P - 1.</param>
    public bool IsCounted(int particle) => hitsOf[particle] >= options.MinimumHits;

    /// <summary>Whether a track matches the particle.</summary>
    /// <param name="particle">0 to P - 1.</param>
    public bool IsFound(int particle) => bestTrack[particle] != None;

    /// <summary>Whether a track matches no particle.</summary>
    /// <param name="track">0 to T - 1.</param>
    public bool IsFake(int track) => matched[track] == None;

    /// <summary>Whether a track matches a particle that has a better one.</summary>
    /// <param name="track">0 to T - 1.</param>
    public bool IsClone(int track) => matched[track] != None && bestTrack[matched[track]] != track;

    /// <summary>The share of a track's hits that come from the particle which left most of them; 0 for a track of noise alone.</summary>
    /// <param name="track">0 to T - 1.</param>
    public double Purity(int track) => (double)sharedHits[track] / lengths[track];

    private static int[] CountHits(ReadOnlySpan<int> particleOfHit, int particles)
    {
        var counts = new int[particles];
        for (var hit = 0; hit < particleOfHit.Length; hit++)
        {
            var particle = particleOfHit[hit];
            if (particle < None || particle >= particles)
                throw new ArgumentException(FormattableString.Invariant($"hit {hit} is of particle {particle}; expected 0 to {particles - 1}, or {None} for noise"), nameof(particleOfHit));
            if (particle != None)
                counts[particle]++;
        }

        return counts;
    }

    private void Match(int track, IReadOnlyList<int> hits, ReadOnlySpan<int> particleOfHit, int[] counts, int[] lastTrack)
    {
        if (hits.Count == 0)
            throw new ArgumentException(FormattableString.Invariant($"track {track} has no hits"), nameof(hits));
        var majority = None;
        foreach (var hit in hits)
        {
            if (hit < 0 || hit >= particleOfHit.Length)
                throw new ArgumentException(FormattableString.Invariant($"track {track} has hit {hit}; expected 0 to {particleOfHit.Length - 1}"), nameof(hits));
            if (lastTrack[hit] == track + 1)
                throw new ArgumentException(FormattableString.Invariant($"track {track} has hit {hit} twice"), nameof(hits));
            lastTrack[hit] = track + 1;
            var particle = particleOfHit[hit];
            if (particle != None && (++counts[particle] > sharedHits[track]))
                (majority, sharedHits[track]) = (particle, counts[particle]);
        }

        foreach (var hit in hits)
        {
            if (particleOfHit[hit] != None)
                counts[particleOfHit[hit]] = 0;
        }

        lengths[track] = hits.Count;
        matched[track] = sharedHits[track] >= options.MinimumShare * hits.Count ? majority : None;
        if (matched[track] != None && IsBetter(track, bestTrack[majority]))
            (bestTrack[majority], rightHits[majority]) = (track, sharedHits[track]);
    }

    private bool IsBetter(int track, int best) => best == None || sharedHits[track] > sharedHits[best]
        || (sharedHits[track] == sharedHits[best] && lengths[track] < lengths[best]);
}
