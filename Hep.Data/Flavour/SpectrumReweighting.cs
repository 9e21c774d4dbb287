namespace Hep.Data.Flavour;

/// <summary>
/// Weights that give the jets of all flavours the spectrum of one of them in transverse momentum and |η|, so that a tagger does not learn the spectra: in each bin, the reference's share of its weight over the flavour's
/// own. A bin in which one of the two has nothing, or weights that sum to 0 or less, has the weight 0, and so have jets outside of the bins; <see cref="Caveats"/> says what that costs.
/// </summary>
public sealed class SpectrumReweighting
{
    private readonly double[] ptEdges, etaEdges;
    private readonly double[][] factors;

    private SpectrumReweighting(double[] ptEdges, double[] etaEdges, double[][] factors, string pt, string eta) =>
        (this.ptEdges, this.etaEdges, this.factors, Pt, Eta) = (ptEdges, etaEdges, factors, pt, eta);

    /// <summary>What is lost or left out of the jets of the fit, a sentence each; empty: nothing.</summary>
    public IReadOnlyList<string> Caveats { get; private init; } = [];

    /// <summary>The feature of transverse momentum.</summary>
    public string Pt { get; }

    /// <summary>The feature of pseudorapidity.</summary>
    public string Eta { get; }

    /// <summary>Fits on training jets.</summary>
    /// <param name="jets">The jets.</param>
    /// <param name="ptEdges">Edges in transverse momentum, two or more, rising; the last bin has its upper edge in it.</param>
    /// <param name="etaEdges">Edges in |η|, two or more, rising; the same.</param>
    /// <param name="reference">The flavour whose spectrum all get.</param>
    /// <param name="pt">The feature of transverse momentum.</param>
    /// <param name="eta">The feature of pseudorapidity.</param>
    /// <exception cref="ArgumentException">Edges that do not rise.</exception>
    /// <exception cref="InvalidDataException">There is no such flavour or feature, or a flavour's weights within the bins do not sum to more than 0.</exception>
    public static SpectrumReweighting Fit(EventTable jets, IReadOnlyList<double> ptEdges, IReadOnlyList<double> etaEdges, string reference, string pt = "pt", string eta = "eta")
    {
        ArgumentNullException.ThrowIfNull(jets);
        CheckEdges(ptEdges, nameof(ptEdges));
        CheckEdges(etaEdges, nameof(etaEdges));
        var target = jets.Classes.ToList().IndexOf(reference);
        if (target < 0)
            throw new InvalidDataException($"{jets.Origin}: found the flavour '{reference}' as the reference of the reweighting, expected one of {string.Join(", ", jets.Classes)}{NearestNames.Hint(reference, jets.Classes)}");
        var bins = (ptEdges.Count - 1) * (etaEdges.Count - 1);
        var reweighting = new SpectrumReweighting([.. ptEdges], [.. etaEdges], [.. jets.Classes.Select(_ => new double[bins])], pt, eta);
        var sums = jets.Classes.Select(_ => new double[bins]).ToArray();
        var (outside, all) = (new double[jets.Classes.Count], new double[jets.Classes.Count]);
        var places = reweighting.Places(jets);
        for (var jet = 0; jet < jets.Count; jet++)
        {
            var label = jets.Labels[jet];
            all[label] += jets.Weights[jet];
            if (places[jet] >= 0)
                sums[label][places[jet]] += jets.Weights[jet];
            else
                outside[label] += jets.Weights[jet];
        }

        double[] totals = [.. sums.Select(own => own.Where(sum => sum > 0).Sum())];
        for (var k = 0; k < totals.Length; k++)
        {
            if (!(totals[k] > 0))
                throw new InvalidDataException(FormattableString.Invariant($"{jets.Origin}: found no '{jets.Classes[k]}' jets with weights above 0 in the {bins} bins of the reweighting, expected some: look at the edges of {pt} ({ptEdges[0]} to {ptEdges[^1]}) and |{eta}| ({etaEdges[0]} to {etaEdges[^1]})"));
        }

        var caveats = new List<string>();
        for (var k = 0; k < totals.Length; k++)
        {
            var (lost, dropped) = (0.0, Math.Max(0, outside[k]));
            var (empty, without) = (0, 0);
            for (var bin = 0; bin < bins; bin++)
            {
                var (wanted, own) = (sums[target][bin], sums[k][bin]);
                if (wanted > 0 && own > 0)
                {
                    reweighting.factors[k][bin] = wanted / totals[target] / (own / totals[k]);
                    continue;
                }

                (lost, empty) = wanted > 0 ? (lost + (wanted / totals[target]), empty + 1) : (lost, empty);
                (dropped, without) = own > 0 ? (dropped + own, without + 1) : (dropped, without);
            }

            if (empty > 0)
                caveats.Add(FormattableString.Invariant($"{jets.Classes[k]}: no weight in {empty} of {bins} bins, which hold {lost:P2} of {reference}: its spectrum lacks them"));
            if (dropped > 0)
                caveats.Add(FormattableString.Invariant($"{jets.Classes[k]}: {dropped / all[k]:P2} of its weight has the weight 0, being outside of the bins or in {without} bins without {reference}"));
        }

        return new SpectrumReweighting(reweighting.ptEdges, reweighting.etaEdges, reweighting.factors, pt, eta) { Caveats = caveats };
    }

    /// <summary>The weights of jets times what brings their flavour's spectrum to the reference's, [N].</summary>
    /// <param name="jets">Jets of the same flavours.</param>
    /// <exception cref="InvalidDataException">There is no such feature, or the flavours are others.</exception>
    public double[] Weights(EventTable jets)
    {
        ArgumentNullException.ThrowIfNull(jets);
        if (jets.Classes.Count != factors.Length)
            throw new InvalidDataException(FormattableString.Invariant($"{jets.Origin}: found {jets.Classes.Count} flavours, expected the {factors.Length} of the fit"));
        var places = Places(jets);
        return [.. jets.Weights.Select((weight, jet) => places[jet] < 0 ? 0 : weight * factors[jets.Labels[jet]][places[jet]])];
    }

    private int[] Places(EventTable jets)
    {
        var chosen = jets.WithFeatures([Pt, Eta]).Features;
        var places = new int[jets.Count];
        for (var jet = 0; jet < places.Length; jet++)
        {
            var (one, other) = (BinOf(ptEdges, chosen[0].Values[jet]), BinOf(etaEdges, Math.Abs(chosen[1].Values[jet])));
            places[jet] = one < 0 || other < 0 ? -1 : (one * (etaEdges.Length - 1)) + other;
        }

        return places;
    }

    private static int BinOf(double[] edges, double value)
    {
        if (!(value >= edges[0] && value <= edges[^1]))
            return -1;
        var found = Array.BinarySearch(edges, value);
        return found >= 0 ? Math.Min(found, edges.Length - 2) : ~found - 1;
    }

    private static void CheckEdges(IReadOnlyList<double> edges, string name)
    {
        ArgumentNullException.ThrowIfNull(edges, name);
        if (edges.Count < 2 || edges.Any(edge => !double.IsFinite(edge)) || edges.Zip(edges.Skip(1)).Any(pair => !(pair.First < pair.Second)))
            throw new ArgumentException($"found the edges [{string.Join(", ", edges.Select(edge => edge.ToString(System.Globalization.CultureInfo.InvariantCulture)))}], expected two or more that are finite and rise", name);
    }
}
