using Hep.Data;
using Hep.Data.Jets;
using Xunit;

namespace Hep.Tests.Data;

/// <summary>Jets as images: the sample, and that the task is neither empty nor trivial.</summary>
public sealed class JetImageToyTests
{
    private const int Jets = 6000;
    private static readonly Lazy<JetImageBatch> Made = new(() => new JetImageToy(new JetImageOptions()).Generate(Jets, 1));

    private static JetImageBatch Sample => Made.Value;

    [Fact]
    public void Jets_are_in_the_window_and_half_of_them_signal()
    {
        Assert.Equal(Jets / 2.0, Sample.Labels.Sum(), 2 * Math.Sqrt(Jets));
        Assert.All(Sample.Labels, label => Assert.InRange(label, 0, 1));
        Assert.All(Sample.Weights, weight => Assert.Equal(1, weight));
        Assert.All(Values(Sample, "pt"), pt => Assert.InRange(pt, 250, 300));
        Assert.All(Values(Sample, "mass"), mass => Assert.InRange(mass, 65, 95));
        Assert.All(Sample.Columns.SelectMany(column => column.Values), value => Assert.True(float.IsFinite(value)));
        Assert.InRange(Kolmogorov.Distance([.. Values(Sample, "phi").Select(phi => (double)phi)], phi => (phi + Math.PI) / (2 * Math.PI)), 0, Kolmogorov.Farthest(Jets));
        Assert.Equal(0.5, Values(Sample, "eta").Count(eta => eta > 0) / (double)Jets, 2 / Math.Sqrt(Jets));
        for (var jet = 0; jet < Jets; jet++)
            Assert.True(Values(Sample, "ungroomed_mass")[jet] >= Values(Sample, "mass")[jet] - 1e-4);
    }

    [Fact]
    public void An_image_has_the_transverse_momentum_the_mass_and_the_number_of_cells_of_its_jet()
    {
        // Neither pT nor mass change when η or φ of all cells are shifted.
        for (var jet = 0; jet < 500; jet++)
        {
            var particles = Particles(Sample, jet);
            var sum = default(FourVector);
            foreach (var particle in particles)
                sum += particle;
            Assert.Equal(Values(Sample, "pt")[jet], sum.Pt, 1e-3);
            Assert.Equal(Values(Sample, "mass")[jet], sum.Mass, 1e-3);
            Assert.Equal(Values(Sample, "multiplicity")[jet], particles.Length);

            // The axis is in the cell in the middle.
            Assert.InRange(sum.Rapidity, -0.0501, 0.0501);
            Assert.InRange(sum.Phi, -Math.PI / 63 * 1.001, Math.PI / 63 * 1.001);
        }
    }

    [Fact]
    public void Subjets_are_where_their_columns_say_from_the_middle_of_the_image()
    {
        var maker = new JetImageMaker(new JetImageOptions());
        for (var jet = 0; jet < 200; jet++)
        {
            var random = EventStream.Of(1, (ulong)jet);
            var signal = random.Uniform() < 0.5;
            SelectedJet made;
            while (!maker.Next(signal, random, shortcuts: false, out made))
                continue;
            Assert.Equal(Sample.Labels[jet], signal ? 1 : 0);
            var (eta, phi) = (Cell(made.Trimmed.Momentum.Rapidity, 0.1), Cell(made.Trimmed.Momentum.Phi + Math.PI, 2 * Math.PI / 63) - Math.PI);
            var subjets = made.Trimmed.Subjets;
            var first = RapidityPlane.Of(subjets[0].Momentum);
            Assert.Equal(first.Rapidity - eta, Values(Sample, "subjet1_eta")[jet], 1e-5);
            Assert.Equal(0, Math.IEEERemainder(first.Phi - phi - Values(Sample, "subjet1_phi")[jet], 2 * Math.PI), 1e-5);
            Assert.InRange(Math.Abs(Values(Sample, "subjet1_phi")[jet]), 0, 1.25);
            if (subjets.Count == 1)
            {
                Assert.Equal((0, -999, -999), (Values(Sample, "subjet_separation")[jet], Values(Sample, "subjet2_eta")[jet], Values(Sample, "subjet2_phi")[jet]));
                continue;
            }

            var second = RapidityPlane.Of(subjets[1].Momentum);
            Assert.Equal(second.Rapidity - eta, Values(Sample, "subjet2_eta")[jet], 1e-5);
            Assert.Equal(0, Math.IEEERemainder(second.Phi - phi - Values(Sample, "subjet2_phi")[jet], 2 * Math.PI), 1e-5);
            Assert.Equal(first.DistanceTo(second), Values(Sample, "subjet_separation")[jet], 1e-5);
        }

        // The middle of the cell that a coordinate is in.
        static double Cell(double coordinate, double size) => (Math.Floor(coordinate / size) + 0.5) * size;
    }

