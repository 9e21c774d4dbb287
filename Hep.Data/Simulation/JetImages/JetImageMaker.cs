namespace Hep.Data;

/// <summary>Makes one jet after the other: collisions until a jet of the class passes the selection. For one thread.</summary>
internal sealed class JetImageMaker
{
    // A window that is this hard to hit was not meant.
    private const int MostTrials = 100_000;

    private readonly JetImageOptions options;
    private readonly JetProduction production;
    private readonly Calorimeter cells;
    private readonly PileUp pileUp;
    private readonly JetSelection selection;

    public JetImageMaker(JetImageOptions options)
    {
        this.options = options;
        (production, cells, pileUp, selection) = (new(options), new(options), new(options), new(options));
    }

    /// <summary>How many collisions were made.</summary>
    public long Trials { get; private set; }

    /// <summary>Makes jet number <paramref name="number"/> of a seed into a place of the batch.</summary>
    public void Make(ulong seed, ulong number, JetImageBatch batch, int place)
    {
        var random = EventStream.Of(seed, number);
        var signal = random.Uniform() < options.SignalShare;
        SelectedJet jet;
        var trials = 0;
        do
        {
            if (trials++ == MostTrials)
                throw new InvalidDataException(FormattableString.Invariant($"none of {MostTrials} {(signal ? "W bosons" : "quarks and gluons")} gave a trimmed jet with a pT of {options.MinimumPt} to {options.MaximumPt} GeV and a mass of {options.MinimumMass} to {options.MaximumMass} GeV; widen the window of pT or mass"));
            Trials++;
        }
        while (!Next(signal, random, shortcuts: true, out jet));
        (batch.Labels[place], batch.Weights[place]) = (signal ? 1 : 0, 1);
        new JetImage(jet, cells, batch.Image(place), batch.Side).Fill(batch.Columns, place, options.Radius);
    }

    /// <summary>One collision.</summary>
    /// <param name="signal">Of a W boson.</param>
    /// <param name="random">The source of chance.</param>
    /// <param name="shortcuts">Reject early what cannot pass; the same collisions pass without.</param>
    /// <param name="jet">The jet, if it passes.</param>
    internal bool Next(bool signal, SplitMix64 random, bool shortcuts, out SelectedJet jet)
    {
        var direction = production.Next(signal, random);
        cells.Clear();
        foreach (var hadron in production.Hadrons)
            cells.Add(hadron);
        pileUp.Add(cells, direction, random);
        cells.ReadOut(random);
        return selection.Select(cells, direction, shortcuts, out jet);
    }
}
