using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Hep.Data.Jets;

/// <summary>
/// One clustering while it runs. What is left of the event lies in the first <c>count</c> places of parallel arrays; each knows its nearest neighbour within R in
/// the plane of rapidity and azimuth, which is all that the least of the distances needs (lemma of hep-ph/0512210). Places beyond have an infinite
/// rapidity, so that loops may run over whole vectors.
/// </summary>
internal sealed class SequentialRecombination
{
    private const int None = -1;
    private const double TwoPi = 2 * Math.PI;

    private readonly JetAlgorithm algorithm;
    private readonly double r2;
    private readonly double[] rapidity;
    private readonly double[] azimuth;
    private readonly double[] scale;
    private readonly double[] separation;
    private readonly double[] nearest;
    private readonly double[] distance;
    private readonly int[] neighbour;
    private readonly int[] member;
    private int count;

    public SequentialRecombination(JetDefinition definition, ReadOnlySpan<FourVector> particles)
    {
        algorithm = definition.Algorithm;
        r2 = definition.R * definition.R;
        count = particles.Length;
        Momenta = new FourVector[2 * count];
        Steps = new ClusterStep[count];
        var width = Vector256<double>.Count;
        var places = (count + width - 1) / width * width;
        (rapidity, azimuth, scale) = (new double[places], new double[places], new double[places]);
        (separation, nearest, distance) = (new double[places], new double[places], new double[places]);
        (neighbour, member) = (new int[count], new int[count]);
        particles.CopyTo(Momenta);
        rapidity.AsSpan(count).Fill(double.PositiveInfinity);
        distance.AsSpan(count).Fill(double.PositiveInfinity);
        for (var i = 0; i < particles.Length; i++)
            Put(i, i);
        for (var i = 0; i < particles.Length; i++)
            FindNearest(i);
        for (var i = 0; i < particles.Length; i++)
            SetDistance(i);
        for (var step = 0; step < Steps.Length; step++)
            Take(step);
    }

    /// <summary>[2N]: the particles, then what each step made; nothing at a step with the beams.</summary>
    public FourVector[] Momenta { get; }

    /// <summary>[N], in the order in which they were taken.</summary>
    public ClusterStep[] Steps { get; }

    private void Take(int step)
    {
        var (place, least) = Least(distance);
        var other = neighbour[place];
        var made = Steps.Length + step;
        least /= r2;
        if (other == None)
        {
            Steps[step] = new ClusterStep(member[place], ClusterStep.Beam, least);
            Remove(place);
            Mend(place, None);
            return;
        }

        var (first, second) = (Math.Min(member[place], member[other]), Math.Max(member[place], member[other]));
        Steps[step] = new ClusterStep(first, second, least);
        Momenta[made] = Momenta[first] + Momenta[second];
        var (kept, freed) = (Math.Min(place, other), Math.Max(place, other));
        Put(kept, made);
        Remove(freed);
        Mend(freed, kept);
    }

    private void Put(int place, int made)
    {
        var p = Momenta[made];
        var pt2 = (p.Px * p.Px) + (p.Py * p.Py);
        var phi = pt2 > 0 ? Math.Atan2(p.Py, p.Px) : 0;
        (member[place], rapidity[place], azimuth[place]) = (made, p.Rapidity, phi < 0 ? phi + TwoPi : phi);
        scale[place] = algorithm switch
        {
            JetAlgorithm.Kt => pt2,
            JetAlgorithm.AntiKt => pt2 > 1e-300 ? 1 / pt2 : 1e300,
            _ => 1,
        };
    }

    // The last place moves to the one that is free.
    private void Remove(int place)
    {
        var last = --count;
        (member[place], rapidity[place], azimuth[place], scale[place]) = (member[last], rapidity[last], azimuth[last], scale[last]);
        (nearest[place], distance[place], neighbour[place]) = (nearest[last], distance[last], neighbour[last]);
        (rapidity[last], distance[last]) = (double.PositiveInfinity, double.PositiveInfinity);
    }

    /// <summary>Neighbours after the content of <paramref name="freed"/> went, and that of <paramref name="merged"/> changed.</summary>
    private void Mend(int freed, int merged)
    {
        for (var i = 0; i < count; i++)
        {
            var near = neighbour[i];
            if (near == None || i == merged)
                continue;
            if (near == freed || near == merged)
            {
                FindNearest(i);
                SetDistance(i);
            }
            else if (near == count)
            {
                neighbour[i] = freed;
            }
        }

        if (merged == None)
            return;
        FindNearest(merged);
        SetDistance(merged);
        for (var i = 0; i < count; i++)
        {
            if (separation[i] < nearest[i])
            {
                (nearest[i], neighbour[i]) = (separation[i], merged);
                SetDistance(i);
            }
        }
    }

    private void SetDistance(int place)
    {
        var other = neighbour[place];
        distance[place] = nearest[place] * (other == None ? scale[place] : Math.Min(scale[place], scale[other]));
    }

    /// <summary>Leaves the squared distances of all others in <c>separation</c>, infinite for the place itself.</summary>
    private void FindNearest(int place)
    {
        var y = rapidity[place];
        rapidity[place] = double.PositiveInfinity;
        var (ys, phis, circle) = (Vector256.Create(y), Vector256.Create(azimuth[place]), Vector256.Create(TwoPi));
        ref var rapidities = ref MemoryMarshal.GetArrayDataReference(rapidity);
        ref var azimuths = ref MemoryMarshal.GetArrayDataReference(azimuth);
        ref var separations = ref MemoryMarshal.GetArrayDataReference(separation);
        for (var k = 0; k < count; k += Vector256<double>.Count)
        {
            var along = Vector256.LoadUnsafe(ref rapidities, (nuint)k) - ys;
            var around = Vector256.Abs(Vector256.LoadUnsafe(ref azimuths, (nuint)k) - phis);
            around = Vector256.MinNative(around, circle - around);
            ((along * along) + (around * around)).StoreUnsafe(ref separations, (nuint)k);
        }

        rapidity[place] = y;
        var (other, least) = Least(separation);
        (nearest[place], neighbour[place]) = least < r2 ? (least, other) : (r2, None);
    }

    /// <summary>The first place with the least value.</summary>
    private (int Place, double Value) Least(double[] values)
    {
        ref var start = ref MemoryMarshal.GetArrayDataReference(values);
        var leasts = Vector256.Create(double.PositiveInfinity);
        for (var k = 0; k < count; k += Vector256<double>.Count)
            leasts = Vector256.MinNative(leasts, Vector256.LoadUnsafe(ref start, (nuint)k));
        var least = Math.Min(Math.Min(leasts[0], leasts[1]), Math.Min(leasts[2], leasts[3]));
        var wanted = Vector256.Create(least);
        for (var k = 0; k < count; k += Vector256<double>.Count)
        {
            var found = Vector256.Equals(Vector256.LoadUnsafe(ref start, (nuint)k), wanted).ExtractMostSignificantBits();
            if (found != 0)
                return (k + int.TrailingZeroCount((int)found), least);
        }

        throw new UnreachableException("a distance is no number");
    }
}
