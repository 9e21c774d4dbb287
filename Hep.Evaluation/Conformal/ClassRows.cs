namespace Hep.Evaluation.Conformal;

/// <summary>Checks of matrices [N, C] of one row an event.</summary>
internal static class ClassRows
{
    /// <summary>The number of classes C of a row-major matrix, two or more.</summary>
    /// <exception cref="InvalidDataException">No events, rows of unequal length, or a label that is no class.</exception>
    public static int CountOf(string name, ReadOnlySpan<double> values, ReadOnlySpan<int> labels)
    {
        if (labels.IsEmpty)
            throw new InvalidDataException($"sample '{name}' has no events; expected events with scores of every class");
        var classes = values.Length / labels.Length;
        if (values.Length % labels.Length != 0 || classes < 2)
        {
            throw new InvalidDataException(FormattableString.Invariant(
                $"sample '{name}' has {values.Length} scores for {labels.Length} events; expected one of each class per event, of two classes or more"));
        }

        for (var i = 0; i < labels.Length; i++)
        {
            if (labels[i] < 0 || labels[i] >= classes)
            {
                throw new InvalidDataException(FormattableString.Invariant(
                    $"sample '{name}': the label of event {i} (counted from 0, of {labels.Length}) is {labels[i]}; expected a class from 0 to {classes - 1}"));
            }
        }

        return classes;
    }
}
