using Hep.Data;

namespace Hep.Models;

/// <summary>
/// The steps of an <see cref="ImagePlan"/>, written once for tensors and graphs. A point of the image is given by its distances in eta and phi from the middle of the raw image, in rad.
/// </summary>
/// <typeparam name="T">A value of the arithmetic.</typeparam>
/// <param name="plan">What is done.</param>
/// <param name="features">The names of the features, which stand before the cells.</param>
/// <param name="missing">What stands for a value that is missing; null: nothing does.</param>
/// <param name="algebra">The arithmetic.</param>
internal sealed class ImageSteps<T>(ImagePlan plan, IReadOnlyList<string> features, double? missing, IArrayAlgebra<T> algebra)
    where T : class
{
    // Knots around the image. A spline through nothing but zeros dies out by a factor of 3.7 a cell: from the tenth on nothing is left in single precision.
    private const int Beyond = 10;
    private const int Reach = Beyond + 1;

    private readonly int height = plan.Height;
    private readonly int width = plan.Width;

    /// <summary>Does them.</summary>
    /// <param name="raw">Features and cells, [B, F + H W].</param>
    /// <returns>[B, cells], in double precision.</returns>
    public T Apply(T raw)
    {
        var cells = algebra.Columns(raw, [.. Enumerable.Range(features.Count, height * width)]);
        var value = plan.IsResampled ? Resampled(raw, cells) : Cropped(cells);
        if (plan.Flip)
            value = Flipped(value);
        value = plan.Normalization switch
        {
            ImageNormalization.None => value,
            ImageNormalization.Sum => algebra.Divide(value, NotZero(algebra.Sum(value, 1))),
            ImageNormalization.Squares => algebra.Divide(value, NotZero(algebra.Sqrt(algebra.Sum(algebra.Multiply(value, value), 1)))),
            var other => throw new ArgumentOutOfRangeException(nameof(raw), other, "not a normalisation"),
        };
        return plan.Power == 1 ? value : Compressed(value);
    }

    // The distances of cells from the middle.
    private static double[] Middles(int cells, double size) => [.. Enumerable.Range(0, cells).Select(cell => (cell - ((cells - 1) / 2.0)) * size)];

    private static double[] PerCell(int height, int width, Func<int, int, double> value) =>
        [.. Enumerable.Range(0, height).SelectMany(i => Enumerable.Range(0, width).Select(j => value(i, j)))];

    private T Number(double value) => algebra.Constant("number", [value], 1, 1);

    private T Compressed(T value)
    {
        var size = algebra.Power(Magnitude(value), Number(plan.Power));
        return algebra.Where(algebra.Less(value, Number(0)), Negative(size), size);
    }

    private T Cropped(T cells)
    {
        if (plan.OutputHeight == height && plan.OutputWidth == width)
            return cells;
        var (top, left) = ((height - plan.OutputHeight) / 2, (width - plan.OutputWidth) / 2);
        return algebra.Columns(cells, [.. Enumerable.Range(0, plan.OutputHeight).SelectMany(i => Enumerable.Range(0, plan.OutputWidth).Select(j => ((top + i) * width) + left + j))]);
    }

    private T Flipped(T value)
    {
        var (rows, columns) = (plan.OutputHeight, plan.OutputWidth);
        var side = algebra.Constant("side", PerCell(rows, columns, (i, _) => Math.Sign((2 * i) - (rows - 1))), rows * columns, 1);
        var mirrored = algebra.Columns(value, [.. Enumerable.Range(0, rows).SelectMany(i => Enumerable.Range(0, columns).Select(j => ((rows - 1 - i) * columns) + j))]);
        return algebra.Where(algebra.Less(algebra.Product(value, side), Number(0)), mirrored, value);
    }

    private T Resampled(T raw, T cells)
    {
        var (eta, phi) = Centre(raw, cells);
        var (outEta, outPhi) = (Middles(plan.OutputHeight, plan.CellEta), Middles(plan.OutputWidth, plan.CellPhi));
        var count = outEta.Length * outPhi.Length;
        var u = algebra.Constant("u", PerCell(outEta.Length, outPhi.Length, (i, _) => outEta[i]), 1, count);
        var v = algebra.Constant("v", PerCell(outEta.Length, outPhi.Length, (_, j) => outPhi[j]), 1, count);
        if (Direction(raw, cells, eta, phi) is not var (downEta, downPhi))
            return Sampled(cells, algebra.Add(u, eta), algebra.Add(v, phi));

        // The rotation that takes the direction to (0, -1).
        var fromEta = algebra.Add(eta, algebra.Subtract(Negative(algebra.Multiply(downPhi, u)), algebra.Multiply(downEta, v)));
        var fromPhi = algebra.Add(phi, algebra.Subtract(algebra.Multiply(downEta, u), algebra.Multiply(downPhi, v)));
        return Sampled(cells, fromEta, fromPhi);
    }

    private (T Eta, T Phi) Centre(T raw, T cells)
    {
        switch (plan.Centre)
        {
            case ImageCentre.Subjet:
                var (eta, phi, isThere) = Subjet(raw, plan.Subjets!.LeadingEta, plan.Subjets.LeadingPhi);
                return (algebra.Where(isThere, eta, Number(0)), algebra.Where(isThere, phi, Number(0)));
            case ImageCentre.Brightest:
                var isBrightest = algebra.Where(algebra.Less(cells, algebra.Largest(cells, 1)), Number(0), Number(1));
                return Mean(isBrightest);
            case ImageCentre.Centroid:
                return Mean(cells);
            default:
                var none = algebra.Multiply(algebra.Sum(cells, 1), Number(0));
                return (none, none);
        }
    }

    private (T Eta, T Phi) Mean(T weights)
    {
        var sum = NotZero(algebra.Sum(weights, 1));
        var moments = Moments(weights);
        return (algebra.Divide(moments(1), sum), algebra.Divide(moments(2), sum));
    }

    // Sums of 1, eta, phi, eta^2, eta phi, phi^2 over the cells.
    private Func<int, T> Moments(T weights)
    {
        var (eta, phi) = (Middles(height, plan.CellEta), Middles(width, plan.CellPhi));
        var powers = PerCell(height, width, (i, j) => i).Zip(PerCell(height, width, (i, j) => j)).SelectMany(cell =>
        {
            var (x, y) = (eta[(int)cell.First], phi[(int)cell.Second]);
            return new[] { 1, x, y, x * x, x * y, y * y };
        });
        var moments = algebra.Product(weights, algebra.Constant("powers", [.. powers], height * width, 6));
        return index => algebra.Columns(moments, [index]);
    }

    // The unit vector that will point down; null: the image is not turned.
    private (T Eta, T Phi)? Direction(T raw, T cells, T eta, T phi)
    {
        if (plan.Rotation == ImageRotation.None)
            return null;
        var axis = Axis(cells, eta, phi);
        if (plan.Rotation == ImageRotation.Axis)
            return axis;
        var (secondEta, secondPhi, isThere) = Subjet(raw, plan.Subjets!.SecondEta, plan.Subjets.SecondPhi);
        var (ofEta, ofPhi) = (algebra.Subtract(secondEta, eta), algebra.Subtract(secondPhi, phi));
        var length = algebra.Sqrt(algebra.Add(algebra.Multiply(ofEta, ofEta), algebra.Multiply(ofPhi, ofPhi)));
        isThere = algebra.Less(Number(0), algebra.Where(isThere, length, Number(0)));
        length = NotZero(length);
        return (algebra.Where(isThere, algebra.Divide(ofEta, length), axis.Eta), algebra.Where(isThere, algebra.Divide(ofPhi, length), axis.Phi));
    }

    // From the tensor of second moments (a c; c b) around the centre: cos 2t = (a - b) / d, sin 2t = 2c / d. Without a direction: down, so that nothing is turned.
    private (T Eta, T Phi) Axis(T cells, T eta, T phi)
    {
        var moments = Moments(cells);
        var (sum, ofEta, ofPhi) = (moments(0), moments(1), moments(2));
        var (firstEta, firstPhi) = (algebra.Subtract(ofEta, algebra.Multiply(eta, sum)), algebra.Subtract(ofPhi, algebra.Multiply(phi, sum)));
        var a = algebra.Subtract(moments(3), algebra.Multiply(eta, algebra.Add(ofEta, firstEta)));
        var b = algebra.Subtract(moments(5), algebra.Multiply(phi, algebra.Add(ofPhi, firstPhi)));
        var c = algebra.Subtract(moments(4), algebra.Add(algebra.Multiply(eta, ofPhi), algebra.Multiply(phi, firstEta)));
        var difference = algebra.Subtract(a, b);
        var twice = algebra.Add(c, c);
        var d = algebra.Sqrt(algebra.Add(algebra.Multiply(difference, difference), algebra.Multiply(twice, twice)));
        var hasAxis = algebra.Less(algebra.Multiply(Number(1e-9), algebra.Add(Magnitude(a), Magnitude(b))), d);
        var cosine = algebra.Max(Number(-1), algebra.Min(Number(1), algebra.Divide(difference, NotZero(d))));
        var alongEta = algebra.Sqrt(algebra.Multiply(Number(0.5), algebra.Add(Number(1), cosine)));
        var alongPhi = algebra.Sqrt(algebra.Multiply(Number(0.5), algebra.Subtract(Number(1), cosine)));
        alongPhi = algebra.Where(algebra.Less(c, Number(0)), Negative(alongPhi), alongPhi);

        var isBehind = algebra.Less(Ahead(cells, eta, phi, alongEta, alongPhi), Number(0));
        var (downEta, downPhi) = (algebra.Where(isBehind, Negative(alongEta), alongEta), algebra.Where(isBehind, Negative(alongPhi), alongPhi));
        return (algebra.Where(hasAxis, downEta, Number(0)), algebra.Where(hasAxis, downPhi, Number(-1)));
    }

    // By how much there is more content on the side of the centre to which a direction points. The first moment would not do: about the centroid it is zero.
    private T Ahead(T cells, T eta, T phi, T alongEta, T alongPhi)
    {
        var (rows, columns) = (Middles(height, plan.CellEta), Middles(width, plan.CellPhi));
        var etas = algebra.Constant("etas", PerCell(height, width, (i, _) => rows[i]), 1, height * width);
        var phis = algebra.Constant("phis", PerCell(height, width, (_, j) => columns[j]), 1, height * width);
        var place = algebra.Add(algebra.Multiply(alongEta, algebra.Subtract(etas, eta)), algebra.Multiply(alongPhi, algebra.Subtract(phis, phi)));
        var ahead = algebra.Where(algebra.Less(Number(0), place), cells, Number(0));
        var behind = algebra.Where(algebra.Less(place, Number(0)), cells, Number(0));
        return algebra.Subtract(algebra.Sum(ahead, 1), algebra.Sum(behind, 1));
    }

    private (T Eta, T Phi, T IsThere) Subjet(T raw, string etaName, string phiName)
    {
        var (eta, phi) = (Feature(raw, etaName), Feature(raw, phiName));
        var distance = missing is { } sentinel ? algebra.Subtract(eta, Number((float)sentinel)) : Number(1);
        return (eta, phi, algebra.Less(Number(0), Magnitude(distance)));
    }

    private T Feature(T raw, string name) => algebra.Columns(raw, [features.ToList().IndexOf(name)]);

    // The content at points of the plane, [B, n] each in rad from the middle.
    private T Sampled(T cells, T eta, T phi)
    {
        var points = plan.OutputHeight * plan.OutputWidth;
        var isCubic = plan.Interpolation == ImageInterpolation.Cubic;
        var across = width + (2 * Reach);
        var rows = algebra.Constant("spline_rows", SplineMatrix.Of(height, Reach, isCubic), height + (2 * Reach), height);
        var columns = algebra.Constant("spline_columns", SplineMatrix.Transposed(SplineMatrix.Of(width, Reach, isCubic), width), width, across);
        var knots = algebra.Shape(algebra.Product(algebra.Product(rows, algebra.Shape(cells, height, width)), columns), (height + (2 * Reach)) * across);
        var (ofEta, firstEta) = Weights(eta, plan.CellEta, height, isCubic);
        var (ofPhi, firstPhi) = Weights(phi, plan.CellPhi, width, isCubic);
        var first = algebra.Add(algebra.Multiply(firstEta, Number(across)), firstPhi);
        T? sum = null;
        for (var i = 0; i < ofEta.Length; i++)
        {
            T? row = null;
            for (var j = 0; j < ofPhi.Length; j++)
            {
                var term = algebra.Multiply(ofPhi[j], algebra.Gather(knots, algebra.Add(first, Number((i * across) + j))));
                row = row is null ? term : algebra.Add(row, term);
            }

            var weighted = algebra.Multiply(ofEta[i], row!);
            sum = sum is null ? weighted : algebra.Add(sum, weighted);
        }

        return algebra.Shape(sum!, points);
    }

    // The weights of the knots around each point, and the first of the knots.
    private (T[] Weights, T First) Weights(T distance, double size, int cells, bool isCubic)
    {
        var place = algebra.Add(algebra.Multiply(distance, Number(1 / size)), Number((cells - 1) / 2.0));
        place = algebra.Max(Number(-Beyond), algebra.Min(Number(cells - 1 + Beyond), place));
        var low = algebra.Min(algebra.Floor(place), Number(cells - 2 + Beyond));
        var t = algebra.Subtract(place, low);
        var s = algebra.Subtract(Number(1), t);
        if (!isCubic)
            return ([s, t], algebra.Add(low, Number(Reach)));

        // The four pieces of the cubic B-spline.
        T Cube(T x) => algebra.Multiply(x, algebra.Multiply(x, x));
        T Inner(T x) => algebra.Add(Number(4 / 6.0), algebra.Multiply(algebra.Multiply(x, x), algebra.Subtract(algebra.Multiply(Number(0.5), x), Number(1))));
        T[] weights = [algebra.Multiply(Number(1 / 6.0), Cube(s)), Inner(t), Inner(s), algebra.Multiply(Number(1 / 6.0), Cube(t))];
        return (weights, algebra.Add(low, Number(Reach - 1)));
    }

    private T Negative(T a) => algebra.Subtract(Number(0), a);

    private T Magnitude(T a) => algebra.Max(a, Negative(a));

    private T NotZero(T a) => algebra.Where(algebra.Less(Number(0), Magnitude(a)), a, Number(1));
}
