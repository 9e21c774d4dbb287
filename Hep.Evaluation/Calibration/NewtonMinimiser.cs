using Hep.Common;

namespace Hep.Evaluation.Calibration;

/// <summary>Newton's method for smooth losses of a few parameters, with a line search, and damped where the curvature is not positive.</summary>
internal static class NewtonMinimiser
{
    private const int MostSteps = 200;

    /// <summary>A loss: fills gradient [D] and Hessian [D, D] and returns the value.</summary>
    public delegate double Loss(double[] at, double[] gradient, double[,] hessian);

    /// <summary>The parameters with the smallest loss, from a start.</summary>
    public static double[] Minimise(double[] start, Loss loss)
    {
        var count = start.Length;
        var (at, gradient, hessian) = ((double[])start.Clone(), new double[count], new double[count, count]);
        var (nextGradient, nextHessian) = (new double[count], new double[count, count]);
        var value = loss(at, gradient, hessian);
        for (var iteration = 0; iteration < MostSteps; iteration++)
        {
            var step = Step(hessian, gradient);
            var descent = 0.0;
            for (var i = 0; i < count; i++)
                descent -= step[i] * gradient[i];

            // What a full step gains is half of this; below the rounding of the loss nothing is gained any more.
            if (!(descent > 1e-18 * (1 + Math.Abs(value))))
                return at;
            var (next, length) = (new double[count], 1.0);
            double nextValue;
            do
            {
                for (var i = 0; i < count; i++)
                    next[i] = at[i] + (length * step[i]);
                nextValue = loss(next, nextGradient, nextHessian);
                length /= 2;
            }
            while (!(nextValue <= value) && length > 1e-10);
            if (!(nextValue <= value))
                return at;
            var hasConverged = descent < 1e-15 * (1 + Math.Abs(value)) && nextValue == value;
            (at, value) = (next, nextValue);
            (gradient, nextGradient) = (nextGradient, gradient);
            (hessian, nextHessian) = (nextHessian, hessian);
            if (hasConverged)
                return at;
        }

        return at;
    }

    private static double[] Step(double[,] hessian, double[] gradient)
    {
        var count = gradient.Length;
        var scale = Enumerable.Range(0, count).Max(i => Math.Abs(hessian[i, i]));
        if (!double.IsFinite(scale))
            throw new InvalidDataException("the scores are too large for a fit: expected logits, finite and of a moderate size");
        for (var damping = 0.0; ; damping = damping == 0 ? 1e-12 * Math.Max(scale, 1e-12) : damping * 10)
        {
            var lower = Cholesky.Factor(hessian, 1e-14, out var dependent, damping);
            if (dependent == count)
                return Cholesky.Solve(lower, Array.ConvertAll(gradient, value => -value));
        }
    }
}
