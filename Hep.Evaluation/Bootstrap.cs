namespace Hep.Evaluation;

/// <summary>
/// The Poisson bootstrap (Chamandy et al., Google research report 2012; the Efron bootstrap with a number of events that fluctuates too, as that of collisions does):
/// in each replica every event has its weight times a Poisson number of mean 1. The numbers depend on seed, replica and event alone, so results do
/// not depend on the number of threads, and two classifiers on the same events see the same replicas. A replica in which a class has no weight
/// is drawn anew.
/// </summary>
public static class Bootstrap
{
    private const int MostAttempts = 1000;

    /// <summary>The values of any figure.</summary>
    /// <typeparam name="T">The kind of sample.</typeparam>
    /// <param name="sample">The events.</param>
    /// <param name="replicas">The number of replicas R, 2 or more; 1,000 know an error to 2.2% and serve for 95% intervals.</param>
    /// <param name="seed">The seed of the replicas.</param>
    /// <param name="figure">The figure of a sample; called from several threads.</param>
    /// <param name="threads">The number of threads; 0 takes all cores.</param>
    /// <exception cref="InvalidDataException">A class has so few events that replicas have none of it.</exception>
    public static Replicas Of<T>(T sample, int replicas, ulong seed, Func<T, double> figure, int threads = 0)
        where T : IResamplable<T>
    {
        ArgumentNullException.ThrowIfNull(sample);
        ArgumentNullException.ThrowIfNull(figure);
        return new Replicas(figure(sample), Replicas.Run(replicas, threads, replica => figure(Resampled(sample, seed, replica))));
    }

