using Hep.Data;
using Hep.Evaluation;
using Hep.Training.Cards;

namespace Hep.Training.Runs;

/// <summary>Leaves out the events that do not pass the cuts of a card, part by part, and counts what each cut leaves of each process.</summary>
internal sealed class EventSelection
{
    // What measured events are called in messages.
    private const string Unlabelled = "measured";

    private readonly DataSection card;
    private readonly IReadOnlyList<(SelectionCut Cut, RowSelection Rows)> cuts;
    private readonly CutFlow flow;

    /// <summary>A selection that has seen no events.</summary>
    /// <param name="card">The run card's section.</param>
    public EventSelection(DataSection card)
    {
        this.card = card;
        cuts = [.. card.Select.Select(cut => (cut, cut.Rows))];
        flow = new CutFlow([.. card.Select.Select(cut => cut.Name)]);
    }

    /// <summary>What is left after each cut; null where there is neither a selection nor files process by process.</summary>
    public CutFlow? Flow => cuts.Count > 0 || card.Files.Count > 0 ? flow : null;

    /// <summary>A layout with the columns that are needed besides.</summary>
    /// <param name="layout">The columns that the study needs anyway.</param>
    public CsvLayout Extend(CsvLayout layout)
    {
        var texts = cuts.SelectMany(cut => cut.Rows.TextColumns);
        var process = cuts.Count > 0 ? new[] { card.ProcessColumn }.OfType<string>() : [];
        return layout with
        {
            Extras = [.. layout.Extras.Union(texts.Concat(process), StringComparer.Ordinal)],
            Numbers = [.. layout.Numbers.Union(cuts.SelectMany(cut => cut.Rows.Columns).Except(layout.Features.Select(feature => feature.Name), StringComparer.Ordinal), StringComparer.Ordinal)],
        };
    }

    /// <summary>The events that pass.</summary>
    /// <param name="part">Events with the columns of <see cref="Extend"/>.</param>
    /// <exception cref="InvalidDataException">A column is not there.</exception>
    public EventTable Apply(EventTable part)
    {
        if (Flow is null)
            return part;

        // How many cuts an event has passed, one after the other.
        var passed = new int[part.Count];
        for (var cut = 0; cut < cuts.Count; cut++)
        {
            var passes = cuts[cut].Rows.Passes(part);
            for (var i = 0; i < passed.Length; i++)
                passed[i] += passed[i] == cut && passes[i] ? 1 : 0;
        }

        var processes = card.ProcessColumn is { } column ? part.Text(column).Values : null;
        for (var i = 0; i < passed.Length; i++)
        {
            var label = part.IsLabelled ? part.Classes[part.Labels[i]] : Unlabelled;
            flow.Fill(processes?[i] ?? label, label, passed[i], part.Weights[i]);
        }

        int[] rows = [.. Enumerable.Range(0, passed.Length).Where(i => passed[i] == cuts.Count)];
        return rows.Length == part.Count ? part : part.Select(rows);
    }

    /// <summary>Checks that a class which was there is still there after every cut.</summary>
    /// <param name="origin">Where the events come from.</param>
    /// <exception cref="InvalidDataException">A cut leaves none; the message names it.</exception>
    public void RequireEvents(string origin)
    {
        string[] labels = [.. flow.Processes.Select(process => process.Label).Distinct(StringComparer.Ordinal)];
        for (var step = 1; step < flow.Steps.Count; step++)
        {
            string[] empty = [.. labels.Where(label => flow.Total(label)[step].Count == 0)];
            if (empty.Length == 0)
                continue;
            var (name, condition) = card.Select[step - 1];
            var before = string.Join(", ", labels.Select(label => FormattableString.Invariant($"{flow.Total(label)[step - 1].Count:N0} of '{label}'")));
            var what = name == condition ? $"'{condition}'" : $"'{name}' ({condition})";
            throw new InvalidDataException(
                $"{origin}: data.select: the cut {what} leaves no event{(empty.Length == labels.Length ? "" : $" of class '{empty[0]}'")}; before it there were {before}; loosen the cut, or check units and names");
        }
    }

    /// <summary>The weights of the events with each process of the card that has a yield scaled to it; null where none has.</summary>
    /// <param name="events">The events that passed.</param>
    /// <exception cref="InvalidDataException">The weights of such a process, before the selection, do not sum to more than 0.</exception>
    public double[]? ScaledToYields(EventTable events)
    {
        var factors = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var process in card.Files)
        {
            var sum = flow.Before(process.Name);
            if (process.Yield is not { } yield)
                continue;
            if (!(sum > 0))
                throw new InvalidDataException(FormattableString.Invariant($"data.files.{process.Name}.yield: the weights of the process sum to {sum:G6}, expected more than 0 to scale them to {yield:G6}"));
            factors.Add(process.Name, yield / sum);
            flow.Scale(process.Name, yield / sum);
        }

        if (factors.Count == 0)
            return null;
        var processes = events.Text(ProcessFiles.Column).Values;
        return [.. events.Weights.Select((weight, i) => factors.TryGetValue(processes[i], out var factor) ? weight * factor : weight)];
    }
}
