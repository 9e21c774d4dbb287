namespace Hep.Data.Tracking;

/// <summary>
/// A toy of a tracker: charged particles on helices through the layers of a barrel, with multiple scattering, mean energy loss, resolutions, inefficiency and noise.
/// docs/tracking_toy.md has parameters and a validation.
/// <para>
/// What it has not: hadronic interactions, photons and their conversions, decays, δ-rays, fluctuations of the energy loss, clusters that merge, sensors that are flat or
/// overlap, an inhomogeneous field, loops of particles that curl back. Numbers of this toy are not physics results.
/// </para>
/// <para>May be used by several threads.</para>
/// </summary>
public sealed class TrackingToy
{
    /// <summary>A simulation.</summary>
    /// <param name="options">What it makes.</param>
    /// <exception cref="ArgumentException">A number is outside its range; the message names it, and what was expected.</exception>
    public TrackingToy(TrackingToyOptions options)
    {
        options.Check();
        Options = options;
    }

    /// <summary>What it makes.</summary>
    public TrackingToyOptions Options { get; }

    /// <summary>Makes events, on several threads.</summary>
    /// <param name="count">The number of events.</param>
    /// <param name="seed">The seed: event number i depends on it and on i alone, so that a sample may be made in parts, and a longer one begins with the shorter one.</param>
    /// <param name="first">The number of the first event, which is its id.</param>
    /// <param name="threads">The most threads; 0: one a core.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of events is not positive.</exception>
    public HitEvent[] Generate(int count, ulong seed, long first = 0, int threads = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        var events = new HitEvent[count];
        var limit = new ParallelOptions { MaxDegreeOfParallelism = threads > 0 ? threads : Environment.ProcessorCount };
        Parallel.For(0, count, limit, () => new TrackingEventMaker(Options), (i, _, maker) =>
        {
            events[i] = maker.Make(seed, (ulong)(first + i));
            return maker;
        }, static _ => { });
        return events;
    }

    /// <summary>Makes one event, on the caller's thread.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="number">The event's number, which is its id.</param>
    public HitEvent Make(ulong seed, ulong number) => new TrackingEventMaker(Options).Make(seed, number);
}
