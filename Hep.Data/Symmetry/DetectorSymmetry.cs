namespace Hep.Data;

/// <summary>
/// What a cylindrical detector and colliding beams of equal energy leave unchanged: the rotation of an event about the beam by any angle, and
/// the exchange of the two beams, eta to -eta. It acts on raw features, of which some are azimuths and some pseudorapidities; all others
/// must be invariant themselves, as masses, momenta and differences of angles are.
/// </summary>
public sealed class DetectorSymmetry
{
    private const float Turn = (float)(2 * Math.PI);
    private readonly int[] phi;
    private readonly int[] eta;
    private readonly float? missing;

    /// <summary>Names the columns.</summary>
    /// <param name="phi">Indices of the azimuths among the features, in rad from -pi to pi.</param>
    /// <param name="eta">Indices of the pseudorapidities.</param>
    /// <param name="missing">The number which stands for "no value", and stays; null: none.</param>
    public DetectorSymmetry(IEnumerable<int> phi, IEnumerable<int> eta, float? missing)
    {
        this.phi = [.. phi];
        this.eta = [.. eta];
        this.missing = missing;
    }

    /// <summary>
    /// The transformation of an event in an epoch: a uniform angle, and a reflection with probability 1/2. It depends on the seed, the epoch and
    /// the event's id, and on nothing else: not on threads, batches, or which other events there are. Rows of one event are transformed alike.
    /// </summary>
    /// <param name="seed">The seed.</param>
    /// <param name="epoch">The epoch.</param>
    /// <param name="eventId">The event.</param>
    /// <returns>The angle in [0, 2 pi], and whether eta changes its sign.</returns>
    public static (float Angle, bool Reflect) Draw(int seed, int epoch, ulong eventId)
    {
        var random = new SplitMix64(SplitMix64.Mix(SplitMix64.Mix((ulong)seed) ^ ((ulong)epoch << 32)) ^ SplitMix64.Mix(eventId));
        return ((float)(2 * Math.PI * random.Uniform()), (random.Next() >> 63) == 1);
    }

    /// <summary>Transforms an event in place.</summary>
    /// <param name="row">Its raw features, [F].</param>
    /// <param name="angle">By which it is rotated, in [0, 2 pi].</param>
    /// <param name="reflect">Whether eta changes its sign.</param>
    public void Apply(Span<float> row, float angle, bool reflect)
    {
        foreach (var column in phi)
        {
            if (row[column] == missing)
                continue;
            var rotated = row[column] + angle;
            row[column] = rotated > (float)Math.PI ? rotated - Turn : rotated;
        }

        if (!reflect)
            return;
        foreach (var column in eta)
        {
            if (row[column] != missing)
                row[column] = -row[column];
        }
    }
}
