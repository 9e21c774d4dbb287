namespace Hep.Evaluation.Flavour;

/// <summary>
/// One number from the probabilities of several flavours: D = ln(p_s / sum_k f_k p_k), with the shares f_k of the backgrounds, which sum to 1 (ATLAS, ATL-PHYS-PUB-2017-003, and for b jets
/// D_b = ln(p_b / (f_c p_c + f_tau p_tau + (1 - f_c - f_tau) p_light))). Probabilities need not be normalised: a common factor cancels.
/// </summary>
public sealed class FlavourDiscriminant
{
    /// <summary>Probabilities below this count as this.</summary>
    public const double Floor = 1e-30;

    private readonly double[] fractions;

    private FlavourDiscriminant(string name, IReadOnlyList<string> classes, int signal, double[] fractions) =>
        (Name, Classes, Signal, this.fractions) = (name, classes, signal, fractions);

    /// <summary>What it is called on axes, such as <c>D_b</c>.</summary>
    public string Name { get; }

    /// <summary>The names of the flavours, shape [C].</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>The signal's place among the flavours.</summary>
    public int Signal { get; }

    /// <summary>The backgrounds' shares, shape [C]; 0 for the signal.</summary>
    public ReadOnlySpan<double> Fractions => this.fractions;

    /// <summary>A discriminant of a flavour against the others.</summary>
    /// <param name="classes">The names of the flavours, shape [C], each once.</param>
    /// <param name="signal">The signal's name.</param>
    /// <param name="fractions">Shares of backgrounds by their names, each 0 or more.</param>
    /// <param name="rest">The background that has what the shares leave of 1.</param>
    /// <exception cref="ArgumentException">A name that is no flavour, the signal among the backgrounds, or shares that are negative or sum to more than 1.</exception>
    public static FlavourDiscriminant Of(IReadOnlyList<string> classes, string signal, IReadOnlyDictionary<string, double> fractions, string rest)
    {
        ArgumentNullException.ThrowIfNull(classes);
        ArgumentNullException.ThrowIfNull(fractions);
        var shares = new double[classes.Count];
        var left = 1.0;
        foreach (var (name, share) in fractions)
        {
            if (!(share >= 0 && share <= left + 1e-12) || name == rest)
                throw new ArgumentException(FormattableString.Invariant($"found the share {share} of {name}, expected shares of other flavours than {rest}, from 0 on, with a sum of at most 1"), nameof(fractions));
            shares[IndexOf(name)] = share;
            left -= share;
        }

        shares[IndexOf(rest)] = Math.Max(0, left);
        var place = IndexOf(signal);
        return shares[place] == 0
            ? new FlavourDiscriminant($"D_{signal}", [.. classes], place, shares)
            : throw new ArgumentException($"found {signal} as signal and as background, expected a flavour once", nameof(signal));

        int IndexOf(string name)
        {
            var index = 0;
            while (index < classes.Count && classes[index] != name)
                index++;
            return index < classes.Count ? index : throw new ArgumentException($"found the flavour {name}, expected one of {string.Join(", ", classes)}", nameof(classes));
        }
    }

    /// <summary>D_b of flavours <c>light</c>, <c>c</c>, <c>b</c> and, where there is one, <c>tau</c>.</summary>
    /// <param name="classes">The names of the flavours.</param>
    /// <param name="charm">f_c; 0.018 in recent papers, 0.07 in the note.</param>
    /// <param name="tau">f_tau, 0 where there is no tau.</param>
    /// <exception cref="ArgumentException">A flavour is not there, or shares are not possible.</exception>
    public static FlavourDiscriminant OfBottom(IReadOnlyList<string> classes, double charm, double tau = 0) => Of(classes, "b", Shares(("c", charm), ("tau", tau)), "light");

    /// <summary>D_c = ln(p_c / (f_b p_b + f_tau p_tau + (1 - f_b - f_tau) p_light)) of the same flavours.</summary>
    /// <param name="classes">The names of the flavours.</param>
    /// <param name="bottom">f_b.</param>
    /// <param name="tau">f_tau, 0 where there is no tau.</param>
    /// <exception cref="ArgumentException">A flavour is not there, or shares are not possible.</exception>
    public static FlavourDiscriminant OfCharm(IReadOnlyList<string> classes, double bottom, double tau = 0) => Of(classes, "c", Shares(("b", bottom), ("tau", tau)), "light");

    /// <summary>The discriminant of each event, shape [N].</summary>
    /// <param name="probabilities">The probabilities of the flavours, shape [N, C], row by row.</param>
    /// <exception cref="InvalidDataException">Another number than rows of C, or a probability that is negative or not finite.</exception>
    public double[] OfProbabilities(ReadOnlySpan<double> probabilities)
    {
        var logarithms = new double[probabilities.Length];
        for (var i = 0; i < logarithms.Length; i++)
        {
            if (!(probabilities[i] >= 0 && double.IsFinite(probabilities[i])))
                throw new InvalidDataException(FormattableString.Invariant($"{Name}: found {probabilities[i]} for flavour {Classes[i % Classes.Count]} of event {i / Classes.Count} (counted from 0), expected a probability"));
            logarithms[i] = Math.Log(Math.Max(probabilities[i], Floor));
        }

        return OfLogarithms(logarithms);
    }

    /// <summary>The discriminant of each event, shape [N], from logarithms of probabilities: logits of a network, or log-likelihoods.</summary>
    /// <param name="logarithms">Shape [N, C], row by row; an event's need not be normalised.</param>
    /// <exception cref="InvalidDataException">Another number than rows of C, or a number that is not finite.</exception>
    public double[] OfLogarithms(ReadOnlySpan<double> logarithms)
    {
        var classes = Classes.Count;
        if (logarithms.Length % classes != 0)
            throw new InvalidDataException(FormattableString.Invariant($"{Name}: found {logarithms.Length} numbers, expected rows of {classes}, one a flavour: {string.Join(", ", Classes)}"));
        var values = new double[logarithms.Length / classes];
        for (var i = 0; i < values.Length; i++)
        {
            var row = logarithms.Slice(i * classes, classes);
            var (highest, sum) = (double.NegativeInfinity, 0.0);
            for (var k = 0; k < classes; k++)
            {
                if (!double.IsFinite(row[k]))
                    throw new InvalidDataException(FormattableString.Invariant($"{Name}: found {row[k]} for flavour {Classes[k]} of event {i} (counted from 0), expected a finite number"));
                if (this.fractions[k] > 0)
                    highest = Math.Max(highest, row[k]);
            }

            for (var k = 0; k < classes; k++)
                sum += this.fractions[k] > 0 ? this.fractions[k] * Math.Exp(row[k] - highest) : 0;
            values[i] = row[Signal] - highest - Math.Log(sum);
        }

        return values;
    }

    private static Dictionary<string, double> Shares(params (string Name, double Share)[] shares) =>
        shares.Where(entry => entry.Share != 0).ToDictionary(entry => entry.Name, entry => entry.Share, StringComparer.Ordinal);
}
