using Hep.Data;
using Hep.Models;
using Hep.Tests.Support;
using Hep.Training.Cards;
using Hep.Training.Loading;
using Xunit;
using static TorchSharp.torch;

namespace Hep.Tests.Training.Parameters;

/// <summary>Which signal is trained on, what background is told, and how much each point counts.</summary>
[Collection(nameof(LibTorchState))]
public sealed class StudyParametersTests
{
    private static readonly double[] All = [-2, -1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2];

    [Fact]
    public void Held_out_signal_is_in_the_test_split_alone()
    {
        using var data = ParameterStudies.Load(ParameterStudies.Card());
        foreach (var set in new[] { data.Train, data.Validation })
            Assert.Equal(All.Except([-0.5, 1.5]), Signal(set).Distinct().Order());
        Assert.Equal(All, Signal(data.Test).Distinct().Order());
        Assert.Equal("signal of theta = -0.5; theta = 1.5 is kept out of training and validation (690 events), and tested on", data.Parameters!.HeldOutInWords());
        Assert.Equal(All.Select(value => value is not (-0.5 or 1.5)), data.Parameters.Facts.Select(point => point.IsTrained));

        // The test events are those of a study that holds nothing out, and of a dedicated one.
        using var whole = ParameterStudies.Load(ParameterStudies.Card(holdOut: "none"));
        using var dedicated = ParameterStudies.Load(ParameterStudies.Card(holdOut: "none", model: ", conditioning: none", data: "  train_on: {theta: [0.5]}"));
        Assert.Equal(whole.Test.Events.EventIds, data.Test.Events.EventIds);
        Assert.Equal(whole.Test.Events.EventIds, dedicated.Test.Events.EventIds);
        Assert.Equal([0.5], Signal(dedicated.Train).Distinct());
        Assert.Equal(["x"], dedicated.Train.Features.Select(feature => feature.Name));
        Assert.Null(dedicated.Parameters!.Draw);
    }

    [Fact]
    public void Background_is_told_the_points_of_the_signal_of_its_split_and_signal_its_own()
    {
        using var data = ParameterStudies.Load(ParameterStudies.Card());
        foreach (var (set, points) in new[] { (data.Train, All.Except([-0.5, 1.5])), (data.Validation, All.Except([-0.5, 1.5])), (data.Test, All) })
        {
            Assert.Equal(["x", "theta"], set.Features.Select(feature => feature.Name));
            var told = set.Features[1].Values;
            for (var row = 0; row < set.Count; row++)
            {
                if (set.Events.Labels[row] == 1)
                    Assert.Equal(ParameterStudies.Theta(set)[row], told[row]);
                else
                    Assert.Contains((double)told[row], points);
            }

            Assert.Equal(points, told.Where((_, row) => set.Events.Labels[row] == 0).Distinct().Order().Select(value => (double)value));
        }
    }

    [Fact]
    public void A_training_draws_the_parameters_of_background_anew_in_each_epoch_whatever_the_windows()
    {
        using var data = ParameterStudies.Load(ParameterStudies.Card());
        using var loader = Loader(data.Train.Count);
        var (first, second) = (Told(loader, 1), Told(loader, 2));
        using var again = Loader(500);
        Assert.Equal(first, Told(again, 1));
        Assert.Equal(second, Told(again, 2));
        var own = data.Train.Events.EventIds.Zip(ParameterStudies.Theta(data.Train), data.Train.Events.Labels).ToDictionary(row => row.First, row => (Theta: row.Second, IsSignal: row.Third == 1));
        Assert.All(first.Where(pair => own[pair.Key].IsSignal), pair => Assert.Equal(own[pair.Key].Theta, pair.Value));
        var background = first.Where(pair => !own[pair.Key].IsSignal).ToArray();

        // Seven points, each as probable: one of seven draws is the same again.
        var same = background.Count(pair => second[pair.Key] == pair.Value);
        Assert.InRange(same / (double)background.Length, 0.10, 0.19);
        Assert.Equal(7, background.Select(pair => pair.Value).Distinct().Count());

        WindowLoader Loader(int rows) => new(
            data.Train, [1, 1], new Preprocessor(Preprocessings.Standard([0f, 0f], [1f, 1f], null, "x", "theta")), CPU, rows, seed: 3, background: data.Parameters!.Draw);

        static Dictionary<ulong, double> Told(WindowLoader loader, int epoch)
        {
            var told = new Dictionary<ulong, double>();
            for (var w = 0; w < loader.Windows; w++)
            {
                var window = loader.Load(epoch, w);
                var inputs = window.Inputs.data<float>().ToArray();
                for (var i = 0; i < window.Count; i++)
                    told.Add(window.EventIds[i], inputs[(2 * i) + 1]);
            }

            return told;
        }
    }

