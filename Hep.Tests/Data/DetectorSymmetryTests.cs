using Hep.Data;
using Xunit;

namespace Hep.Tests.Data;

/// <summary>Rotations about the beam and the exchange of the beams, on the events of the challenge.</summary>
public sealed class DetectorSymmetryTests
{
    // Columns of HiggsChallenge.Layout: PRI_{tau, lep, met, jet_leading, jet_subleading}_phi, and the etas.
    private static readonly int[] Phi = [15, 18, 20, 25, 28];
    private static readonly int[] Eta = [14, 17, 24, 27];
    private static readonly DetectorSymmetry Symmetry = new(Phi, Eta, -999f);

    [Fact]
    public void Derived_quantities_do_not_change()
    {
        var matrix = HiggsToy.Generate(3000, 5).ToRowMajor();
        Span<double> before = stackalloc double[30];
        Span<double> after = stackalloc double[30];
        for (var i = 0; i < 3000; i++)
        {
            var row = matrix.AsSpan(30 * i, 30);
            HiggsFeatures.Fill(new(Objects(row), row[0]), before);
            var (angle, reflect) = DetectorSymmetry.Draw(1, 1, (ulong)i);
            var original = row.ToArray();
            Symmetry.Apply(row, angle, reflect);
            HiggsFeatures.Fill(new(Objects(row), row[0]), after);
            for (var f = 0; f < 13; f++)
                Assert.Equal(before[f], after[f], 2e-6 * (100 + Math.Abs(before[9])));
            for (var f = 13; f < 30; f++)
            {
                var (old, now) = (original[f], row[f]);
                if (old == -999 || (!Phi.Contains(f) && !Eta.Contains(f)))
                    Assert.Equal(old, now);
                else if (Eta.Contains(f))
                    Assert.Equal(reflect ? -old : old, now);
                else
                    Assert.Equal(0, Math.IEEERemainder(now - old - angle, 2 * Math.PI), 2e-6);
            }
        }
    }

    [Fact]
    public void Azimuths_stay_in_their_range_and_land_on_pi_not_on_minus_pi()
    {
        var symmetry = new DetectorSymmetry([0], [], null);
        foreach (var phi in new[] { 0f, 1e-7f, 3.1415925f, MathF.PI, -3.1415925f, -1.5f })
        {
            foreach (var angle in new[] { 0f, 1e-7f, 1.5f, MathF.PI, 6.2831850f, (float)(2 * Math.PI) })
            {
                float[] row = [phi];
                symmetry.Apply(row, angle, true);
                Assert.InRange(row[0], -MathF.PI, MathF.PI);
                Assert.Equal(0, Math.IEEERemainder((double)row[0] - phi - angle, 2 * Math.PI), 1e-6);
            }
        }

        float[] half = [0];
        symmetry.Apply(half, MathF.PI, false);
        Assert.Equal(MathF.PI, half[0]);
    }

    [Fact]
    public void Angles_are_uniform_and_half_of_the_events_are_reflected()
    {
        const int Events = 40_000;
        var bins = new int[20];
        var reflected = 0;
        for (var i = 0; i < Events; i++)
        {
            var (angle, reflect) = DetectorSymmetry.Draw(7, 2, (ulong)i);
            bins[Math.Min(19, (int)(angle / (2 * Math.PI) * 20))]++;
            reflected += reflect ? 1 : 0;
        }

        // 19 degrees of freedom: 43.8 is exceeded once in a thousand times; the binomial's four standard deviations are 400.
        Assert.InRange(bins.Sum(n => (n - 2000.0) * (n - 2000.0) / 2000), 0, 43.8);
        Assert.InRange(reflected, 20_000 - 400, 20_000 + 400);
    }

    [Fact]
    public void Every_event_and_epoch_and_seed_has_its_own_angle()
    {
        var draws = from seed in Enumerable.Range(0, 10)
                    from epoch in Enumerable.Range(1, 10)
                    from id in new ulong[] { 0, 1, 2, 100_000, ulong.MaxValue }
                    select DetectorSymmetry.Draw(seed, epoch, id).Angle;
        Assert.Equal(500, draws.Distinct().Count());
        Assert.Equal(DetectorSymmetry.Draw(3, 4, 5), DetectorSymmetry.Draw(3, 4, 5));
    }

    private static HiggsObjects Objects(ReadOnlySpan<float> e) => new()
    {
        Tau = new(e[13], e[14], e[15]),
        Lepton = new(e[16], e[17], e[18]),
        Met = e[19],
        MetPhi = e[20],
        SumEt = e[21],
        JetNum = (int)e[22],
        Leading = e[22] >= 1 ? new(e[23], e[24], e[25]) : default,
        Subleading = e[22] >= 2 ? new(e[26], e[27], e[28]) : default,
        JetAllPt = e[29],
    };
}
