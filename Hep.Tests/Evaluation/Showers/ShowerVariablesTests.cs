using Hep.Evaluation.Showers;
using Xunit;

namespace Hep.Tests.Evaluation.Showers;

/// <summary>Shower-shape variables by hand, and what follows from them.</summary>
public sealed class ShowerVariablesTests
{
    private static readonly ShowerGrid[] Grids = [new("a", 2, 2, 10, 20), new("b", 1, 3, 5, 30)];

    [Fact]
    public void A_shower_by_hand()
    {
        var values = Values(new ShowerSample("one", Grids, [20], [[4, 0, 0, 4], [1, 0, 3]]));
        Assert.Equal(12, values["e_total"]);
        Assert.Equal((8.0, 4.0), (values["e_a"], values["e_b"]));
        Assert.Equal(2.0 / 3, values["fraction_a"], 1e-6);
        Assert.Equal(1, values["deepest_layer"]);
        Assert.Equal(4, values["depth_energy"]);
        Assert.Equal(1.0 / 3, values["depth"], 1e-6);
        Assert.Equal(Math.Sqrt(2.0 / 9), values["depth_width"], 1e-6);
        Assert.Equal((0.5, 2.0 / 3), (values["sparsity_a"], values["sparsity_b"]), new Near(1e-6));
        Assert.Equal((5.0, 10.0), (values["width_phi_a"], values["width_eta_a"]));

        // At -30 and 30 mm with shares 1/4 and 3/4.
        Assert.Equal((0, Math.Sqrt(900 - 225)), (values["width_phi_b"], values["width_eta_b"]), new Near(1e-5));
        Assert.Equal((0.0, 0.5), (values["e_ratio_a"], values["e_ratio_b"]));
        Assert.Equal([0.75, 0.25, 0, 0, 0], Enumerable.Range(1, 5).Select(k => values[$"cell{k}_b"]));
    }

    [Fact]
    public void A_layer_without_energy_has_no_shape()
    {
        var values = Values(new ShowerSample("one", Grids, [20], [[4, 0, 0, 4], [0, 0, 0]]));
        Assert.Equal(0, values["deepest_layer"]);
        Assert.All((string[])["width_phi_b", "width_eta_b", "e_ratio_b", "cell1_b"], name => Assert.Equal(double.NaN, values[name]));
        Assert.Equal((0.0, 0.0, 0.0), (values["e_b"], values["fraction_b"], values["sparsity_b"]));
        var empty = Values(new ShowerSample("none", Grids, [20], [new float[4], new float[3]]));
        Assert.All((string[])["deepest_layer", "depth", "depth_width", "fraction_a"], name => Assert.Equal(double.NaN, empty[name]));
    }

    [Fact]
    public void Nothing_depends_on_the_unit_or_on_mirrors_but_energies()
    {
        var sample = Toy.Showers("one", 20, 1);
        var other = new ShowerSample("two", sample.Grids, [.. sample.Energies], [.. sample.Cells.Select(cells => Array.ConvertAll(cells, energy => 2 * energy))]);
        var mirrored = new ShowerSample("three", sample.Grids, [.. sample.Energies], [.. sample.Cells.Select((cells, layer) =>
            Enumerable.Range(0, sample.Count).SelectMany(i => sample.Image(i, layer).ToArray().Reverse()).ToArray())]);
        var (one, two, three) = (ShowerVariables.Of(sample).All, ShowerVariables.Of(other).All, ShowerVariables.Of(mirrored).All);
        for (var k = 0; k < one.Count; k++)
        {
            for (var i = 0; i < sample.Count; i++)
            {
                var scale = Math.Max(1, Math.Abs(one[k].Values[i]));
                Assert.Equal(one[k].Unit == "GeV" ? 2 * one[k].Values[i] : one[k].Values[i], two[k].Values[i], 1e-4 * scale);
                Assert.Equal(one[k].Values[i], three[k].Values[i], 1e-4 * scale);
            }
        }
    }

    [Fact]
    public void Samples_say_what_is_wrong_with_them()
    {
        Assert.Equal("bad: found no shower, expected one or more", Refusal([], [[], []]));
        Assert.Equal("bad: the particle of shower 0 (counted from 0) has the energy 0, expected a finite number above 0", Refusal([0], [new float[4], new float[3]]));
        Assert.Equal("bad: cell 2 of 'b' of shower 0 (counted from 0) holds -1, expected a finite number of 0 or more", Refusal([1], [new float[4], [0, 0, -1]]));
        Assert.StartsWith("'b' has 2 cells in all, expected 1 x 1 x 3", Assert.Throws<ArgumentException>(() => new ShowerSample("bad", Grids, [1], [new float[4], new float[2]])).Message);

        static string Refusal(float[] energies, float[][] cells) => Assert.Throws<InvalidDataException>(() => new ShowerSample("bad", Grids, energies, cells)).Message;
    }

    [Fact]
    public void Response_and_resolution_are_those_of_the_ratios()
    {
        var sample = new ShowerSample("r", [new("a", 1, 1, 1, 1)], [10, 20, 10, 60], [[9, 20, 11, 30]]);
        var points = ShowerResponse.Of(sample, [0, 40, 50, 60]);
        Assert.Equal((3, 0, 1), (points[0].Count, points[1].Count, points[2].Count));
        Assert.Equal(40.0 / 3, points[0].MeanEnergy, 1e-12);
        Assert.Equal((1, 0.1 / Math.Sqrt(3)), (points[0].Response.Value, points[0].Response.Error), new Near(1e-6));
        Assert.Equal((0.1, 0.05), (points[0].Resolution.Value, points[0].Resolution.Error), new Near(1e-6));
        Assert.Equal(0.5, points[2].Response.Value);
        Assert.True(double.IsNaN(points[1].Response.Value) && double.IsNaN(points[2].Resolution.Value));
    }

    [Fact]
    public void The_nearest_shower_is_found()
    {
        var training = Toy.Showers("training", 60, 1);
        var near = NearestShowers.Find(training, [7, 30], training);
        Assert.Equal([7, 30], near.Select(found => found.Neighbour));
        Assert.All(near, found => Assert.Equal(0, found.Distance));
        var one = new ShowerSample("one", Grids, [1], [[0, 3, 0, 0], [0, 0, 4]]);
        var two = new ShowerSample("two", Grids, [1, 1], [[9, 0, 0, 0, 0, 0, 0, 0], new float[6]]);
        Assert.Equal(new NearestShower(0, 1, 5), NearestShowers.Find(one, [0], two).Single());
        Assert.Throws<ArgumentException>(() => NearestShowers.Find(one, [0], training));

        var variables = ShowerVariables.Of(training);
        Assert.All(NearestShowers.VariableDistances(variables, variables), distance => Assert.Equal(0, distance, 1e-9));
        Assert.All(NearestShowers.VariableDistances(ShowerVariables.Of(Toy.Showers("new", 10, 2)), variables), distance => Assert.True(distance > 0));
    }

    private static Dictionary<string, double> Values(ShowerSample sample) => ShowerVariables.Of(sample).All.ToDictionary(variable => variable.Name, variable => (double)variable.Values[0]);

    private sealed class Near(double tolerance) : IEqualityComparer<(double, double)>
    {
        public bool Equals((double, double) x, (double, double) y) => Math.Abs(x.Item1 - y.Item1) <= tolerance && Math.Abs(x.Item2 - y.Item2) <= tolerance;

        public int GetHashCode((double, double) obj) => 0;
    }
}
