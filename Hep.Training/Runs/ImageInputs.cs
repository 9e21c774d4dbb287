using System.Globalization;
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
        if (Array.FindIndex(images.Values, value => !float.IsFinite(value) || (value < 0 && !plan.IsSigned)) is var odd and >= 0)
            throw new InvalidDataException(Refusal(events, plan, images, odd));
        return events.With(arrays: [images]);
    }

    private static string Refusal(EventTable events, ImagePlan plan, ArrayColumn images, int odd)
    {
        var (row, cell, value) = (odd / images.Size, odd % images.Size, images.Values[odd]);
        var expected = float.IsFinite(value) ? "energies of 0 or more (data.image.signed: true allows for others)" : "finite numbers";
        return string.Create(CultureInfo.InvariantCulture, $"{events.Origin}: {plan.Column}: event {events.EventIds[row]}, cell [{cell / plan.Width}, {cell % plan.Width}]: found {value}, expected {expected}");
    }
}
