using System.Runtime.CompilerServices;

namespace Hep.Evaluation;

/// <summary>
/// Running sums of signal and of background. The label multiplies, as no processor can foresee a branch on it, which would cost more than all the
/// sums.
/// </summary>
internal struct ClassSums
{
    private long signalCount;
    private long count;
    private double signalSum;
    private double backgroundSum;
    private double signalSquares;
    private double backgroundSquares;

    public readonly WeightSum Signal => new(signalCount, signalSum, signalSquares);

    public readonly WeightSum Background => new(count - signalCount, backgroundSum, backgroundSquares);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(bool isSignal, double weight)
    {
        var label = (int)Unsafe.BitCast<bool, byte>(isSignal);
        var ofSignal = weight * label;
        var ofBackground = weight * (1 - label);
        signalCount += label;
        count++;
        signalSum += ofSignal;
        backgroundSum += ofBackground;
        signalSquares += ofSignal * ofSignal;
        backgroundSquares += ofBackground * ofBackground;
    }
}
