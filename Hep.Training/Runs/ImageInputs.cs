using Hep.Data;
using Hep.Training.Cards;

namespace Hep.Training.Runs;

/// <summary>The images of a study, checked.</summary>
internal static class ImageInputs
{
    /// <summary>The events with the image that the card asks for alone.</summary>
    /// <param name="card">The run card's section.</param>
    /// <param name="events">The events with all images of their source.</param>
    /// <exception cref="InvalidDataException">There are no such images, they have other cells, or a cell is no energy.</exception>
    public static EventTable Of(DataSection card, EventTable events)
    {
        if (card.Image is not { } plan)
            return events.Arrays.Count == 0 ? events : events.With(arrays: []);
        var images = events.Arrays.FirstOrDefault(array => array.Name == plan.Column)
            ?? throw new InvalidDataException($"{events.Origin}: found no images '{plan.Column}', expected one of {string.Join(", ", events.Arrays.Select(array => array.Name).DefaultIfEmpty("none"))} (data.image.column)");
        if (!images.Shape.SequenceEqual([plan.Height, plan.Width]))
            throw new InvalidDataException(FormattableString.Invariant($"{events.Origin}: {plan.Column}: found images of [{string.Join(", ", images.Shape)}] cells, expected [{plan.Height}, {plan.Width}] (data.image.cells)"));
        RequireEnergies(events, images, plan.IsSigned);
        foreach (var name in plan.UsesSubjets ? plan.Subjets!.Names : [])
            RequireInside(events, plan, name);
        return events.With(arrays: [images]);
    }

    /// <summary>Requires that cells are finite, and not below zero where they are energies.</summary>
    /// <param name="events">The events.</param>
    /// <param name="images">Their images, [H, W] each.</param>
    /// <param name="isSigned">Whether cells may be below zero.</param>
    /// <exception cref="InvalidDataException">One is not; the message names event and cell.</exception>
    public static void RequireEnergies(EventTable events, ArrayColumn images, bool isSigned)
    {
        if (Array.FindIndex(images.Values, value => !float.IsFinite(value) || (value < 0 && !isSigned)) is not (var odd and >= 0))
            return;
        var (row, cell, value) = (odd / images.Size, odd % images.Size, images.Values[odd]);
        var expected = float.IsFinite(value) ? "energies of 0 or more (data.image.signed: true allows for others)" : "finite numbers";
        throw new InvalidDataException(FormattableString.Invariant($"{events.Origin}: {images.Name}: event {events.EventIds[row]}, cell [{cell / images.Shape[^1]}, {cell % images.Shape[^1]}]: found {value}, expected {expected}"));
    }

    // Positions in the detector, or a missing value that nobody named, would move the jet out of its image without a word.
    private static void RequireInside(EventTable events, ImagePlan plan, string name)
    {
        var column = events.Features.First(feature => feature.Name == name);
        var isEta = name == plan.Subjets!.LeadingEta || name == plan.Subjets.SecondEta;
        var half = isEta ? plan.Height * plan.CellEta / 2 : plan.Width * plan.CellPhi / 2;
        if (Array.FindIndex(column.Values, value => Math.Abs(value) > half && value != events.Missing) is var odd and >= 0)
            throw new InvalidDataException(FormattableString.Invariant($"{events.Origin}: {name}: event {events.EventIds[odd]}: found {column.Values[odd]}, expected a place in the image, within {half:G4} of its middle, or data.missing{(events.Missing is { } missing ? FormattableString.Invariant($" ({missing})") : "")} (data.image.subjets)"));
    }
}
