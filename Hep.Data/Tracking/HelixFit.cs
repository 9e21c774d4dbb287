using Hep.Common;

namespace Hep.Data.Tracking;

/// <summary>
/// The helix that fits hits on cylinders best, by least squares of their distances along the circumference and along the beam, each in units of its resolution. Scattering is not part of
/// it: hits weigh by resolution alone.
/// </summary>
/// <param name="Helix">The helix.</param>
/// <param name="ChiSquared">The sum of squares, with 2 N - 5 degrees of freedom for N hits.</param>
public readonly record struct HelixFit(Helix Helix, double ChiSquared)
{
    // Of a diagonal of ones: hits that do not tell all parameters.
    private const double Singular = 1e-13;

    private const int Parameters = 5, MostSteps = 20;

    // A step, in units of those of the derivatives.
    private const double Converged = 1e-7;

    /// <summary>Fits a helix by Gauss and Newton, from the circle through the first, the middle and the last hit.</summary>
    /// <param name="x">x in mm, [N], N at least 3, from the beam line outwards.</param>
    /// <param name="y">y in mm, [N].</param>
    /// <param name="z">z in mm, [N].</param>
    /// <param name="resolutionRPhi">Standard deviations along the circumference in mm, [N], above 0.</param>
    /// <param name="resolutionZ">Standard deviations along the beam in mm, [N], above 0.</param>
    /// <param name="field">The field in T, not 0.</param>
    /// <param name="fit">The fit.</param>
    /// <returns>False where no helix from the beam line outwards goes near the hits, or the hits do not tell one.</returns>
    /// <exception cref="ArgumentException">There are less than three hits, the arrays differ in length, a resolution is not above 0, or there is no field.</exception>
    public static bool TryFit(
        ReadOnlySpan<double> x, ReadOnlySpan<double> y, ReadOnlySpan<double> z, ReadOnlySpan<double> resolutionRPhi, ReadOnlySpan<double> resolutionZ, double field, out HelixFit fit)
    {
        Check(x, y, z, resolutionRPhi, resolutionZ, field);
        var (hits, residuals, moved) = (x.Length, new double[2 * x.Length], new double[2 * x.Length]);
        var jacobian = new double[Parameters][];
        Span<double> values = [.. Start(x, y, z, field)];
        fit = default;
        for (var step = 0; step < MostSteps; step++)
        {
            if (!TryResiduals(x, y, z, resolutionRPhi, resolutionZ, Of(values, field), residuals))
                return false;
            for (var p = 0; p < Parameters; p++)
            {
                var (kept, change) = (values[p], StepOf(p));
                var column = jacobian[p] ??= new double[2 * hits];
                values[p] = kept + change;
                var crosses = TryResiduals(x, y, z, resolutionRPhi, resolutionZ, Of(values, field), column);
                values[p] = kept - change;
                crosses &= TryResiduals(x, y, z, resolutionRPhi, resolutionZ, Of(values, field), moved);
                values[p] = kept;
                if (!crosses)
                    return false;
                for (var i = 0; i < column.Length; i++)
                    column[i] = (column[i] - moved[i]) / (2 * change);
            }

            if (!TryStep(jacobian, residuals, values, out var relative))
                return false;
            if (relative < Converged)
                break;
        }

        var helix = Of(values, field);
        if (!TryResiduals(x, y, z, resolutionRPhi, resolutionZ, helix, residuals))
            return false;
        fit = new HelixFit(helix with { Phi0 = Math.IEEERemainder(helix.Phi0, 2 * Math.PI) }, residuals.Sum(value => value * value));
        return true;
    }

    private static void Check(
        ReadOnlySpan<double> x, ReadOnlySpan<double> y, ReadOnlySpan<double> z, ReadOnlySpan<double> resolutionRPhi, ReadOnlySpan<double> resolutionZ, double field)
    {
        if (x.Length < 3)
            throw new ArgumentException(FormattableString.Invariant($"there are {x.Length} hits; a helix needs at least 3"));
        if (y.Length != x.Length || z.Length != x.Length || resolutionRPhi.Length != x.Length || resolutionZ.Length != x.Length)
            throw new ArgumentException(FormattableString.Invariant($"the arrays have {x.Length}, {y.Length}, {z.Length}, {resolutionRPhi.Length} and {resolutionZ.Length} numbers; expected one a hit in each"));
        foreach (var resolution in (double[])[.. resolutionRPhi, .. resolutionZ])
        {
            if (!(resolution > 0))
                throw new ArgumentException(FormattableString.Invariant($"a resolution is {resolution} mm; expected numbers above 0"));
        }

        if (field == 0)
            throw new ArgumentException("the field is 0, in which tracks do not tell their momenta; expected another field in T");
    }

    private static Helix Of(ReadOnlySpan<double> values, double field) => new(values[0], values[1], values[2], values[3], values[4], field);

    private static double[] Start(ReadOnlySpan<double> x, ReadOnlySpan<double> y, ReadOnlySpan<double> z, double field)
    {
        var (middle, last) = (x.Length / 2, x.Length - 1);
        var (dx, dy) = (x[last] - x[0], y[last] - y[0]);
        var (ex, ey) = (x[middle] - x[0], y[middle] - y[0]);
        var chord = Math.Sqrt((dx * dx) + (dy * dy));
        var sides = chord * Math.Sqrt((ex * ex) + (ey * ey)) * Math.Sqrt(((dx - ex) * (dx - ex)) + ((dy - ey) * (dy - ey)));
        var curvature = sides > 0 ? 2 * ((ex * dy) - (ey * dx)) / sides : 0;
        var direction = Math.Atan2(dy, dx) - Math.Asin(Math.Clamp(0.5 * curvature * chord, -1, 1));
        var flat = Helix.Through(x[0], y[0], 0, direction, 0, -curvature / (Helix.TurnPerTesla * field), field, out var path);
        var length = flat.TryCross(Math.Sqrt((x[last] * x[last]) + (y[last] * y[last])), out var end) ? end.Path - path : chord;
        var cotTheta = (z[last] - z[0]) / length;
        return [flat.D0, z[0] - (path * cotTheta), flat.Phi0, cotTheta, flat.QOverPt];
    }

    private static bool TryResiduals(
        ReadOnlySpan<double> x, ReadOnlySpan<double> y, ReadOnlySpan<double> z, ReadOnlySpan<double> resolutionRPhi, ReadOnlySpan<double> resolutionZ, Helix helix, double[] residuals)
    {
        for (var i = 0; i < x.Length; i++)
        {
            var radius = Math.Sqrt((x[i] * x[i]) + (y[i] * y[i]));
            if (!helix.TryCross(radius, out var point))
                return false;

            // The angle between the two points, without the rounding of the azimuths themselves.
            var angle = Math.Atan2((point.X * y[i]) - (point.Y * x[i]), (point.X * x[i]) + (point.Y * y[i]));
            residuals[2 * i] = radius * angle / resolutionRPhi[i];
            residuals[(2 * i) + 1] = (z[i] - point.Z) / resolutionZ[i];
        }

        return true;
    }

    // For the derivatives: mm, mm, rad, a pure number, e / GeV.
    private static double StepOf(int parameter) => parameter switch { 0 or 1 => 1e-3, 4 => 1e-5, _ => 1e-6 };

    // Solves the normal equations, scaled to a unit diagonal, by Cholesky, and moves the values.
    private static bool TryStep(double[][] jacobian, double[] residuals, Span<double> values, out double relative)
    {
        var (matrix, right, scale) = (new double[Parameters, Parameters], new double[Parameters], new double[Parameters]);
        relative = 0;
        for (var i = 0; i < Parameters; i++)
            scale[i] = 1 / Math.Sqrt(Dot(jacobian[i], jacobian[i]));
        for (var i = 0; i < Parameters; i++)
        {
            right[i] = -scale[i] * Dot(jacobian[i], residuals);
            for (var j = 0; j <= i; j++)
                matrix[i, j] = scale[i] * scale[j] * Dot(jacobian[i], jacobian[j]);
        }

        var factor = Cholesky.Factor(matrix, Singular, out var dependent);
        if (dependent < Parameters)
            return false;
        var steps = Cholesky.Solve(factor, right);
        for (var i = 0; i < Parameters; i++)
        {
            values[i] += scale[i] * steps[i];
            relative = Math.Max(relative, Math.Abs(scale[i] * steps[i]) / StepOf(i));
        }

        return true;
    }

    private static double Dot(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }
}
