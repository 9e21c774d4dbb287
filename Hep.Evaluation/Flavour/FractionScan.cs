namespace Hep.Evaluation.Flavour;

/// <summary>
/// What the share f_c of c jets in the discriminant of b jets does: at fixed b efficiencies, light against c rejection for each value of f_c, an iso-efficiency curve an efficiency. The share of tau jets stays.
/// </summary>
public sealed class FractionScan
{
    private FractionScan(double efficiency, IReadOnlyList<FractionPoint> points) => (Efficiency, Points) = (efficiency, points);

    /// <summary>The b efficiency.</summary>
    public double Efficiency { get; }

    /// <summary>A point a value of f_c, rising.</summary>
    public IReadOnlyList<FractionPoint> Points { get; }

    /// <summary>Scans f_c.</summary>
    /// <param name="sample">Jets with the probabilities of <c>light</c>, <c>c</c>, <c>b</c> and others.</param>
    /// <param name="charm">Values of f_c, rising, in [0, 1 - f_tau].</param>
    /// <param name="tau">f_tau.</param>
    /// <param name="efficiencies">The b efficiencies, in (0, 1].</param>
    /// <returns>A curve an efficiency.</returns>
    /// <exception cref="ArgumentException">A flavour is not there, or a value is not possible.</exception>
    public static IReadOnlyList<FractionScan> Of(MultiClassSample sample, IReadOnlyList<double> charm, double tau, IReadOnlyList<double> efficiencies)
    {
        ArgumentNullException.ThrowIfNull(sample);
        ArgumentNullException.ThrowIfNull(charm);
        ArgumentNullException.ThrowIfNull(efficiencies);
        var points = efficiencies.Select(_ => new List<FractionPoint>()).ToArray();
        for (var i = 0; i < charm.Count; i++)
        {
            if (i > 0 && !(charm[i] > charm[i - 1]))
                throw new ArgumentException(FormattableString.Invariant($"f_c is {charm[i]} after {charm[i - 1]}; expected values that rise"), nameof(charm));
            var tagged = TaggedSample.Of(sample, FlavourDiscriminant.OfBottom(sample.Classes, charm[i], tau));
            var (light, c) = (tagged.Against(tagged.PlaceOf("light")).Roc, tagged.Against(tagged.PlaceOf("c")).Roc);
            for (var e = 0; e < efficiencies.Count; e++)
                points[e].Add(new FractionPoint(charm[i], light.AtSignalEfficiency(efficiencies[e]).BackgroundRejection, c.AtSignalEfficiency(efficiencies[e]).BackgroundRejection));
        }

        return [.. efficiencies.Select((efficiency, e) => new FractionScan(efficiency, points[e]))];
    }
}