    [Fact]
    public void Points_count_as_the_card_wants_and_together_as_before()
    {
        foreach (var (spectrum, share) in new (string, Func<double, double>)[]
        {
            ("{theta: 1}", _ => 1),
            ("{theta: {spectrum: {-2: 1, -1.5: 1, -1: 1, 0: 4, 0.5: 1, 1: 1, 2: 2}}}", theta => theta switch { 0 => 4, 2 => 2, _ => 1 }),
        })
        {
            using var data = ParameterStudies.Load(ParameterStudies.Card(spectrum));
            var balanced = data.Parameters!.Balanced(data.Train);
            Assert.Equal(data.Train.Events.Weights.Sum(), balanced.Events.Weights.Sum(), 8);
            var sums = Sums(balanced);
            Assert.All(sums, pair => Assert.Equal(share(pair.Key) / share(-2) * sums[-2], pair.Value, 8));
            for (var row = 0; row < data.Train.Count; row++)
                Assert.True(data.Train.Events.Labels[row] == 1 || balanced.Events.Weights[row] == data.Train.Events.Weights[row]);
        }

        using var sample = ParameterStudies.Load(ParameterStudies.Card("{theta: {spectrum: sample}}"));
        Assert.Same(sample.Train, sample.Parameters!.Balanced(sample.Train));

        static Dictionary<double, double> Sums(EventSet set) => Enumerable.Range(0, set.Count).Where(row => set.Events.Labels[row] == 1)
            .GroupBy(row => ParameterStudies.Theta(set)[row]).ToDictionary(group => group.Key, group => group.Sum(row => set.Events.Weights[row]));
    }

    [Theory]
    [InlineData("{theta: 1}", "{theta: [0.3]}", "data.hold_out.theta: found 0.3, which no signal event has, expected one of -2, -1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2")]
    [InlineData("{theta: 1}", "{theta: [-2, -1.5, -1, -0.5, 0, 0.5, 1, 1.5]}", "data.parameters.theta: found 2 for all signal that is trained on, expected two values or more; take the parameter out, or set model.conditioning to none")]
    [InlineData("{theta: 1}", "{theta: [-2, -1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2]}", "data.hold_out and data.train_on leave no signal to train on, of theta -2, -1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2")]
    [InlineData("{theta: {spectrum: {0: 1, 1: 1}}}", "none", "data.parameters.theta.spectrum: found no share of -2, expected one for each value that is trained on: -2, -1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2")]
    public void What_does_not_fit_the_sample_is_refused_before_a_training(string parameters, string holdOut, string message)
    {
        var error = Assert.Throws<InvalidDataException>(() => ParameterStudies.Load(ParameterStudies.Card(parameters, holdOut)));
        Assert.Equal($"simulation 'gaussian' (6000 events, seed 1): {message}", error.Message);
    }

