using Hep.Data;
using Hep.Models;
using Hep.Training.Cards;

namespace Hep.Training.Runs;

/// <summary>Columns that go with the events into the predictions, so that figures can be drawn against them when the features are no longer at hand.</summary>
/// <param name="Numbers">Columns of numbers; those that are features are copied.</param>
/// <param name="Texts">Columns of text.</param>
public sealed record KeptColumns(ValueList<string> Numbers, ValueList<string> Texts)
{
    /// <summary>No columns.</summary>
    public static KeptColumns None { get; } = new([], []);

    /// <summary>The columns that a run's evaluation needs: its variables, those of comparisons, the process, and those of the leaderboards.</summary>
    /// <param name="card">The run card.</param>
    public static KeptColumns Of(RunCard card)
    {
        ArgumentNullException.ThrowIfNull(card);
        var challenge = card.Evaluation.Challenge;
        string?[] weights = [challenge?.Weight], texts = [card.Data.ProcessColumn, challenge?.Set];
        return new([.. card.Evaluation.Variables.Union(weights.OfType<string>(), StringComparer.Ordinal).Union(card.Data.Parameters.Select(parameter => parameter.Name), StringComparer.Ordinal).Union(card.Evaluation.Compared.Select(compared => compared.Column), StringComparer.Ordinal)], [.. texts.OfType<string>().Distinct(StringComparer.Ordinal)]);
    }

    /// <summary>How many further columns of numbers come with the scores.</summary>
    internal int WithScores { get; init; }

    /// <summary>The same and further columns of numbers.</summary>
    internal KeptColumns And(IEnumerable<string> numbers) => this with { Numbers = [.. Numbers.Union(numbers, StringComparer.Ordinal)] };

    /// <summary>The columns of numbers that must be read besides the features.</summary>
    internal IEnumerable<string> NumbersBeside(DataSection card) => Numbers.Where(name => card.Features.All(feature => feature.Name != name));

    /// <summary>The events with those of their features as further columns that are to be kept.</summary>
    internal EventTable AddFeatures(EventTable events)
    {
        NumberColumn[] copies =
        [
            .. events.Features
                .Where(feature => Numbers.Contains(feature.Name) && events.Extras.All(column => column.Name != feature.Name))
                .Select(feature => new NumberColumn(feature.Name, Array.ConvertAll(feature.Values, ShortestDecimal.Of))),
        ];
        return copies.Length == 0
            ? events
            : events.With(extras: [.. events.Extras, .. copies]);
    }
}
