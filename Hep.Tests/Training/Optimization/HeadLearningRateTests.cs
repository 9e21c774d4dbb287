using Hep.Models;
using Hep.Tests.Support;
using Hep.Training;
using Hep.Training.Cards;
using Hep.Training.Optimization;
using Hep.Training.Progress;
using Xunit;

namespace Hep.Tests.Training.Optimization;

/// <summary>The head's own learning rate: its steps, and its course.</summary>
[Collection(nameof(LibTorchState))]
public sealed class HeadLearningRateTests
{
    private const int Batches = 3, Epochs = 6;

    private static readonly MlpOptions Net = new() { Hidden = [3], Activation = Activation.Tanh };

    private static readonly Dictionary<string, TrainingSection> Courses = new(StringComparer.Ordinal)
    {
        ["constant"] = Section(new ScheduleOptions.Constant()),
        ["step"] = Section(new ScheduleOptions.Step { Every = 2, Factor = 0.3 }),
        ["exponential after a warm-up"] = Section(new ScheduleOptions.Exponential { Factor = 0.7 }) with { Warmup = new() { Epochs = 1, Start = 0.1 } },
        ["cosine that ends at a rate"] = Section(new ScheduleOptions.Cosine { FinalRate = 0.01 }),
        ["one cycle"] = Section(new ScheduleOptions.OneCycle { Warmup = 0.4 }),
        ["plateau that ends at a rate"] = Section(new ScheduleOptions.Plateau { Factor = 0.1, Patience = 0, FinalRate = 0.01 }),
        ["inverse time, then the rate of the average"] = Section(new ScheduleOptions.InverseTime { Decay = 0.5 }) with { Averaging = new AveragingOptions.Stochastic { Start = 4, LearningRate = 0.03 } },
    };

    public static IEnumerable<object[]> Names => Courses.Keys.Select(name => new object[] { name });

    [Fact]
    public void A_step_of_the_head_is_as_many_times_as_long()
    {
        double[] Step(double? head)
        {
            using var classifier = Toys.Classifier(Net);
            var before = Toys.Parameters(classifier.Network);
            using var objective = Toys.Objective(classifier, Toys.Gaussians(40, 1), Toys.Gaussians(10, 2), 40);
            new Trainer(Toys.Section(1, 0.5) with { HeadLearningRate = head }, objective, SilentProgress.Instance).Run(_ => { });
            return [.. Toys.Parameters(classifier.Network).Zip(before, (after, start) => after - start)];
        }

        // 2 x 3 weights and 3 biases, then the head's 3 weights and its bias.
        var (plain, apart) = (Step(null), Step(2));
        Assert.Equal(plain[..9], apart[..9]);
        Assert.All(plain[9..].Zip(apart[9..]), pair => Assert.Equal(4 * pair.First, pair.Second, 1e-6));
        Assert.All(plain, step => Assert.True(Math.Abs(step) > 1e-5));
        Assert.Equal(plain, Step(0.5));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Its_ratio_to_the_rate_of_the_other_layers_stays_and_theirs_is_what_it_was(string name)
    {
        const double Ratio = 12.5;
        var (plain, apart) = (Rates(Courses[name]), Rates(Courses[name] with { HeadLearningRate = Ratio * Courses[name].LearningRate }));
        Assert.Equal(plain.Select(rates => rates[0]), apart.Select(rates => rates[0]));
        Assert.All(apart, rates => Assert.Equal(Ratio, rates[1] / rates[0], 1e-12));
        Assert.Equal(name == "constant" ? 1 : 3, Math.Min(3, plain.Select(rates => rates[0]).Distinct().Count()));
    }

    [Fact]
    public void All_layers_but_the_head_may_be_frozen()
    {
        double[] Trained(TrainingSection section)
        {
            using var classifier = Toys.Classifier(Net);
            TrainedLayers.Freeze((ILayered)classifier.Network, null);
            using var objective = Toys.Objective(classifier, Toys.Gaussians(40, 1), Toys.Gaussians(10, 2), 20);
            new Trainer(section, objective, SilentProgress.Instance).Run(_ => { });
            return Toys.Parameters(classifier.Network);
        }

        Assert.Equal(Trained(Toys.Section(3, 0.4)), Trained(Toys.Section(3, 0.1) with { HeadLearningRate = 0.4 }));
    }

    private static TrainingSection Section(ScheduleOptions schedule) => Toys.Section(Epochs, 0.2) with { Schedule = schedule };

    // After every batch; the validation loss never becomes better.
    private static List<double[]> Rates(TrainingSection section)
    {
        using var classifier = Toys.Classifier(Net);
        using var optimizer = Optimizers.Create(section.Optimizer, section.LearningRate, new TrainedLayers(classifier.Network).Groups(section.HeadLearningRate is not null));
        var course = new LearningRate(section, optimizer, Batches);
        var rates = new List<double[]>();
        for (var epoch = 0; epoch < section.Epochs; epoch++)
        {
            for (var batch = 0; batch < Batches; batch++)
            {
                rates.Add([.. optimizer.ParamGroups.Select(group => group.LearningRate)]);
                course.AfterBatch();
            }

            course.AfterEpoch(1);
        }

        return rates;
    }
}
