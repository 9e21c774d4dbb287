namespace Hep.Data.Tracking.Finding;

/// <summary>
/// Three layers that hits may make a seed on, and how far a track can be, on the third one, from the straight line in (r, phi) and in (r, z) through its hits on the first two. In (r, phi) a circle through the z axis is
/// a straight line as well, up to terms of third order; what bends it are the distance of the track to the axis and its kinks.
/// </summary>
internal sealed class SeedLayers
{
    private const double PionMass = 0.13957;

    private readonly SeedOptions options;
    private readonly double firstRadius, secondRadius, thirdRadius, zVariance, kinkVariance, sagitta, impactVariance;

    public SeedLayers(BarrelDetector detector, SeedOptions options, int first, int second, int third)
    {
        this.options = options;
        (First, Second, Third) = (first, second, third);
        var layers = detector.Layers;
        (firstRadius, secondRadius, thirdRadius) = (layers[first].Radius, layers[second].Radius, layers[third].Radius);
        Turn = Math.Abs(Helix.TurnPerTesla * detector.Field);
        var largestBend = Math.Min(0.5 * Turn / options.MinimumPt, 0.99 / thirdRadius);
        var beyond = (thirdRadius - secondRadius) / (secondRadius - firstRadius);
        double[] azimuthErrors = [.. new[] { first, second, third }.Select(layer => layers[layer].ResolutionRPhi / layers[layer].Radius)];
        var pairVariance = (azimuthErrors[0] * azimuthErrors[0]) + (azimuthErrors[1] * azimuthErrors[1]);
        var tripleVariance = Line(azimuthErrors[0], azimuthErrors[1], azimuthErrors[2], beyond);
        zVariance = Line(layers[first].ResolutionZ, layers[second].ResolutionZ, layers[third].ResolutionZ, beyond);
        var steepest = 1 + (options.MaximumCotTheta * options.MaximumCotTheta);
        for (var layer = first; layer < third; layer++)
        {
            var radius = layers[layer].Radius;
            double Kink(double r) => r > radius ? (r - radius) / r : 0;
            var variance = ScatteringVariance(layers[layer].Material);
            pairVariance += variance * Math.Sqrt(steepest) * Squared(Kink(secondRadius) - Kink(firstRadius));
            tripleVariance += variance * Math.Sqrt(steepest) * Squared(OffLine(Kink));
            kinkVariance += variance * Squared(OffLine(r => Math.Max(0, r - radius)));
            impactVariance += variance * Squared(ImpactOfKink(radius));
        }

        PairReach = Math.Asin(secondRadius * largestBend) - Math.Asin(firstRadius * largestBend)
            + (options.MaximumD0 * ((1 / firstRadius) - (1 / secondRadius))) + (options.Deviations * Math.Sqrt(pairVariance));
        sagitta = Math.Abs(OffLine(r => r * r * r)) * largestBend * largestBend / 6;
        TripleReach = (options.MaximumD0 * Math.Abs(OffLine(r => 1 / r))) + (sagitta * largestBend) + (options.Deviations * Math.Sqrt(tripleVariance));
    }

    public int First { get; }

    public int Second { get; }

    public int Third { get; }

    /// <summary>The size of the curvature in 1 / mm at a transverse momentum of 1 GeV.</summary>
    public double Turn { get; }

    /// <summary>How far the azimuths of hits on the first two layers can be apart, rad.</summary>
    public double PairReach { get; }

    /// <summary>How far a hit on the third layer can be from the line in azimuth, rad.</summary>
    public double TripleReach { get; }

    /// <summary>Whether a slope in z, and the z at the axis, are within the cuts.</summary>
    public bool IsInBarrel(double slope, double firstZ) =>
        Math.Abs(slope) <= options.MaximumCotTheta && Math.Abs(firstZ - (slope * firstRadius)) <= options.MaximumZ0;

    /// <summary>The value at the third layer of the line through values at the first two.</summary>
    public double Extrapolate(double first, double second) => second + ((second - first) * (thirdRadius - secondRadius) / (secondRadius - firstRadius));

    /// <summary>The slope per mm of radius of a line through values at the first two layers.</summary>
    public double Slope(double first, double second) => (second - first) / (secondRadius - firstRadius);

    /// <summary>How far a hit on the third layer can be from the line in z, mm.</summary>
    public double ReachInZ(double slope)
    {
        // theta0 ~ (sin theta)^(1/2), and d cot(theta) = (1 + cot^2) d theta.
        var stretch = 1 + (slope * slope);
        return (Math.Abs(slope) * sagitta) + (options.Deviations * Math.Sqrt(zVariance + (kinkVariance * stretch * Math.Sqrt(stretch))));
    }

    /// <summary>How far from the axis the circle through three hits may pass, mm, at a transverse momentum in GeV.</summary>
    public double ReachInD0(double pt) => options.MaximumD0 + (options.Deviations * Math.Sqrt(impactVariance) * Math.Min(1, options.MinimumPt / pt));

    private static double Squared(double value) => value * value;

    // Of two points with errors a line is drawn to a third one with an error.
    private static double Line(double first, double second, double third, double beyond) =>
        Squared(third) + Squared(second * (1 + beyond)) + Squared(first * beyond);

    private double OffLine(Func<double, double> of) => of(thirdRadius) - Extrapolate(of(firstRadius), of(secondRadius));

    // The parabola through three points, at the axis: Lagrange's coefficients of the two outer ones.
    private double ImpactOfKink(double radius)
    {
        double Beyond(double r) => Math.Max(0, r - radius);
        return (Beyond(secondRadius) * firstRadius * thirdRadius / ((secondRadius - firstRadius) * (secondRadius - thirdRadius)))
            + (Beyond(thirdRadius) * firstRadius * secondRadius / ((thirdRadius - firstRadius) * (thirdRadius - secondRadius)));
    }

    private double ScatteringVariance(double material) => Squared(MultipleScattering.Angle(options.MinimumPt, PionMass, material));
}
