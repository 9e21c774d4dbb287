namespace Hep.Evaluation.Systematics;

/// <summary>
/// What the sources of systematic uncertainty do to some numbers, such as figures of merit, the points of a curve or the bins of a histogram. The sources are
/// independent of each other; one source moves all numbers at once, so that its shifts are fully correlated between them.
/// </summary>
public sealed class SystematicShifts
{
    private readonly double[] nominal;
    private readonly Shift[][] shifts;

    private SystematicShifts(double[] nominal, string[] sources, Shift[][] shifts) => (this.nominal, Sources, this.shifts) = (nominal, sources, shifts);

    /// <summary>The names of the sources, shape [S].</summary>
    public IReadOnlyList<string> Sources { get; }

    /// <summary>The nominal numbers, shape [P].</summary>
    public IReadOnlyList<double> Nominal => nominal;

    /// <summary>What a source does to a number.</summary>
    /// <param name="source">0 to S - 1.</param>
    /// <param name="place">0 to P - 1.</param>
    public Shift this[int source, int place] => shifts[source][place];

    /// <summary>The shifts of numbers that were computed with each source varied.</summary>
    /// <param name="nominal">The nominal numbers, shape [P].</param>
    /// <param name="sources">For each source its name and the numbers, [P], varied up and down; without those varied down, their shifts are minus those up.</param>
    /// <exception cref="ArgumentException">A source has another number of numbers.</exception>
    public static SystematicShifts Of(IReadOnlyList<double> nominal, IReadOnlyList<(string Name, IReadOnlyList<double> Up, IReadOnlyList<double>? Down)> sources)
    {
        ArgumentNullException.ThrowIfNull(nominal);
        ArgumentNullException.ThrowIfNull(sources);
        foreach (var (name, up, down) in sources)
        {
            if (up.Count != nominal.Count || (down is not null && down.Count != nominal.Count))
                throw new ArgumentException(FormattableString.Invariant($"the source '{name}' has {up.Count} numbers up and {down?.Count ?? up.Count} down, expected the {nominal.Count} of the nominal"), nameof(sources));
        }

        return new SystematicShifts(
            [.. nominal],
            [.. sources.Select(source => source.Name)],
            [.. sources.Select(source => nominal.Select((value, place) => Between(value, source.Up[place], source.Down?[place])).ToArray())]);
    }

    /// <summary>The shifts of numbers of a sample.</summary>
    /// <param name="nominal">The nominal events.</param>
    /// <param name="variations">The sources.</param>
    /// <param name="numbers">The numbers, shape [P], of any of the samples.</param>
    public static SystematicShifts Of(BinarySample nominal, IReadOnlyList<Variation> variations, Func<BinarySample, IReadOnlyList<double>> numbers)
    {
        ArgumentNullException.ThrowIfNull(nominal);
        ArgumentNullException.ThrowIfNull(variations);
        ArgumentNullException.ThrowIfNull(numbers);
        return Of(numbers(nominal), [.. variations.Select(source => (source.Name, numbers(source.Up), source.Down is { } down ? numbers(down) : null))]);
    }

    /// <summary>The quadrature sum of all sources.</summary>
    /// <param name="place">0 to P - 1.</param>
    public Shift Total(int place) => Shift.Quadrature(shifts.Select(source => source[place]));

    /// <summary>The covariance of two numbers, sum_i delta_ij delta_ik with delta = (up - down) / 2 of source i: what a sum or a ratio of them needs.</summary>
    /// <param name="first">0 to P - 1.</param>
    /// <param name="second">0 to P - 1; the same: the variance.</param>
    public double Covariance(int first, int second) => shifts.Sum(source => source[first].Symmetric * source[second].Symmetric);

    /// <summary>The sources by the size of their larger shift of a number, the largest first.</summary>
    /// <param name="place">0 to P - 1.</param>
    public IReadOnlyList<int> Ranking(int place) => [.. Enumerable.Range(0, shifts.Length).OrderByDescending(source => shifts[source][place].Largest)];

    private static Shift Between(double nominal, double up, double? down) => new(up - nominal, down is { } value ? value - nominal : nominal - up);
}