    [Fact]
    public void Background_that_should_have_values_of_its_own_and_has_none_is_refused()
    {
        var error = Assert.Throws<InvalidDataException>(() => ParameterStudies.Load(ParameterStudies.Card("{theta: {background: given}}", "none")));
        Assert.Contains("has no value of the parameter 'theta', expected one with data.parameters.theta.background: given (or let it be drawn)", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("given")]
    [InlineData("drawn")]
    public void Files_in_the_layout_of_HEPMASS_are_read_with_the_masses_of_their_background(string background)
    {
        using var folder = new TemporaryFolder();
        var random = new Random(1);
        var lines = Enumerable.Range(0, 600).Select(i => (IsSignal: i % 2 == 0, Mass: 500 + (250 * random.Next(5)), X: random.NextDouble())).ToArray();
        File.WriteAllLines(folder.File("train.csv"), lines.Select(line => FormattableString.Invariant($"{(line.IsSignal ? 1.0 : 0.0):e18},{line.X:e18},{1 - line.X:e18},{line.Mass:e18}")).Prepend("# label,f0,f1,mass"));
        var card = $$$"""
            data:
              source: train.csv
              features: {f0: 1, f1: 1}
              parameters: {mass: {unit: GeV, background: {{{background}}}}}
              hold_out: {mass: [1000]}
              label: {column: "# label", signal: 1, background: 0}
              split: {by: fraction}
            model: {name: mlp}
            training: {epochs: 1}
            """;
        using var data = ParameterStudies.Load(RunCard.FromSource(card, folder.File("card.yaml")));
        var (labels, masses, told) = (data.Train.Events.Labels, data.Train.Events.Numbers("mass").Values, data.Train.Features[2].Values);
        Assert.DoesNotContain(1000.0, masses.Where((_, row) => labels[row] == 1));
        Assert.Equal(5, data.Parameters!.Facts.Count);

        // Of those drawn from four masses, one in five has what the file says by chance.
        var same = Enumerable.Range(0, labels.Length).Where(row => labels[row] == 0).Average(row => told[row] == masses[row] ? 1.0 : 0.0);
        Assert.InRange(same, background == "given" ? 1 : 0.1, background == "given" ? 1 : 0.3);
    }

    [Fact]
    public void What_is_trained_is_what_the_training_split_has()
    {
        // The fifth and the last value are in the test split alone, without having been held out.
        using var folder = new TemporaryFolder();
        File.WriteAllLines(folder.File("train.csv"), Enumerable.Range(0, 400).Select(i => FormattableString.Invariant($"{i % 2},{i % 7},{(i % 2 == 0 ? -999 : 100 + (i / 2 % 5))},{(i / 2 % 5 == 4 || i % 20 > 15 ? "test" : i % 20 > 11 ? "validation" : "train")}")).Prepend("label,x,mass,part"));
        const string card = """
            data:
              source: train.csv
              features: {x: 1}
              parameters: {mass: GeV}
              label: {column: label, signal: 1, background: 0}
              missing: -999
              split: {by: column, column: part, train: [train], validation: [validation], test: [test]}
            model: {name: mlp}
            training: {epochs: 1}
            """;
        using var data = ParameterStudies.Load(RunCard.FromSource(card, folder.File("card.yaml")));
        Assert.Equal([true, true, true, true, false], data.Parameters!.Facts.Select(point => point.IsTrained));
        var told = Assert.Single(data.Parameters.Told!);
        Assert.Equal((100.0, 103.0), (told.Minimum, told.Maximum));
        Assert.Equal([104], told.HeldOut!);
    }

    [Fact]
    public void Values_of_background_that_no_signal_could_have_are_refused()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllLines(folder.File("train.csv"), Enumerable.Range(0, 200).Select(i => FormattableString.Invariant($"{i % 2},{i % 7},{(i % 2 == 0 ? 0 : 500 + (250 * (i % 3)))}")).Prepend("label,x,mass"));
        const string card = """
            data:
              source: train.csv
              features: {x: 1}
              parameters: {mass: {unit: GeV, background: given}}
              label: {column: label, signal: 1, background: 0}
              split: {by: fraction}
            model: {name: mlp}
            training: {epochs: 1}
            """;
        var error = Assert.Throws<InvalidDataException>(() => ParameterStudies.Load(RunCard.FromSource(card, folder.File("card.yaml"))));
        Assert.Contains("has mass = 0, outside of the signal's 500 to 1000: that would tell the network the class; expected values like those of signal with data.parameters.mass.background: given (or let it be drawn)", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{x: 1}", "none", "", "card.yaml:5: data.parameters.x: found the column x, which is also a feature, expected a column that is none: a parameter goes into the network by itself")]
    [InlineData("{mass: GeV}", "none", "", "card.yaml:5: data.parameters.mass: found mass, of which the simulation gaussian has no column, expected one of theta, or another data.source")]
    [InlineData("{label: 1}", "none", "", "card.yaml:5: data.parameters.label: found the column label, which is also data.label, expected a column of its own")]
    [InlineData("{weight: 1}", "none", "", "card.yaml:5: data.parameters.weight: found the column weight, which is also data.weight, expected a column of its own")]
    [InlineData("{score: 1}", "none", "", "card.yaml:5: data.parameters.score: found score, which is what predictions.csv calls a column of its own, expected another column")]
    [InlineData("{features: 1}", "none", "", "card.yaml:5: data.parameters.features: found features, which is what the ONNX file calls an input or output of its own, expected another column")]
    [InlineData("{theta: 1}", "{tehta: [1]}", "", "card.yaml:6: data.hold_out.tehta: found tehta, which is no parameter of data.parameters, expected one; did you mean theta?")]
    [InlineData("{theta: {background: drwan}}", "none", "", "card.yaml:5: data.parameters.theta.background: found \"drwan\", expected one of drawn, given; did you mean drawn?")]
    [InlineData("{theta: {spectrum: {a: 1}}}", "none", "", "card.yaml:5: data.parameters.theta.spectrum.a: found the key a, expected a value of the parameter, a number")]
    [InlineData("{theta: 1, phi: {spectrum: sample}}", "none", "", "card.yaml:5: data.parameters: found the spectrum of the sample for some parameters alone, expected it for all of them or for none: points are weighted as a whole")]
    [InlineData("{theta: 1, phi: {background: given}}", "none", "", "card.yaml:5: data.parameters: found parameters of the background that are drawn beside some that are given, expected one of them for all: points are drawn as a whole")]
    [InlineData("{theta: 1}", "{theta: [1]}", "  train_on: {theta: [1, 2]}", "card.yaml:6: data.hold_out.theta: found 1, which is also in data.train_on, expected it in one of them")]
    public void Cards_that_make_no_sense_are_refused(string parameters, string holdOut, string data, string message)
    {
        var error = Assert.Throws<InvalidDataException>(() => RunCard.FromSource(ParameterStudies.Card(parameters, holdOut, data: data), "card.yaml"));
        Assert.Contains(message, error.Message.Split('\n').Select(line => line.Trim()));
    }

    [Fact]
    public void The_card_reads_back_as_it_was_written()
    {
        foreach (var text in new[]
        {
            ParameterStudies.Card(),
            ParameterStudies.Card("{theta: {unit: GeV, spectrum: {-2: 1, 0.5: 2.5}}}", "none", ", conditioning: film", data: "  train_on: {theta: [-2, 0.5]}"),
            ParameterStudies.Card(more: "study: {seeds: [4, 5], networks: {a: none, b: {for_each: theta, set: {data.train_on: \"{theta: [{value}]}\"}}}}"),
        })
        {
            var card = RunCard.FromSource(text, "card.yaml");
            Assert.Equal(card, RunCard.FromSource(card.ToYaml(), "card.yaml"));
        }
    }

    private static IEnumerable<double> Signal(EventSet set) => ParameterStudies.Theta(set).Where((_, row) => set.Events.Labels[row] == 1);
}
