namespace Hep.Evaluation.Flavour;

/// <summary>Jets of known flavours with one discriminant each: what a tagger makes of a sample.</summary>
public sealed class TaggedSample
{
    private readonly double[] values;
    private readonly int[] labels;
    private readonly double[] weights;
    private readonly Dictionary<int, BinarySample> against = [];

    /// <summary>Jets with their discriminants.</summary>
    /// <param name="name">What the tagger is called in legends and messages.</param>
    /// <param name="classes">The names of the flavours, shape [C].</param>
    /// <param name="signal">The signal's name.</param>
    /// <param name="values">The discriminants, shape [N], higher for signal; finite.</param>
    /// <param name="labels">The true flavours, shape [N], 0 to C - 1.</param>
    /// <param name="weights">Weights, shape [N]; left out (an empty span), every jet counts 1.</param>
    /// <exception cref="InvalidDataException">Lengths that differ, a label that is no flavour, a signal that is none, or a number that is not finite.</exception>
    public TaggedSample(string name, IReadOnlyList<string> classes, string signal, ReadOnlySpan<double> values, ReadOnlySpan<int> labels, ReadOnlySpan<double> weights = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(classes);
        (Name, Classes, Signal) = (name, [.. classes], IndexOf(name, classes, signal));
        (this.values, this.labels) = (values.ToArray(), labels.ToArray());
        this.weights = weights.Length == 0 ? [.. Enumerable.Repeat(1.0, labels.Length)] : weights.ToArray();
        if (this.labels.Length != this.values.Length || this.weights.Length != this.values.Length)
            throw new InvalidDataException(FormattableString.Invariant($"tagger '{name}': found {this.values.Length} discriminants, {this.labels.Length} labels and {this.weights.Length} weights, expected one of each a jet"));
        for (var i = 0; i < this.values.Length; i++)
        {
            if (this.labels[i] < 0 || this.labels[i] >= classes.Count)
                throw new InvalidDataException(FormattableString.Invariant($"tagger '{name}': found the label {this.labels[i]} of jet {i} (counted from 0), expected a flavour from 0 to {classes.Count - 1}: {string.Join(", ", classes)}"));
            if (!double.IsFinite(this.values[i]) || !double.IsFinite(this.weights[i]))
                throw new InvalidDataException(FormattableString.Invariant($"tagger '{name}': found the discriminant {this.values[i]} and the weight {this.weights[i]} of jet {i} (counted from 0), expected finite numbers"));
        }
    }

    /// <summary>What the tagger is called.</summary>
    public string Name { get; }

    /// <summary>The names of the flavours, shape [C].</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>The signal's place among the flavours.</summary>
    public int Signal { get; }

    /// <summary>The other flavours' places, in order.</summary>
    public IEnumerable<int> Backgrounds => Enumerable.Range(0, Classes.Count).Where(flavour => flavour != Signal);

    /// <summary>The discriminants, shape [N].</summary>
    public ReadOnlySpan<double> Values => this.values;

    /// <summary>The true flavours, shape [N].</summary>
    public ReadOnlySpan<int> Labels => this.labels;

    /// <summary>The weights, shape [N].</summary>
    public ReadOnlySpan<double> Weights => this.weights;

    /// <summary>The jets of a multi-class sample with a discriminant of its scores, which are probabilities.</summary>
    /// <param name="sample">The jets.</param>
    /// <param name="discriminant">Of the same flavours in the same order.</param>
    /// <exception cref="ArgumentException">Other flavours.</exception>
    /// <exception cref="InvalidDataException">A score that is no probability.</exception>
    public static TaggedSample Of(MultiClassSample sample, FlavourDiscriminant discriminant)
    {
        ArgumentNullException.ThrowIfNull(sample);
        ArgumentNullException.ThrowIfNull(discriminant);
        if (!sample.Classes.SequenceEqual(discriminant.Classes, StringComparer.Ordinal))
            throw new ArgumentException($"sample '{sample.Name}' has the flavours {string.Join(", ", sample.Classes)}; expected {string.Join(", ", discriminant.Classes)}", nameof(sample));
        return new TaggedSample(sample.Name, sample.Classes, sample.Classes[discriminant.Signal], discriminant.OfProbabilities(sample.Scores), sample.Labels, sample.Weights);
    }

    /// <summary>Signal against one background, as curves and figures of two classes take it; made once.</summary>
    /// <param name="background">The background's place among the flavours.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such flavour, or the signal.</exception>
    /// <exception cref="InvalidDataException">A flavour without jets, or with weights that sum to 0.</exception>
    public BinarySample Against(int background)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)background, (uint)Classes.Count);
        ArgumentOutOfRangeException.ThrowIfEqual(background, Signal);
        if (!this.against.TryGetValue(background, out var sample))
        {
            int[] jets = [.. Enumerable.Range(0, this.labels.Length).Where(i => this.labels[i] == Signal || this.labels[i] == background)];
            sample = new BinarySample(Name, Take(this.values, jets), Array.ConvertAll(jets, i => this.labels[i] == Signal), Take(this.weights, jets));
            this.against.Add(background, sample);
        }

        return sample;
    }

    /// <summary>The place of a flavour.</summary>
    /// <param name="flavour">Its name.</param>
    /// <exception cref="InvalidDataException">There is none of that name.</exception>
    public int PlaceOf(string flavour) => IndexOf(Name, Classes, flavour);

    /// <summary>The jets of some rows.</summary>
    internal TaggedSample Select(int[] jets) => new(Name, Classes, Classes[Signal], Take(this.values, jets), Array.ConvertAll(jets, i => this.labels[i]), Take(this.weights, jets));

    private static double[] Take(double[] from, int[] jets) => Array.ConvertAll(jets, i => from[i]);

    private static int IndexOf(string name, IReadOnlyList<string> classes, string flavour)
    {
        for (var index = 0; index < classes.Count; index++)
        {
            if (classes[index] == flavour)
                return index;
        }

        throw new InvalidDataException($"tagger '{name}': found the flavour '{flavour}', expected one of {string.Join(", ", classes)}");
    }
}
