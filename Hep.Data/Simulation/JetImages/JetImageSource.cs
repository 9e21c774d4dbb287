namespace Hep.Data;

/// <summary>Jets of <see cref="JetImageToy"/> as events: the images as the array <c>image</c>, what else is known of each jet as features.</summary>
internal static class JetImageSource
{
    /// <summary>The name of the images.</summary>
    public const string Image = "image";

    /// <summary>The simulation as it stands in <see cref="Simulations"/>.</summary>
    public static Simulation Simulation { get; } = new(
        "jet_images",
        "a toy of boosted W bosons against quarks and gluons as images of a calorimeter",
        new()
        {
            EventId = "event",
            Features = JetImageToy.Columns,
            Label = "label",
            Classes = ["qcd", "w"],
            Weight = "weight",
            Missing = JetImageToy.Missing,
        },
        (events, seed) => Generate(0, events, events, seed))
    {
        Part = Generate,
    };

    private static EventTable Generate(int first, int count, int events, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(events);
        var toy = new JetImageToy(new());
        var batch = toy.Generate(count, seed, first);
        return new EventTable(
            FormattableString.Invariant($"simulation 'jet_images', {events} events, seed {seed}"),
            batch.Columns,
            batch.Labels,
            Simulation.Layout.Classes,
            batch.Weights,
            [.. Enumerable.Range(first, count).Select(number => (ulong)number)],
            missing: JetImageToy.Missing,
            arrays: [new ArrayColumn(Image, "GeV", [batch.Side, batch.Side], batch.Images)]);
    }
}
