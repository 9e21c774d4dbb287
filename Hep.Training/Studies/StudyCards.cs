using Hep.Training.Cards;

namespace Hep.Training.Studies;

/// <summary>Sees that the trainings of a study have run cards before hours go into those before them.</summary>
/// <param name="request">What was asked for.</param>
/// <param name="card">The study's own card.</param>
internal sealed class StudyCards(StudyRequest request, RunCard card)
{
    private StudySection Study => card.Study!;

    /// <summary>What replaces values of the card in one training.</summary>
    /// <param name="training">The training.</param>
    public CardOverride[] OverridesOf(StudyTraining training) => [.. request.Overrides, .. training.Overrides];

    /// <summary>Checks what can be known before any training.</summary>
    /// <exception cref="InvalidDataException">The settings of a network make no card, or no network says which values the others are for.</exception>
    public void RequireBefore()
    {
        if (Study.Networks.All(network => network.ForEach is not null))
            throw new InvalidDataException("study.networks: found networks for each value of a parameter alone, expected also one that is trained on all of them");
        foreach (var network in Study.Networks)
        {
            foreach (var value in network.ForEach is { } parameter ? ValuesOf(parameter) : StudyRun.Steps(Study))
                Require(new(network, value, Study.Seeds[0], Study.Against));
        }
    }

    /// <summary>Checks a training.</summary>
    /// <param name="training">The training.</param>
    /// <exception cref="InvalidDataException">Its settings make no card.</exception>
    public void Require(StudyTraining training) => _ = RunCard.Load(request.Card, OverridesOf(training));

    // The values that the sample must have, and one that the card does not name: which others there are, the events say.
    private IEnumerable<double?> ValuesOf(string parameter)
    {
        double[] named = [.. card.Data.HoldOut.Concat(card.Data.TrainOn).Where(values => values.Parameter == parameter).SelectMany(values => values.Values).Distinct()];
        return [.. named, Enumerable.Range(1, named.Length + 1).First(value => !named.Contains(value))];
    }
}
