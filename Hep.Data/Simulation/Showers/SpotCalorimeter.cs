namespace Hep.Data.Showers;

/// <summary>The calorimeter in thin slices of depth, which takes the energy of showers as spots, into the cells of one shower of a set.</summary>
internal sealed class SpotCalorimeter
{
    // Of a radiation length: within it, a shower does not change.
    private const double Step = 0.25;

    // The width of the logarithm of a spot's energy, which makes the axes of showers wander as those of real ones do.
    private const double EnergyWidth = 1.8;

    // What goes far are many soft photons and no single one: a spot is shared by so many places all around, for each Molière radius.
    private const double PlacesOfRadius = 2;

    private readonly ShowerToyOptions options;
    private readonly (double Start, double End, int Layer)[] slices;
    private ShowerSet set;
    private int place;
    private double scale = 1;
    private double[] weights = new double[256];

    public SpotCalorimeter(ShowerToyOptions options, ShowerSet set)
    {
        (this.options, this.set) = (options, set);
        var cut = new List<(double, double, int)>();
        var front = 0.0;
        for (var layer = 0; layer < options.Geometry.Layers.Count; layer++)
        {
            var depth = options.Geometry.Layers[layer].Depth;
            var count = (int)Math.Ceiling(depth / (Step * options.RadiationLength));
            for (var i = 0; i < count; i++)
                cut.Add((front + (depth * i / count), front + (depth * (i + 1) / count), layer));
            front += depth;
        }

        slices = [.. cut];
        End = front;
    }

    /// <summary>The depth of its back, mm.</summary>
    public double End { get; }

    /// <summary>The next shower's place.</summary>
    /// <param name="showers">Where it is written.</param>
    /// <param name="index">Its place there.</param>
    /// <param name="response">What multiplies all its energies.</param>
    public void Begin(ShowerSet showers, int index, double response) => (set, place, scale) = (showers, index, response);

    /// <summary>Takes a shower.</summary>
    /// <param name="energy">What it deposits in an endless calorimeter, GeV.</param>
    /// <param name="axis">Where it goes.</param>
    /// <param name="shape">How it goes in depth.</param>
    /// <param name="unit">The unit of depth of the shape, mm.</param>
    /// <param name="spots">The number of spots of all its energy.</param>
    /// <param name="radial">How it goes in radius, at a depth in that unit.</param>
    /// <param name="random">The shower's random numbers.</param>
    public void Deposit(double energy, ShowerAxis axis, ShowerShape shape, double unit, int spots, Func<double, RadialProfile> radial, SplitMix64 random)
    {
        var logGamma = GammaIntegral.LogGamma(shape.Alpha);
        var each = energy / spots;
        // Spots are where their running number, shifted at random, passes a whole one: no slice has more or fewer than its share, but for one.
        var shift = random.Uniform();
        var before = shift;
        foreach (var (start, end, layer) in slices)
        {
            if (end <= axis.Z)
                continue;
            var upTo = shift + (spots * GammaIntegral.Lower(shape.Alpha, shape.Beta * (end - axis.Z) / unit, logGamma));
            var count = (int)(Math.Floor(upTo) - Math.Floor(before));
            before = upTo;
            if (count == 0)
                continue;
            var middle = 0.5 * (Math.Max(start, axis.Z) + end);
            Scatter(count, each, axis.From(middle), layer, radial((middle - axis.Z) / unit), random);
        }
    }

    /// <summary>Takes the ionisation of a particle on its way.</summary>
    /// <param name="perLength">The mean energy, GeV/mm.</param>
    /// <param name="axis">Where it goes.</param>
    /// <param name="end">Where it ends, mm.</param>
    /// <param name="random">The shower's random numbers.</param>
    /// <returns>The energy left, GeV.</returns>
    public double Ionise(double perLength, ShowerAxis axis, double end, SplitMix64 random)
    {
        // The shape of a Gamma distribution about as wide as energy losses in some millimetres of lead and argon are.
        const double shape = 6;
        var sum = 0.0;
        foreach (var (start, back, layer) in slices)
        {
            var length = Math.Min(back, end) - Math.Max(start, axis.Z);
            if (length <= 0)
                continue;
            var energy = perLength * length * random.Gamma(shape) / shape;
            var at = axis.From(0.5 * (start + back));
            sum += energy;
            Scatter(1, energy, at, layer, new RadialProfile(0.5, 0.5, 1), random);
        }

        return sum;
    }

    private void Scatter(int count, double each, ShowerAxis at, int layer, RadialProfile radial, SplitMix64 random)
    {
        var seen = scale * each;
        // What the active part sees of a slice has the variance a² E (hep-ex/0001020, section 4).
        if (options.SamplingTerm > 0)
        {
            var unit = options.SamplingTerm * options.SamplingTerm;
            seen *= random.Gamma(count * each / unit) * unit / (count * each);
        }

        var weight = seen * count / Weigh(count, random);
        for (var i = 0; i < count; i++)
        {
            var radius = radial.Draw(random);
            var places = 1 + (int)(PlacesOfRadius * radius / options.MoliereRadius);
            for (var n = 0; n < places; n++)
            {
                var (sin, cos) = Math.SinCos(2 * Math.PI * random.Uniform());
                Add(layer, at.X + (radius * cos), at.Y + (radius * sin), weight * weights[i] / places);
            }
        }
    }

    private double Weigh(int count, SplitMix64 random)
    {
        if (weights.Length < count)
            weights = new double[2 * count];
        var sum = 0.0;
        for (var i = 0; i < count; i++)
            sum += weights[i] = Math.Exp(EnergyWidth * random.Normal());
        return sum;
    }

    private void Add(int layer, double x, double y, double energy)
    {
        var grid = options.Geometry.Layers[layer];
        double column = Math.Floor((x / grid.ColumnLength) + (0.5 * grid.Columns)), row = Math.Floor((y / grid.RowLength) + (0.5 * grid.Rows));
        if (row >= 0 && row < grid.Rows && column >= 0 && column < grid.Columns)
            set.Layers[layer][(place * grid.Cells) + ((int)row * grid.Columns) + (int)column] += (float)energy;
        else
            set.Overflow[(place * options.Geometry.Layers.Count) + layer] += (float)energy;
    }
}
