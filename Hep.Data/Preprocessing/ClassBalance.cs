namespace Hep.Data;

/// <summary>
/// One factor per class that makes classes equally important in training: after it, the weights of every class sum to the same,
/// and the mean weight of the events it was fitted on is 1. Physics weights stay what they are for every quoted figure.
/// </summary>
public sealed record ClassBalance
{
    /// <summary>The class names, [C].</summary>
    public required IReadOnlyList<string> Classes { get; init; }

    /// <summary>What a weight of each class is multiplied by, [C]: N / (C * sum of the class' weights).</summary>
    public required double[] Factors { get; init; }

    /// <summary>
    /// The share of negative weights in each class, [C]: sum of |w| over w &lt; 0, divided by sum of |w|. 0 where there are none; near
    /// 0.5 positive and negative events cancel, and training is dominated by noise.
    /// </summary>
    public required double[] NegativeShare { get; init; }

    /// <summary>Fits the factors on the training events.</summary>
    /// <exception cref="InvalidDataException">As <see cref="EventTable.RequireTrainable"/>.</exception>
    public static ClassBalance Fit(EventTable train)
    {
        train.RequireTrainable();
        var sums = train.WeightPerClass();
        var negative = new double[sums.Length];
        var absolute = new double[sums.Length];
        for (var i = 0; i < train.Count; i++)
        {
            absolute[train.Labels[i]] += Math.Abs(train.Weights[i]);
            negative[train.Labels[i]] += Math.Max(0, -train.Weights[i]);
        }

        return new ClassBalance
        {
            Classes = train.Classes,
            Factors = [.. sums.Select(sum => train.Count / (sums.Length * sum))],
            NegativeShare = [.. negative.Zip(absolute, (n, a) => n / a)],
        };
    }
}
