using Hep.Data;
using Hep.Models;
using Hep.Tests.Support;
using Hep.Training.Images;
using Xunit;
using static TorchSharp.torch;

namespace Hep.Tests.Training.Images;

/// <summary>What is measured of a network of images, against closed forms for one that is linear: logit = sum of w_c x_c.</summary>
[Collection(nameof(LibTorchState))]
public sealed class LearnedImagesTests
{
    private const int Side = 5;
    private const int Cells = Side * Side;
    private const int Events = 600;

    private static readonly float[] Weights = [.. Enumerable.Range(0, Cells).Select(cell => cell % 3 == 0 ? 0 : (cell - 11) / 10f)];

    [Fact]
    public void The_gradient_of_a_linear_network_is_its_weights_and_emptied_cells_take_their_share()
    {
        var events = Jets();
        var learned = Learned(events);
        AssertClose(Array.ConvertAll(Weights, weight => (double)weight), learned.Gradient.Signal, 1e-6);
        AssertClose(Array.ConvertAll(Weights, weight => (double)weight), learned.Gradient.Background, 1e-6);

        // The middle patch of 3 x 3 cells, of the events that are looked at.
        var background = events.Select([.. Enumerable.Range(0, Events).Where(row => events.Labels[row] == 0)]).Thinned(256);
        var expected = Enumerable.Range(0, background.Count).Sum(row => background.Weights[row] * -Middle().Sum(cell => (double)(Weights[cell] * background.Arrays[0].Row(row)[cell]))) / background.Weights.Sum();
        Assert.All(Middle(), cell => Assert.Equal(expected, learned.Occlusion.Background[cell], 1e-5));
    }

    [Fact]
    public void The_correlation_is_that_of_the_weighted_sample()
    {
        var events = Jets();
        var learned = Learned(events);
        double[] logits = [.. Enumerable.Range(0, Events).Select(row => LogitOf(events, row))];
        for (var cell = 0; cell < Cells; cell++)
        {
            double[] contents = [.. Enumerable.Range(0, Events).Select(row => (double)events.Arrays[0].Row(row)[cell])];
            Assert.Equal(Pearson(contents, logits, events.Weights), learned.Correlation[cell], 1e-5);
        }
    }

    [Fact]
    public void The_extremes_are_the_means_of_the_most_and_least_signal_like_twentieth()
    {
        var events = Jets();
        var learned = Learned(events);
        int[] order = [.. Enumerable.Range(0, Events).OrderBy(row => LogitOf(events, row))];
        AssertClose(Mean(events.Select(order[^(Events / 20)..])), learned.Extremes.Most, 1e-6);
        AssertClose(Mean(events.Select(order[..(Events / 20)])), learned.Extremes.Least, 1e-6);
    }

    [Fact]
    public void The_filters_are_the_kernels_of_the_first_convolution()
    {
        using var scope = NewDisposeScope();
        using var network = new Cnn(CnnOptions.LeNet(), 1, 16, 16, 1);
        var (kernels, width) = LearnedImages.FiltersOf(network)!.Value;
        Assert.Equal((6, 5, 25), (kernels.Length, width, kernels[0].Length));
        Assert.Equal(network.parameters().First().data<float>().ToArray().Select(weight => (double)weight), kernels.SelectMany(kernel => kernel));
        using var perceptron = new Mlp(new MlpOptions(), 3, 1);
        Assert.Null(LearnedImages.FiltersOf(perceptron));
    }

    private static int[] Middle() => [.. Enumerable.Range(0, Cells).Where(cell => cell / Side is >= 1 and <= 3 && cell % Side is >= 1 and <= 3)];

    private static LearnedImages Learned(EventTable events)
    {
        using var scope = NewDisposeScope();
        var plan = new ImagePlan { Column = "image", Height = Side, Width = Side };
        var network = new Mlp(new MlpOptions { Hidden = [] }, Cells, 1);
        network.load_state_dict(new Dictionary<string, Tensor>(StringComparer.Ordinal) { ["layers.0.weight"] = tensor(Weights, [1, Cells]), ["layers.0.bias"] = tensor([0.25f]) });
        using var classifier = new Classifier(new ImagePreprocessor(plan, []), network, new Temperature());
        return LearnedImages.Of(classifier, events, Side);
    }

    private static EventTable Jets()
    {
        var random = new Random(11);
        float[] images = [.. Enumerable.Range(0, Events * Cells).Select(_ => random.NextSingle())];
        double[] weights = [.. Enumerable.Range(0, Events).Select(_ => 0.5 + random.NextDouble())];
        return new EventTable("random images", [], [.. Enumerable.Range(0, Events).Select(row => row % 2)], ["b", "s"], weights, arrays: [new("image", "GeV", [Side, Side], images)]);
    }

    private static double LogitOf(EventTable events, int row) => 0.25 + Enumerable.Range(0, Cells).Sum(cell => (double)Weights[cell] * events.Arrays[0].Row(row)[cell]);

    private static double[] Mean(EventTable events) =>
        [.. Enumerable.Range(0, Cells).Select(cell => Enumerable.Range(0, events.Count).Sum(row => events.Weights[row] * events.Arrays[0].Row(row)[cell]) / events.Weights.Sum())];

    private static double Pearson(double[] x, double[] y, double[] w)
    {
        var sum = w.Sum();
        double Of(Func<int, double> value) => Enumerable.Range(0, w.Length).Sum(i => w[i] * value(i)) / sum;
        var (mx, my) = (Of(i => x[i]), Of(i => y[i]));
        return Of(i => (x[i] - mx) * (y[i] - my)) / Math.Sqrt(Of(i => Math.Pow(x[i] - mx, 2)) * Of(i => Math.Pow(y[i] - my, 2)));
    }

    private static void AssertClose(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], tolerance);
    }
}
