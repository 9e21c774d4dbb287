using Hep.Data.Flavour;

namespace Hep.Data;

/// <summary>Simulated jets, column by column, in the order of the layout's columns. Rows may be set by several threads.</summary>
internal sealed class FlavourJetRows(int count, int mostTracks, CsvLayout layout)
{
    private readonly float[] pt = new float[count], eta = new float[count];
    private readonly float[] tracks = new float[checked(count * mostTracks * JetTracks.Width)];
    private readonly int[] labels = new int[count];
    private readonly ulong[] events = new ulong[count];
    private readonly string[] hadrons = new string[count];
    private readonly double[][] numbers = [.. layout.Numbers.Select(_ => new double[count])];

    /// <summary>Sets a row.</summary>
    public void Set(int row, FlavourJet jet, IReadOnlyList<JetTrack> measured)
    {
        (pt[row], eta[row], labels[row], events[row]) = ((float)jet.Measured.Pt, (float)jet.Measured.Eta, (int)jet.Flavour, jet.Event);
        for (var track = 0; track < Math.Min(measured.Count, mostTracks); track++)
            measured[track].Write(tracks.AsSpan(((row * mostTracks) + track) * JetTracks.Width, JetTracks.Width));
        var truth = jet.Truth;
        hadrons[row] = truth.Hadron;
        ReadOnlySpan<double> values =
        [
            jet.Number, measured.Count, truth.Jet.Pt, truth.HadronMomentum.Pt, truth.Flight, truth.ProperLength, truth.CharmFlight, truth.CharmProperLength, truth.DecayParticles,
        ];
        for (var column = 0; column < values.Length; column++)
            numbers[column][row] = values[column];
    }

    /// <summary>The jets, each with weight 1.</summary>
    /// <param name="origin">Where they come from, in words.</param>
    public EventTable ToTable(string origin) => new(
        origin,
        [new FeatureColumn(layout.Features[0].Name, layout.Features[0].Unit, pt), new FeatureColumn(layout.Features[1].Name, layout.Features[1].Unit, eta)],
        labels,
        layout.Classes,
        weights: null,
        events,
        [new TextColumn(layout.Extras[0], hadrons), .. layout.Numbers.Select((name, column) => new NumberColumn(name, numbers[column]))],
        layout.Missing,
        [new ArrayColumn(JetTracks.Column, "", [mostTracks, JetTracks.Width], tracks)]);
}
