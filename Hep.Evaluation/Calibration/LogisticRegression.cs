namespace Hep.Evaluation.Calibration;

/// <summary>Weighted logistic regression without a penalty, for targets from 0 to 1.</summary>
internal static class LogisticRegression
{
    /// <summary>The coefficients of the smallest mean of w (ln(1 + exp(eta)) - t eta), with eta = sum_d theta_d x_d.</summary>
    /// <param name="columns">Shape [D][N].</param>
    /// <param name="targets">Shape [N].</param>
    /// <param name="weights">Shape [N].</param>
    /// <param name="start">Shape [D].</param>
    public static double[] Fit(double[][] columns, double[] targets, double[] weights, double[] start)
    {
        var (count, total) = (columns.Length, weights.Sum());
        var x = new double[count];
        return NewtonMinimiser.Minimise(start, (theta, gradient, hessian) =>
        {
            Array.Clear(gradient);
            Array.Clear(hessian);
            var loss = 0.0;
            for (var i = 0; i < targets.Length; i++)
            {
                var eta = 0.0;
                for (var d = 0; d < count; d++)
                    eta += theta[d] * (x[d] = columns[d][i]);
                var (p, w) = (Logistic.Sigmoid(eta), weights[i] / total);
                loss += w * Logistic.Loss(eta, targets[i]);
                var (slope, curvature) = (w * (p - targets[i]), w * p * (1 - p));
                for (var d = 0; d < count; d++)
                {
                    gradient[d] += slope * x[d];
                    for (var e = 0; e <= d; e++)
                        hessian[d, e] += curvature * x[d] * x[e];
                }
            }

            return loss;
        });
    }
}
