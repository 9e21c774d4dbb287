using Hep.Training.Cards;
using Hep.Training.Parameters;
using Hep.Training.Progress;
using Hep.Training.Runs;

namespace Hep.Training.Studies;

/// <summary>Trains the networks of a study, each with every seed, and compares them. What is there already is not done again.</summary>
public static class StudyRun
{
    /// <summary>Does what is asked.</summary>
    /// <param name="request">The run card, and what replaces its values.</param>
    /// <param name="progress">Is told how far it is.</param>
    /// <param name="stop">Ends the training at hand after its batch, and the study; it goes on when it is asked for again.</param>
    /// <exception cref="InvalidDataException">The card or the data cannot be used, a setting of a network does not make a card, there are too many values for a network each, or the data has changed since the study was begun.</exception>
    /// <exception cref="RunFailedException">A training diverged.</exception>
    public static StudyOutcome Execute(StudyRequest request, ITrainingProgress progress, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(progress);
        var card = RunCard.Load(request.Card, request.Overrides);
        if (card.Study is not { } study)
            throw new InvalidDataException($"{request.Card}: found no section study, expected one with the networks that are compared; one network is trained by: hep train {request.Card}");
        var cards = new StudyCards(request, card);
        cards.RequireBefore();
        var folder = new StudyFolder(request.Out ?? Path.Combine("runs", Path.GetFileNameWithoutExtension(request.Card) + "-study"));
        folder.Claim(card);
        StudyTraining[] plain = [.. study.Networks.Where(network => network.ForEach is null).SelectMany(network => Steps(study).SelectMany(value => study.Seeds.Select(seed => new StudyTraining(network, value, seed, study.Against))))];
        var (inputs, done) = (new StudyInputs(), 0);
        if (Train(plain[0], FormattableString.Invariant($"{plain.Length}{(study.Networks.Any(network => network.ForEach is not null) ? " and more" : "")}")) is not { } first)
            return new(folder, null, StopReason.Interrupted);

        // Which values the signal has, a run that read all events knows; that every card is one is seen now, and not after the trainings before it.
        StudyTraining[] all = [.. plain, .. Dedicated(study, first.Points)];
        foreach (var training in all)
            cards.Require(training);
        foreach (var training in all.Skip(1))
        {
            if (Train(training, FormattableString.Invariant($"{all.Length}")) is null)
                return new(folder, null, StopReason.Interrupted);
        }

        progress.Note("comparing the networks");
        return new(folder, StudyComparison.Write(folder, card, all), StopReason.AllEpochs);

        RunFacts? Train(StudyTraining training, string all)
        {
            progress.Note(FormattableString.Invariant($"training {++done} of {all}: {training.InWords}"));
            try
            {
                var run = TrainingRun.Execute(new(request.Card) { Overrides = cards.OverridesOf(training), Resume = folder.Run(training) }, progress, stop);
                if (run.Stopped == StopReason.Interrupted)
                    return null;
                inputs.Require(run.Folder, run.Facts);
                return run.Facts;
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // Before the training at hand began.
                return null;
            }
        }
    }

    /// <summary>The values of the axis; null alone where there is none.</summary>
    internal static IEnumerable<double?> Steps(StudySection study) => study.Against is { } axis ? axis.Values.Select(value => (double?)value) : [null];

    // A network for each value that the signal has.
    private static IEnumerable<StudyTraining> Dedicated(StudySection study, IReadOnlyList<PointFacts>? points)
    {
        if (study.Networks.FirstOrDefault(network => network.ForEach is not null) is not { } dedicated)
            return [];
        if (points is not { Count: > 0 and <= PointScoring.MostPoints })
        {
            throw new InvalidDataException(FormattableString.Invariant(
                $"study.networks.{dedicated.Name}.for_each: found {(points is { Count: > 0 } ? FormattableString.Invariant($"{points.Count:N0}") : "too many")} points of data.parameters, expected at most {PointScoring.MostPoints}, which are tested one by one; leave the network out, or take a sample with fewer"));
        }

        return
            from network in study.Networks
            where network.ForEach is not null
            from value in points.Select(point => point.Values[network.ForEach!]).Distinct().Order()
            from seed in study.Seeds
            select new StudyTraining(network, value, seed);
    }
}
