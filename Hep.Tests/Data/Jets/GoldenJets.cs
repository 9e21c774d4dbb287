using System.Globalization;
using Hep.Data;
using Hep.Data.Jets;
using Hep.Tests.Support;
using Xunit;

namespace Hep.Tests.Data.Jets;

/// <summary>What FastJet made of 30 events (fastjet.txt, made by make_fastjet.cpp, which explains the format).</summary>
internal static class GoldenJets
{
    public static IReadOnlyList<GoldenEvent> Events { get; } = Read();

    /// <summary>The same jets in the same order: the same particles, momenta that agree to 1e-10 of the energy.</summary>
    public static void AssertSame(GoldenSection expected, IEnumerable<(FourVector Momentum, IEnumerable<int> Particles)> found)
    {
        var jets = found.ToArray();
        Assert.Equal(expected.Lines.Count, jets.Length);
        foreach (var (line, jet) in expected.Lines.Zip(jets))
        {
            var parts = line.Split(':');
            var momentum = GoldenEvent.Numbers(parts[0]);
            Assert.Equal(parts[1].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse), jet.Particles);
            double[] components = [jet.Momentum.Px, jet.Momentum.Py, jet.Momentum.Pz, jet.Momentum.E];
            foreach (var (wanted, component) in momentum.Zip(components))
                Assert.Equal(wanted, component, 1e-10 * momentum[3]);
        }
    }

    private static List<GoldenEvent> Read()
    {
        var events = new List<GoldenEvent>();
        var lines = File.ReadAllLines(Repository.PathOf("Hep.Tests/Data/Jets/fastjet.txt"));
        for (var i = 0; i < lines.Length; i++)
        {
            var words = lines[i].Split(' ');
            if (words[0] == "event")
                events.Add(new GoldenEvent(double.Parse(words[2], CultureInfo.InvariantCulture), lines[++i]));
            else if (char.IsLetter(lines[i][0]))
                events[^1].Sections.Add(new GoldenSection(words, []));
            else
                events[^1].Sections[^1].Lines.Add(lines[i]);
        }

        return events;
    }
}

internal sealed record GoldenSection(string[] Words, List<string> Lines)
{
    public JetDefinition Definition => new(Algorithm, Number(2));

    public JetAlgorithm Algorithm => Enum.Parse<JetAlgorithm>(Words[1]);

    public double Number(int word) => double.Parse(Words[word], CultureInfo.InvariantCulture);
}

internal sealed class GoldenEvent
{
    public GoldenEvent(double mass, string particles)
    {
        var momenta = Numbers(particles);
        Particles = new FourVector[momenta.Length / 3];
        for (var i = 0; i < Particles.Length; i++)
        {
            var (x, y, z) = (momenta[3 * i] / 1000, momenta[(3 * i) + 1] / 1000, momenta[(3 * i) + 2] / 1000);
            Particles[i] = new FourVector(x, y, z, Math.Sqrt((x * x) + (y * y) + (z * z) + (mass * mass)));
        }
    }

    public FourVector[] Particles { get; }

    public List<GoldenSection> Sections { get; } = [];

    public IEnumerable<GoldenSection> Of(string name) => Sections.Where(section => section.Words[0] == name);

    public static double[] Numbers(string line) =>
        [.. line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => double.Parse(word, CultureInfo.InvariantCulture))];
}
