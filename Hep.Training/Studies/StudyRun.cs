using Hep.Training.Cards;
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
    /// <exception cref="InvalidDataException">The card or the data cannot be used, or a setting of a network does not make a card.</exception>
    /// <exception cref="RunFailedException">A training diverged.</exception>
    public static StudyOutcome Execute(StudyRequest request, ITrainingProgress progress, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(progress);
        var card = RunCard.Load(request.Card, request.Overrides);
        if (card.Study is not { } study)
            throw new InvalidDataException($"{request.Card}: found no section study, expected one with the networks that are compared; one network is trained by: hep train {request.Card}");

        // That every card is one is seen now, and not after the trainings before it.
        foreach (var network in study.Networks)
            _ = CardOf(request, new(network, network.ForEach is null ? null : 1, study.Seeds[0]));
        var folder = new StudyFolder(request.Out ?? Path.Combine("runs", Path.GetFileNameWithoutExtension(request.Card) + "-study"));
        folder.Claim(card);

        StudyTraining[] plain = [.. study.Networks.Where(network => network.ForEach is null).SelectMany(network => study.Seeds.Select(seed => new StudyTraining(network, null, seed)))];
        var done = 0;
        foreach (var training in plain)
        {
            if (!Train(training, FormattableString.Invariant($"{plain.Length}{(study.Networks.Any(network => network.ForEach is not null) ? " and more" : "")}")))
                return new(folder, null, StopReason.Interrupted);
        }

        var dedicated = Dedicated(study, folder, plain).ToArray();
        foreach (var training in dedicated)
        {
            if (!Train(training, FormattableString.Invariant($"{plain.Length + dedicated.Length}")))
                return new(folder, null, StopReason.Interrupted);
        }

        progress.Note("comparing the networks");
        return new(folder, StudyComparison.Write(folder, card, [.. plain, .. dedicated]), StopReason.AllEpochs);

        bool Train(StudyTraining training, string all)
        {
            progress.Note(FormattableString.Invariant($"training {++done} of {all}: {training.InWords}"));
            var run = folder.Run(training.Network.Name, training.Point, training.Seed);
            try
            {
                return TrainingRun.Execute(new(request.Card) { Overrides = OverridesOf(request, training), Resume = run }, progress, stop).Stopped != StopReason.Interrupted;
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // Before the training at hand began.
                return false;
            }
        }
    }

    private static CardOverride[] OverridesOf(StudyRequest request, StudyTraining training) => [.. request.Overrides, .. training.Overrides];

    private static RunCard CardOf(StudyRequest request, StudyTraining training) => RunCard.Load(request.Card, OverridesOf(request, training));

    // A network for each value that the signal has; which these are, a run that read all events knows.
    private static IEnumerable<StudyTraining> Dedicated(StudySection study, StudyFolder folder, StudyTraining[] plain)
    {
        if (study.Networks.All(network => network.ForEach is null))
            return [];
        if (plain.Length == 0)
            throw new InvalidDataException("study.networks: found networks for each value of a parameter alone, expected also one that is trained on all of them");
        var points = RunFacts.Load(RunFolder.Open(folder.Run(plain[0].Network.Name, null, plain[0].Seed)).Facts).Points
            ?? throw new InvalidDataException("study.networks: found a network for each value of a parameter, whose values are too many");
        return
            from network in study.Networks
            where network.ForEach is not null
            from value in points.Select(point => point.Values[network.ForEach!]).Distinct().Order()
            from seed in study.Seeds
            select new StudyTraining(network, value, seed);
    }
}
