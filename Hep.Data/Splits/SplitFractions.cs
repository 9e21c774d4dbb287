using System.Globalization;

namespace Hep.Data;

/// <summary>The shares of the three splits, each from 0 to 1, together at most 1. Of a share of 0, an empty split is what was asked for.</summary>
/// <param name="Train">The share to fit on.</param>
/// <param name="Validation">The share to choose with.</param>
/// <param name="Test">The share to quote results on.</param>
public sealed record SplitFractions(double Train, double Validation, double Test)
{
    // Decimal fractions such as 0.7 + 0.2 + 0.1 miss their sum by a rounding or two.
    private const double Rounding = 1e-9;

    /// <summary>Checks the fractions.</summary>
    /// <exception cref="InvalidDataException">One is not in [0, 1], nothing is left to train on, or they sum to more than 1.</exception>
    public void Require()
    {
        if (!(Train is > 0 and <= 1 && Validation is >= 0 and <= 1 && Test is >= 0 and <= 1))
            throw new InvalidDataException($"split fractions {this}: expected train above 0, the others at least 0, none above 1");
        if (Train + Validation + Test > 1 + Rounding)
        {
            throw new InvalidDataException(string.Create(
                CultureInfo.InvariantCulture, $"split fractions {this} sum to {Train + Validation + Test:G6}; expected at most 1"));
        }
    }

    /// <summary>The fractions as a message shows them: <c>train 0.6, validation 0.2, test 0.2</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"train {Train}, validation {Validation}, test {Test}");

    /// <summary>The split of a point of [0, 1): 0 train, 1 validation, 2 test, -1 none.</summary>
    internal int SplitOf(double u)
    {
        if (u < Train)
            return 0;
        if (u < Train + Validation)
            return 1;
        var sum = Train + Validation + Test;
        return u < sum || sum >= 1 - Rounding ? 2 : -1;
    }
}
