using Hep.Data;
using Hep.Data.Flavour;
using Hep.Data.Sequences;
using Hep.Evaluation.Flavour;
using Hep.Models;

namespace Hep.Training.Flavour;

/// <summary>Jets with their tracks, column-wise.</summary>
internal sealed class JetSample
{
    private static readonly TrackField[] Fields = [TrackField.Valid, TrackField.D0Significance, TrackField.Z0Significance, TrackField.PtFraction, TrackField.DeltaR, TrackField.Grade];

    private JetSample(float[] pt, float[] eta, int[] labels, double[] weights, ulong[] eventIds, SequenceSet tracks) =>
        (Pt, Eta, Labels, Weights, EventIds, Tracks) = (pt, eta, labels, weights, eventIds, tracks);

    /// <summary>The flavours, in the order of labels and probabilities.</summary>
    public static IReadOnlyList<string> Flavours { get; } = ["light", "c", "b", "tau"];

    public int Count => Pt.Length;

    /// <summary>pT in GeV, [N].</summary>
    public float[] Pt { get; }

    /// <summary>eta, [N].</summary>
    public float[] Eta { get; }

    /// <summary>The places of the true flavours, [N].</summary>
    public int[] Labels { get; }

    /// <summary>Weights, [N].</summary>
    public double[] Weights { get; }

    /// <summary>Event ids, [N]; the jets of one event share it.</summary>
    public ulong[] EventIds { get; }

    /// <summary>The tracks of each jet, of six numbers, see <see cref="TrackInputs"/>.</summary>
    public SequenceSet Tracks { get; }

    /// <summary>Collects the jets of tables.</summary>
    /// <param name="tables">Tables with the features pt and eta, and the array of tracks.</param>
    /// <param name="most">The most jets.</param>
    public static JetSample Of(IEnumerable<EventTable> tables, int most)
    {
        var (pt, eta, labels, weights, ids) = (new List<float>(), new List<float>(), new List<int>(), new List<double>(), new List<ulong>());
        var (values, lengths) = (new List<float>(), new List<int>());
        foreach (var table in tables)
        {
            var tracks = JetTracks.Of(table);
            for (var jet = 0; jet < table.Count && pt.Count < most; jet++)
            {
                var own = tracks.NumberOf(jet);
                for (var track = 0; track < own; track++)
                {
                    foreach (var field in Fields)
                        values.Add(tracks[jet, track, field]);
                }

                lengths.Add(own);
                pt.Add(table.Features[0].Values[jet]);
                eta.Add(table.Features[1].Values[jet]);
                labels.Add(table.Labels[jet]);
                weights.Add(table.Weights[jet]);
                ids.Add(table.EventIds[jet]);
            }

            if (pt.Count == most)
                break;
        }

        return new JetSample([.. pt], [.. eta], [.. labels], [.. weights], [.. ids], new SequenceSet(TrackInputs.Raw, [.. values], lengths));
    }

    /// <summary>Some of the jets.</summary>
    public JetSample Select(int[] rows)
    {
        var values = new float[rows.Sum(row => Tracks.Length(row)) * TrackInputs.Raw];
        var at = 0;
        foreach (var row in rows)
        {
            Tracks.Of(row).CopyTo(values.AsSpan(at));
            at += Tracks.Of(row).Length;
        }

        T[] Take<T>(T[] from) => Array.ConvertAll(rows, row => from[row]);
        return new JetSample(Take(Pt), Take(Eta), Take(Labels), Take(Weights), Take(EventIds), new SequenceSet(TrackInputs.Raw, values, Array.ConvertAll(rows, Tracks.Length)));
    }

    /// <summary>The jets as a table without tracks.</summary>
    public EventTable ToTable() => new("jets", [new FeatureColumn("pt", "GeV", Pt), new FeatureColumn("eta", "", Eta)], Labels, Flavours, Weights, EventIds);

    /// <summary>The tracks as IP3D takes them.</summary>
    public TrackSet ToTrackSet()
    {
        var starts = new int[Count + 1];
        for (var jet = 0; jet < Count; jet++)
            starts[jet + 1] = starts[jet] + Tracks.Length(jet);
        double[] Column(int column) => [.. Enumerable.Range(0, Tracks.Places).Select(place => (double)Tracks.Values[(place * TrackInputs.Raw) + column])];
        return new TrackSet(starts, Column(1), Column(2), [.. Column(5).Select(grade => (int)grade)]);
    }

    /// <summary>pT and eta of jets, [B, 2].</summary>
    public float[] JetNumbers(ReadOnlySpan<int> jets)
    {
        var numbers = new float[jets.Length * TrackInputs.JetNumbers];
        for (var i = 0; i < jets.Length; i++)
            (numbers[2 * i], numbers[(2 * i) + 1]) = (Pt[jets[i]], Eta[jets[i]]);
        return numbers;
    }
}
