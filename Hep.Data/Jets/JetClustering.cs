namespace Hep.Data.Jets;

/// <summary>The clustering of an event: its jets, and the steps that made them.</summary>
public sealed class JetClustering
{
    private readonly FourVector[] momenta;
    private readonly ClusterStep[] steps;

    internal JetClustering(JetDefinition definition, SequentialRecombination done) => (Definition, momenta, steps) = (definition, done.Momenta, done.Steps);

    /// <summary>What was asked for.</summary>
    public JetDefinition Definition { get; }

    /// <summary>The number of particles.</summary>
    public int Count => steps.Length;

    /// <summary>[N]: the steps in the order in which they were taken; each leaves one object less.</summary>
    public IReadOnlyList<ClusterStep> Steps => steps;

    /// <summary>What was merged with the beams: every particle is in one of these jets where no momentum is asked for.</summary>
    /// <param name="minimumPt">The least transverse momentum, GeV.</param>
    /// <returns>Jets of falling transverse momentum.</returns>
    public IReadOnlyList<Jet> Inclusive(double minimumPt = 0)
    {
        var jets = new List<Jet>();
        foreach (var step in steps)
        {
            if (step.Second == ClusterStep.Beam && momenta[step.First].Pt >= minimumPt)
                jets.Add(new Jet(this, step.First));
        }

        return Falling(jets);
    }

    /// <summary>What is left when the clustering stops at <paramref name="count"/> objects; particles in jets that the beams had taken before are in none.</summary>
    /// <param name="count">From 1 to the number of particles.</param>
    /// <returns>Jets of falling transverse momentum.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The event has fewer particles, or <paramref name="count"/> is below 1.</exception>
    /// <exception cref="InvalidOperationException">The algorithm is anti-kt, whose last steps do not tell hard from soft.</exception>
    public IReadOnlyList<Jet> Exclusive(int count)
    {
        CheckCount(count, Count);
        CheckOrder();
        var jets = new List<Jet>(count);
        var stop = (2 * Count) - count;
        foreach (var step in steps.AsSpan(Count - count))
        {
            if (step.First < stop)
                jets.Add(new Jet(this, step.First));
            if (step.Second != ClusterStep.Beam && step.Second < stop)
                jets.Add(new Jet(this, step.Second));
        }

        return Falling(jets);
    }

    internal FourVector Momentum(int member) => momenta[member];

    /// <summary>The particles in <paramref name="member"/>, by rising number.</summary>
    internal int[] Particles(int member)
    {
        var found = new List<int>();
        var open = new Stack<int>([member]);
        while (open.TryPop(out var next))
        {
            if (next < Count)
            {
                found.Add(next);
                continue;
            }

            open.Push(steps[next - Count].First);
            open.Push(steps[next - Count].Second);
        }

        found.Sort();
        return [.. found];
    }

    internal IReadOnlyList<Jet> Subjets(int member, int count, int particles)
    {
        CheckCount(count, particles);
        CheckOrder();

        // Numbers grow with the steps: the last step that is inside is the largest number.
        var members = new SortedSet<int> { member };
        while (members.Count < count)
        {
            var last = steps[members.Max - Count];
            members.Remove(members.Max);
            members.Add(last.First);
            members.Add(last.Second);
        }

        return Falling([.. members.Select(m => new Jet(this, m))]);
    }

    private static void CheckCount(int count, int largest)
    {
        if (count < 1 || count > largest)
            throw new ArgumentOutOfRangeException(nameof(count), FormattableString.Invariant($"{count} jets were asked for, of {largest} particles; expected 1 to the number of particles"));
    }

    private void CheckOrder()
    {
        if (Definition.Algorithm == JetAlgorithm.AntiKt)
            throw new InvalidOperationException("anti-kt has no exclusive jets, since its last steps do not tell hard from soft; cluster the particles with Kt or CambridgeAachen");
    }

    // OrderBy keeps the order of equals.
    private static IReadOnlyList<Jet> Falling(List<Jet> jets) => jets.Count < 2 ? jets : [.. jets.OrderByDescending(jet => jet.Momentum.Pt)];
}
