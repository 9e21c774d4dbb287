namespace Hep.Data;

public sealed partial class EventTable
{
    /// <summary>The number of events of each class, by class index.</summary>
    public int[] CountPerClass()
    {
        var counts = new int[Classes.Count];
        foreach (var label in Labels)
        {
            if (label >= 0)
                counts[label]++;
        }

        return counts;
    }

    /// <summary>The sum of the weights of each class, by class index.</summary>
    public double[] WeightPerClass()
    {
        var sums = new double[Classes.Count];
        for (var i = 0; i < Labels.Length; i++)
        {
            if (Labels[i] >= 0)
                sums[Labels[i]] += Weights[i];
        }

        return sums;
    }

    /// <summary>The weights times a factor of the event's class, [N].</summary>
    /// <param name="classFactors">One factor per class, by class index.</param>
    public double[] ScaledWeights(IReadOnlyList<double> classFactors)
    {
        var weights = new double[Count];
        for (var i = 0; i < weights.Length; i++)
            weights[i] = Weights[i] * classFactors[Labels[i]];
        return weights;
    }

    /// <summary>Checks that a classifier can be trained on this sample: every class has events, and weights that sum to more than zero.</summary>
    /// <exception cref="InvalidDataException">It cannot; the message gives what was found in each class.</exception>
    public void RequireTrainable()
    {
        if (!IsLabelled)
            throw new InvalidDataException($"{Origin}: the events have no labels; training needs the class of every event");
        var counts = CountPerClass();
        var found = string.Join(", ", Classes.Select((name, c) => Invariant($"{counts[c]} of '{name}'")));
        var empty = Array.IndexOf(counts, 0);
        if (empty >= 0)
            throw new InvalidDataException($"{Origin}: no event of class '{Classes[empty]}'; training needs events of every class, found {found}");
        var sums = WeightPerClass();
        for (var c = 0; c < sums.Length; c++)
        {
            if (!(sums[c] > 0))
            {
                var weights = string.Join(", ", Classes.Select((name, k) => Invariant($"{sums[k]:G6} for '{name}'")));
                throw new InvalidDataException(
                    $"{Origin}: the weights of class '{Classes[c]}' do not sum to more than 0; found {weights} ({found} events)");
            }
        }
    }
}