    [Fact]
    public void A_jet_of_one_subjet_has_no_second_one()
    {
        // A window at low masses, where quarks and gluons hardly radiate.
        var narrow = new JetImageToy(new JetImageOptions { SignalShare = 0, MinimumMass = 0, MaximumMass = 15 }).Generate(200, 1);
        var alone = Enumerable.Range(0, 200).Where(jet => Values(narrow, "subjet2_eta")[jet] == JetImageToy.Missing).ToArray();
        Assert.InRange(alone.Length, 100, 200);
        Assert.All(alone, jet => Assert.Equal((0, -999), (Values(narrow, "subjet_separation")[jet], Values(narrow, "subjet2_phi")[jet])));
    }

    [Fact]
    public void A_small_image_is_the_middle_of_a_large_one()
    {
        var small = new JetImageToy(new JetImageOptions { ImageSide = 7 }).Generate(50, 1);
        for (var jet = 0; jet < small.Count; jet++)
        {
            for (var row = 0; row < 7; row++)
                Assert.Equal(Sample.Image(jet).Slice(((row + 9) * 25) + 9, 7), small.Image(jet).Slice(row * 7, 7));
            Assert.Equal(Values(Sample, "girth")[jet], Values(small, "girth")[jet]);
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_jets_in_any_parts_and_on_any_number_of_threads()
    {
        var toy = new JetImageToy(new JetImageOptions());
        var one = toy.Generate(600, 1, threads: 1);
        Assert.Equal(Sample.Images[..one.Images.Length], one.Images);
        var part = new JetImageBatch(150, 25);
        for (var first = 0; first < 600; first += 150)
        {
            toy.Fill(part, 1, first);
            Assert.Equal(one.Images[(first * 625)..((first + 150) * 625)], part.Images);
            Assert.Equal(one.Labels[first..(first + 150)], part.Labels);
            for (var column = 0; column < part.Columns.Count; column++)
                Assert.Equal(one.Columns[column].Values[first..(first + 150)], part.Columns[column].Values);
        }

        Assert.NotEqual(one.Images, toy.Generate(600, 2).Images);
    }

    [Fact]
    public void Shortcuts_reject_nothing_that_would_pass()
    {
        foreach (var pileUp in new[] { 0.0, 3 })
        {
            var options = new JetImageOptions { PileUp = pileUp };
            var (quick, whole) = (new JetImageMaker(options), new JetImageMaker(options));
            var passed = 0;
            for (var i = 0; i < (pileUp > 0 ? 300 : 4000); i++)
            {
                var passes = whole.Next(i % 4 == 0, EventStream.Of(1, (ulong)i), shortcuts: false, out var expected);
                Assert.Equal(passes, quick.Next(i % 4 == 0, EventStream.Of(1, (ulong)i), shortcuts: true, out var found));
                if (!passes)
                    continue;
                passed++;
                Assert.Equal((expected.Jet, expected.Trimmed.Momentum), (found.Jet, found.Trimmed.Momentum));
                Assert.Equal(expected.Cells, found.Cells);
            }

            Assert.InRange(passed, 20, 1000);
        }
    }

    [Fact]
    public void Both_classes_have_the_spectrum_that_was_asked_for()
    {
        // A power law stays one when each jet loses a share of its momentum.
        double Left(double pt) => Math.Pow(pt / 250, -4);
        foreach (var label in new[] { 0, 1 })
        {
            var pt = Of(Sample, "pt", label);
            Assert.InRange(Kolmogorov.Distance(pt, value => (1 - Left(value)) / (1 - Left(300))), 0, Kolmogorov.Farthest(pt.Length));
        }
    }

    [Fact]
    public void W_jets_peak_at_the_mass_of_the_W_boson_and_QCD_jets_do_not()
    {
        // The core of the resonance, smeared; what trimming takes out moves it below 80.4 GeV.
        var (w, qcd) = (Of(Sample, "mass", 1), Of(Sample, "mass", 0));
        Assert.InRange(w.Order().ElementAt(w.Length / 2), 77, 81);
        Assert.InRange(Share(w, 75, 85), 0.55, 0.85);
        Assert.InRange(Share(qcd, 75, 85), 0.25, 0.4);
        Assert.InRange(Share(qcd, 65, 75), Share(qcd, 85, 95), 0.6);

        static double Share(double[] masses, double low, double high) => masses.Count(m => m >= low && m < high) / (double)masses.Length;
    }

    [Fact]
    public void Tau21_rejects_what_it_rejects_in_life_and_is_not_all()
    {
        var (w, qcd) = (Of(Sample, "tau21", 1), Of(Sample, "tau21", 0));
        var cut = w.Order().ElementAt(w.Length / 2);
        Assert.InRange(qcd.Length / (double)qcd.Count(value => value < cut), 4, 10);
    }

    [Fact]
    public void Quark_jets_are_narrower_than_gluon_jets_and_have_fewer_cells()
    {
        var any = new JetImageOptions { SignalShare = 0, MinimumMass = 0, MaximumMass = 1000 };
        var quarks = new JetImageToy(any with { GluonShare = 0 }).Generate(2000, 3);
        var gluons = new JetImageToy(any with { GluonShare = 1 }).Generate(2000, 3);
        foreach (var name in new[] { "girth", "multiplicity", "mass", "tau1" })
        {
            var (q, g) = (Of(quarks, name, 0), Of(gluons, name, 0));
            Assert.True(g.Average() - q.Average() > 5 * Math.Sqrt((Variance(q) / q.Length) + (Variance(g) / g.Length)), name);
        }

        // In the limit of large energies C_A / C_F times as many.
        Assert.InRange(Of(gluons, "multiplicity", 0).Average() / Of(quarks, "multiplicity", 0).Average(), 1.1, 2.25);

        static double Variance(double[] values) => values.Average(v => v * v) - (values.Average() * values.Average());
    }

    [Fact]
    public void Pile_up_makes_jets_heavier_before_trimming()
    {
        var options = new JetImageOptions { SignalShare = 1 };
        var (clean, crowded) = (new JetImageToy(options).Generate(400, 4), new JetImageToy(options with { PileUp = 15 }).Generate(400, 4));
        Assert.InRange(Excess(crowded), Excess(clean) + 10, 80);

        static double Excess(JetImageBatch batch) => Values(batch, "ungroomed_mass").Zip(Values(batch, "mass"), (before, after) => before - after).Average();
    }

    [Fact]
    public void Options_that_cannot_be_are_refused()
    {
        var good = new JetImageOptions();
        Refused(good with { SignalShare = 1.5 }, "SignalShare of the jet images is 1.5; expected a number from 0 to 1");
        Refused(good with { PileUp = double.NaN }, "PileUp of the jet images is NaN; expected a number from 0 to 300");
        Refused(good with { MaximumPt = 250 }, "MaximumPt of the jet images is 250; expected a number above MinimumPt, 250");
        Refused(good with { MaximumMass = double.PositiveInfinity }, "MaximumMass of the jet images is Infinity; expected a number above MinimumMass, 65");
        Refused(good with { SubjetRadius = 1.2 }, "SubjetRadius of the jet images is 1.2; expected a number from 0.05 to 1");
        Refused(good with { ImageSide = 24 }, "ImageSide of the jet images is 24; expected an odd number, since the jet is in the cell in the middle");
        Refused(good with { ImageSide = 65 }, "ImageSide of the jet images is 65; expected at most 63, since so many cells of 0.1 make the circle");
        Refused(
            good with { AlphaS = 0.2 },
            "ShowerCutOff of the jet images is 0.5; expected a scale at which the coupling, 0.2 at the Z boson's mass, is not above 1; raise it, or lower AlphaS");

        static void Refused(JetImageOptions options, string message) => Assert.Equal(message, Assert.Throws<ArgumentException>(() => new JetImageToy(options)).Message);
    }

    [Fact]
    public void A_window_that_nothing_passes_ends_with_a_message()
    {
        var toy = new JetImageToy(new JetImageOptions { SignalShare = 1, MinimumMass = 500, MaximumMass = 600, ShowerCutOff = 50 });
        const string message = "none of 100000 W bosons gave a trimmed jet with a pT of 250 to 300 GeV and a mass of 500 to 600 GeV; widen the window of pT or mass";
        Assert.Equal(message, Assert.Throws<InvalidDataException>(() => toy.Fill(new JetImageBatch(1, 25), 1)).Message);
        Assert.Equal(message, Assert.Throws<InvalidDataException>(() => toy.Generate(1, 1)).Message);
    }

    [Fact]
    public void Arrays_of_another_size_are_refused()
    {
        var refused = Assert.Throws<ArgumentException>(() => new JetImageToy(new JetImageOptions()).Fill(new JetImageBatch(1, 9), 1));
        Assert.StartsWith("the images have 9 x 9 cells; expected 25 x 25, the ImageSide of the simulation", refused.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new JetImageBatch(0, 25));
        Assert.Throws<ArgumentOutOfRangeException>(() => new JetImageBatch(10_000_000, 25));
    }

    // In the order of the image; η from its middle.
    private static FourVector[] Particles(JetImageBatch batch, int jet)
    {
        var particles = new List<FourVector>();
        var image = batch.Image(jet);
        for (var cell = 0; cell < image.Length; cell++)
        {
            if (image[cell] > 0)
                particles.Add(FourVector.FromPtEtaPhi(image[cell], ((cell / 25) - 12) * 0.1, ((cell % 25) - 12) * 2 * Math.PI / 63));
        }

        return [.. particles];
    }

    private static float[] Values(JetImageBatch batch, string name) => batch.Columns.Single(column => column.Name == name).Values;

    private static double[] Of(JetImageBatch batch, string name, int label) =>
        [.. Values(batch, name).Where((_, jet) => batch.Labels[jet] == label).Select(value => (double)value)];
}