    /// <summary>The values of the difference of a figure between two classifiers, first less second, on the same replicas of the same events.</summary>
    /// <typeparam name="T">The kind of sample.</typeparam>
    /// <param name="first">Scores of one classifier.</param>
    /// <param name="second">Scores of another, of the same events in the same order.</param>
    /// <param name="replicas">The number of replicas R, 2 or more.</param>
    /// <param name="seed">The seed of the replicas.</param>
    /// <param name="figure">The figure of a sample; called from several threads.</param>
    /// <param name="threads">The number of threads; 0 takes all cores.</param>
    /// <exception cref="InvalidDataException">The samples differ in their events, or a class has so few that replicas have none of it.</exception>
    public static Replicas Difference<T>(T first, T second, int replicas, ulong seed, Func<T, double> figure, int threads = 0)
        where T : IResamplable<T>
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        ArgumentNullException.ThrowIfNull(figure);
        first.CheckSameEvents(second);
        return new Replicas(
            figure(first) - figure(second),
            Replicas.Run(replicas, threads, replica => figure(Resampled(first, seed, replica)) - figure(Resampled(second, seed, replica))));
    }

    /// <summary>Several figures of several classifiers, all on the same replicas of the same events, so that their ratios and differences have the right errors (<see cref="Replicas.Over"/>).</summary>
    /// <typeparam name="T">The kind of sample.</typeparam>
    /// <param name="samples">Scores of each classifier, of the same events in the same order, shape [C]; one or more.</param>
    /// <param name="replicas">The number of replicas R, 2 or more.</param>
    /// <param name="seed">The seed of the replicas.</param>
    /// <param name="figures">The figures of a sample, shape [F]; called from several threads.</param>
    /// <param name="threads">The number of threads; 0 takes all cores.</param>
    /// <returns>Shape [C][F].</returns>
    /// <exception cref="InvalidDataException">The samples differ in their events, or a class has so few that replicas have none of it.</exception>
    public static Replicas[][] Together<T>(IReadOnlyList<T> samples, int replicas, ulong seed, Func<T, double[]> figures, int threads = 0)
        where T : IResamplable<T>
    {
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentNullException.ThrowIfNull(figures);
        foreach (var other in samples.Skip(1))
            samples[0].CheckSameEvents(other);
        return [.. samples.Select(sample =>
        {
            var rows = new double[replicas][];
            Replicas.Run(replicas, threads, replica => (rows[replica] = figures(Resampled(sample, seed, replica))).Length);
            return figures(sample).Select((value, f) => new Replicas(value, Array.ConvertAll(rows, row => row[f]))).ToArray();
        })];
    }

    /// <summary>
    /// The area under the ROC curve: the values of <see cref="Of"/> up to rounding, in one pass over the ordered events a replica and without memory for
    /// each.
    /// </summary>
    /// <param name="sample">The events.</param>
    /// <param name="replicas">The number of replicas R, 2 or more.</param>
    /// <param name="seed">The seed of the replicas.</param>
    /// <param name="threads">The number of threads; 0 takes all cores.</param>
    /// <exception cref="InvalidDataException">A class has so few events that replicas have none of it.</exception>
    public static Replicas Auc(BinarySample sample, int replicas, ulong seed, int threads = 0)
    {
        ArgumentNullException.ThrowIfNull(sample);
        var area = new ResampledArea(sample);
        return new Replicas(sample.Roc.Auc.Value, Replicas.Run(replicas, threads, replica => Area(sample, seed, replica, area.Of)));
    }

    /// <summary>The difference of the areas under two ROC curves, first less second, as fast as <see cref="Auc"/>.</summary>
    /// <param name="first">Scores of one classifier.</param>
    /// <param name="second">Scores of another, of the same events in the same order.</param>
    /// <param name="replicas">The number of replicas R, 2 or more.</param>
    /// <param name="seed">The seed of the replicas.</param>
    /// <param name="threads">The number of threads; 0 takes all cores.</param>
    /// <exception cref="InvalidDataException">The samples differ in their events, or a class has so few that replicas have none of it.</exception>
    public static Replicas AucDifference(BinarySample first, BinarySample second, int replicas, ulong seed, int threads = 0)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        return MeanAucDifference([first], [second], replicas, seed, threads);
    }

    /// <summary>The mean area under the ROC curves of several trainings of a network, on the same replicas of the same events.</summary>
    /// <param name="trainings">Scores of each training, of the same events in the same order; one or more.</param>
    /// <param name="replicas">The number of replicas R, 2 or more.</param>
    /// <param name="seed">The seed of the replicas.</param>
    /// <param name="threads">The number of threads; 0 takes all cores.</param>
    /// <exception cref="InvalidDataException">The samples differ in their events, or a class has so few that replicas have none of it.</exception>
    public static Replicas MeanAuc(IReadOnlyList<BinarySample> trainings, int replicas, ulong seed, int threads = 0)
    {
        var area = MeanArea(trainings, trainings[0]);
        return new Replicas(trainings.Average(sample => sample.Roc.Auc.Value), Replicas.Run(replicas, threads, replica => Area(trainings[0], seed, replica, area)));
    }

    /// <summary>The difference of the mean areas of two networks, each trained several times, first less second.</summary>
    /// <param name="first">Scores of each training of one network.</param>
    /// <param name="second">Scores of each training of another, of the same events in the same order.</param>
    /// <param name="replicas">The number of replicas R, 2 or more.</param>
    /// <param name="seed">The seed of the replicas.</param>
    /// <param name="threads">The number of threads; 0 takes all cores.</param>
    /// <exception cref="InvalidDataException">The samples differ in their events, or a class has so few that replicas have none of it.</exception>
    public static Replicas MeanAucDifference(IReadOnlyList<BinarySample> first, IReadOnlyList<BinarySample> second, int replicas, ulong seed, int threads = 0)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        var (one, two) = (MeanArea(first, first[0]), MeanArea(second, first[0]));
        return new Replicas(
            first.Average(sample => sample.Roc.Auc.Value) - second.Average(sample => sample.Roc.Auc.Value),
            Replicas.Run(replicas, threads, replica => Area(first[0], seed, replica, poisson => one(poisson) - two(poisson))));
    }

    private static Func<PoissonWeights, double> MeanArea(IReadOnlyList<BinarySample> trainings, BinarySample like)
    {
        foreach (var sample in trainings)
            like.CheckSameEvents(sample);
        ResampledArea[] areas = [.. trainings.Select(sample => new ResampledArea(sample))];
        return poisson => areas.Average(area => area.Of(poisson));
    }

    private static double Area(BinarySample sample, ulong seed, int replica, Func<PoissonWeights, double> area)
    {
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            // Not finite where a class has no weight.
            if (area(new PoissonWeights(seed, replica, attempt)) is var value && double.IsFinite(value))
                return value;
        }

        throw TooFew(sample.Name);
    }

    private static T Resampled<T>(T sample, ulong seed, int replica)
        where T : IResamplable<T>
    {
        var weights = new double[sample.Count];
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var poisson = new PoissonWeights(seed, replica, attempt);
            for (var i = 0; i < weights.Length; i++)
                weights[i] = sample.Weights[i] * poisson[i];
            try
            {
                return sample.WithWeights(weights);
            }
            catch (InvalidDataException)
            {
                // A class has no weight left, which happens to samples of few events: the next draw.
            }
        }

        throw TooFew(sample.Name);
    }

    private static InvalidDataException TooFew(string name) => new(FormattableString.Invariant(
        $"sample '{name}': {MostAttempts} draws of a bootstrap replica all lacked a class; expected more events of every class"));
}
