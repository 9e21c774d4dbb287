namespace Hep.Evaluation.Tracking;

/// <summary>The figures of merit of track finding over many events; the definitions are those of <see cref="TrackMatching"/>.</summary>
public sealed class TrackFindingScore
{
    private readonly GroupedShare hits = new();
    private long counted, found, tracks, fakes, clones;
    private double purity, squaredPurity;

    /// <summary>The number of events.</summary>
    public long Events { get; private set; }

    /// <summary>The number of particles with enough hits to be counted.</summary>
    public long Particles => counted;

    /// <summary>The number of found tracks.</summary>
    public long Tracks => tracks;

    /// <summary>The share of the counted particles that a track matches, with Wilson's interval of one standard deviation. NaN without particles.</summary>
    public Interval Efficiency => Share(found, counted);

    /// <summary>The share of the found tracks that match no particle, with Wilson's interval. NaN without tracks.</summary>
    public Interval FakeRate => Share(fakes, tracks);

    /// <summary>The share of the found tracks that match a particle which has a better track, with Wilson's interval. NaN without tracks.</summary>
    public Interval CloneRate => Share(clones, tracks);

    /// <summary>The share of the hits of counted particles that lie on the best track of their particle. Hits of a particle are right or wrong together, see <see cref="GroupedShare"/>.</summary>
    public Estimate HitAccuracy => hits.Share;

    /// <summary>The mean over found tracks of the share of hits that come from the particle which left most of them, with the error of the mean.</summary>
    public Estimate Purity
    {
        get
        {
            var mean = purity / tracks;
            return new Estimate(mean, Math.Sqrt(Math.Max(0, (squaredPurity / tracks) - (mean * mean)) / (tracks - 1)));
        }
    }

    /// <summary>Adds an event.</summary>
    /// <param name="matching">Its tracks beside its particles.</param>
    /// <param name="isWanted">Whether a particle that left enough hits is to be found, too; null: all are. Tracks of the others are no fakes.</param>
    public void Add(TrackMatching matching, Func<int, bool>? isWanted = null)
    {
        ArgumentNullException.ThrowIfNull(matching);
        Events++;
        for (var particle = 0; particle < matching.Particles; particle++)
        {
            if (!matching.IsCounted(particle) || isWanted?.Invoke(particle) == false)
                continue;
            counted++;
            found += matching.IsFound(particle) ? 1 : 0;
            hits.Add(matching.RightHits[particle], matching.HitsOfParticle[particle]);
        }

        for (var track = 0; track < matching.Tracks; track++)
        {
            tracks++;
            fakes += matching.IsFake(track) ? 1 : 0;
            clones += matching.IsClone(track) ? 1 : 0;
            purity += matching.Purity(track);
            squaredPurity += matching.Purity(track) * matching.Purity(track);
        }
    }

    /// <summary>Writes the figures as <c>efficiency</c>, <c>fake_rate</c>, <c>clone_rate</c>, <c>hit_accuracy</c> and <c>purity</c>, and the counts they stand on.</summary>
    /// <param name="metrics">Where to.</param>
    /// <param name="path">The key above them, such as <c>test.kalman</c>.</param>
    public void Write(MetricsTree metrics, string path)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        foreach (var (name, selected, all) in new[] { ("efficiency", found, counted), ("fake_rate", fakes, tracks), ("clone_rate", clones, tracks) })
            metrics.Set($"{path}.{name}", WeightSum.Fraction(Unit(selected), Unit(all)), Share(selected, all));
        metrics.Set($"{path}.hit_accuracy", HitAccuracy);
        metrics.Set($"{path}.purity", Purity);
        metrics.Set($"{path}.events", Events);
        metrics.Set($"{path}.particles", counted);
        metrics.Set($"{path}.tracks", tracks);
    }

    private static WeightSum Unit(long count) => new(count, count, count);

    private static Interval Share(long selected, long all) => EfficiencyInterval.Wilson(Unit(selected), Unit(all));
}
