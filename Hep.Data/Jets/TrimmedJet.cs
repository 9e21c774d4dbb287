namespace Hep.Data.Jets;

/// <summary>What trimming has left of a jet; nothing, if no subjet had the momentum.</summary>
public sealed class TrimmedJet
{
    private readonly FourVector[] particles;

    internal TrimmedJet(FourVector untrimmed, IReadOnlyList<Jet> subjets, ReadOnlySpan<FourVector> all)
    {
        (Untrimmed, Subjets) = (untrimmed, subjets);
        int[] numbers = [.. subjets.SelectMany(subjet => subjet.Constituents).Order()];
        particles = new FourVector[numbers.Length];
        for (var i = 0; i < numbers.Length; i++)
            particles[i] = all[numbers[i]];
        Constituents = numbers;
        foreach (var subjet in subjets)
            Momentum += subjet.Momentum;
    }

    /// <summary>The jet before, GeV.</summary>
    public FourVector Untrimmed { get; }

    /// <summary>The sum of the subjets that are left, GeV.</summary>
    public FourVector Momentum { get; }

    /// <summary>The subjets that are left, of falling transverse momentum.</summary>
    public IReadOnlyList<Jet> Subjets { get; }

    /// <summary>The numbers of the particles that are left in the list that was trimmed, rising.</summary>
    public IReadOnlyList<int> Constituents { get; }

    /// <summary>The four-momenta of the particles that are left, in the order of <see cref="Constituents"/>.</summary>
    public ReadOnlySpan<FourVector> Particles => particles;
}
