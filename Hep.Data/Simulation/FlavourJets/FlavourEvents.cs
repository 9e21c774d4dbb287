namespace Hep.Data;

/// <summary>
/// Which jets make an event, and what they share. Jets are numbered through; a block of jets has one event of each size, from the fewest to the most jets, in an order that depends on seed and block,
/// so that any jet's event is known without those before.
/// </summary>
internal sealed class FlavourEvents(FlavourJetOptions options, ulong seed)
{
    // Other random numbers than those of the jets.
    private const ulong OfOrder = 0x6F726465, OfEvents = 0x6576656E;

    private readonly int fewest = (int)options.FewestJets;
    private readonly int sizes = (int)options.MostJets - (int)options.FewestJets + 1;

    /// <summary>The event of a jet, and the jet's number in it, from 0.</summary>
    public (ulong Event, int Jet) Of(ulong jet)
    {
        var period = (ulong)(sizes * (fewest + fewest + sizes - 1) / 2);
        var (block, place) = (jet / period, (int)(jet % period));
        Span<int> order = stackalloc int[sizes];
        for (var i = 0; i < sizes; i++)
            order[i] = fewest + i;
        var random = EventStream.Of(seed ^ OfOrder, block);
        for (var i = sizes - 1; i > 0; i--)
        {
            var other = random.Below(i + 1);
            (order[i], order[other]) = (order[other], order[i]);
        }

        var number = 0;
        while (place >= order[number])
            place -= order[number++];
        return ((block * (ulong)sizes) + (ulong)number, place);
    }

    /// <summary>What the jets of an event have in common.</summary>
    public FlavourEvent Make(ulong number)
    {
        var random = EventStream.Of(seed ^ OfEvents, number);
        return new FlavourEvent(
            options.BeamSpotZ * random.Normal(),
            new FlightPoint(options.VertexXY * random.Normal(), options.VertexXY * random.Normal(), options.VertexZ * random.Normal()),
            random.Poisson(options.PileUp));
    }
}
