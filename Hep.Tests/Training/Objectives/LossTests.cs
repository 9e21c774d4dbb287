using System.Text.Json;
using Hep.Tests.Support;
using Hep.Training.Cards;
using Hep.Training.Objectives;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Hep.Tests.Training.Objectives;

/// <summary>Losses and their gradients, against PyTorch and in the limits.</summary>
[Collection(nameof(LibTorchState))]
public sealed class LossTests
{
    private static readonly JsonElement Golden = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("Hep.Tests/Training/golden/losses.json"))).RootElement;

    [Theory]
    [InlineData("bce")]
    [InlineData("smoothed")]
    [InlineData("focal 2")]
    [InlineData("focal 0.5 0.25")]
    [InlineData("focal 0 0.75")]
    [InlineData("squared")]
    [InlineData("absolute")]
    [InlineData("huber")]
    [InlineData("log_cosh")]
    [InlineData("quantile")]
    public void Values_and_gradients_are_those_of_PyTorch(string name)
    {
        using var scope = NewDisposeScope();
        var (prediction, labels, targets, weights) = (Column("prediction"), Column("labels"), Column("targets"), Column("weights"));
        prediction.requires_grad = true;
        var loss = name switch
        {
            "squared" => RegressionLoss.SquaredError(prediction, targets, weights),
            "absolute" => RegressionLoss.AbsoluteError(prediction, targets, weights),
            "huber" => RegressionLoss.Huber(prediction, targets, weights, 0.8),
            "log_cosh" => RegressionLoss.LogCosh(prediction, targets, weights),
            "quantile" => RegressionLoss.Quantile(prediction, targets, weights, 0.9),
            _ => new ClassificationLoss(Options(name)).OfBatch(prediction, labels, weights),
        };
        loss.backward();
        var golden = Golden.GetProperty(name);
        Assert.Equal(golden.GetProperty("value").GetDouble(), loss.ToDouble(), 1e-12);
        Assert.All(
            golden.GetProperty("gradient").EnumerateArray().Select(value => value.GetDouble()).Zip(prediction.grad!.data<double>().ToArray()),
            pair => Assert.Equal(pair.First, pair.Second, 1e-12));
    }

    [Theory]
    [InlineData("focal 2")]
    [InlineData("focal 0.5 0.25")]
    [InlineData("bce")]
    public void The_sum_over_a_split_is_that_of_its_batches(string name)
    {
        using var scope = NewDisposeScope();
        var loss = new ClassificationLoss(Options(name));
        var (z, y, w) = (Column("prediction"), Column("labels"), Column("weights"));
        Assert.Equal(loss.OfBatch(z, y, w).ToDouble() * z.numel(), loss.Sum(z, y, w).ToDouble(), 1e-10);
    }

    [Fact]
    public void Smoothed_labels_are_those_of_the_training_alone()
    {
        using var scope = NewDisposeScope();
        var (z, y, w) = (Column("prediction"), Column("labels"), Column("weights"));
        var (plain, smooth) = (new ClassificationLoss(Options("bce")), new ClassificationLoss(Options("smoothed")));
        Assert.Equal(plain.Sum(z, y, w).ToDouble(), smooth.Sum(z, y, w).ToDouble());
        Assert.NotEqual(plain.OfBatch(z, y, w).ToDouble(), smooth.OfBatch(z, y, w).ToDouble());
    }

    [Fact]
    public void A_focal_loss_without_gamma_is_the_cross_entropy_to_the_bit()
    {
        using var scope = NewDisposeScope();
        (string Value, string Gradient) Of(LossOptions options)
        {
            var z = Column("prediction").to(ScalarType.Float32);
            z.requires_grad = true;
            var loss = new ClassificationLoss(options).OfBatch(z, Column("labels").to(ScalarType.Float32), Column("weights").to(ScalarType.Float32));
            loss.backward();
            return (Convert.ToHexString(loss.detach().bytes), Convert.ToHexString(z.grad!.bytes));
        }

        Assert.Equal(Of(new LossOptions.CrossEntropy()), Of(new LossOptions.Focal { Gamma = 0 }));
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(2)]
    public void Logits_beyond_all_measure_have_finite_losses_and_gradients(double gamma)
    {
        using var scope = NewDisposeScope();
        var z = tensor([-1e4f, -200f, 200f, 1e4f, -200f, 200f], [6, 1]);
        z.requires_grad = true;
        var loss = new ClassificationLoss(new LossOptions.Focal { Gamma = gamma }).OfBatch(z, tensor([0f, 0f, 1f, 1f, 1f, 0f], [6, 1]), ones(6, 1));
        loss.backward();

        // Right ones cost nothing, a wrong one |z|.
        Assert.Equal(400.0 / 6, loss.ToDouble(), 1e-4);
        Assert.Equal([0f, 0f, 0f, 0f, -1f / 6, 1f / 6], z.grad!.data<float>().ToArray());

        var far = RegressionLoss.LogCosh(z.detach(), zeros(6, 1), ones(6, 1)).ToDouble();
        Assert.Equal(((2 * 1e4) + (4 * 200) - (6 * Math.Log(2))) / 6, far, 1e-3);
    }

    [Fact]
    public void Best_predictions_are_mean_median_and_quantile()
    {
        using var scope = NewDisposeScope();
        var values = Enumerable.Range(0, 101).Select(i => Math.Pow(i / 100.0, 2)).ToArray();
        var (truth, weights) = (tensor(values), ones(101, ScalarType.Float64));
        double Best(Func<Tensor, Tensor> loss) => Enumerable.Range(0, 1001).Select(i => i / 1000.0).MinBy(p => loss(full([101], p, ScalarType.Float64)).ToDouble());
        Assert.Equal(values.Average(), Best(p => RegressionLoss.SquaredError(p, truth, weights)), 1e-3);
        Assert.Equal(0.25, Best(p => RegressionLoss.AbsoluteError(p, truth, weights)), 1e-3);
        Assert.Equal(0.81, Best(p => RegressionLoss.Quantile(p, truth, weights, 0.9)), 1e-3);
    }

    [Fact]
    public void Shapes_that_would_broadcast_are_refused()
    {
        using var scope = NewDisposeScope();
        var error = Assert.Throws<ArgumentException>(() => RegressionLoss.SquaredError(zeros(4, 1), zeros(4), ones(4, 1)));
        Assert.Equal("found tensors of the shapes [4, 1] and [4], expected the same shape", error.Message);
        Assert.Throws<ArgumentException>(() => RegressionLoss.Huber(zeros(4, 1), zeros(4, 1), ones(4)));
        Assert.Throws<ArgumentOutOfRangeException>(() => RegressionLoss.Huber(zeros(4), zeros(4), ones(4), 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => RegressionLoss.Quantile(zeros(4), zeros(4), ones(4), 1));
    }

    private static LossOptions Options(string name) => name.Split(' ') switch
    {
        ["bce"] => new LossOptions.CrossEntropy(),
        ["smoothed"] => new LossOptions.CrossEntropy { LabelSmoothing = 0.1 },
        ["focal", .. var numbers] => new LossOptions.Focal
        {
            Gamma = double.Parse(numbers[0], System.Globalization.CultureInfo.InvariantCulture),
            Alpha = numbers.Length > 1 ? double.Parse(numbers[1], System.Globalization.CultureInfo.InvariantCulture) : null,
        },
        _ => throw new ArgumentException(name),
    };

    private static Tensor Column(string name) => tensor(Golden.GetProperty(name).EnumerateArray().Select(value => value.GetDouble()).ToArray(), [10, 1]);
}
