namespace Hep.Data.Flavour;

/// <summary>The tracks of some jets of a file, read, checked, sorted and packed.</summary>
internal sealed class TrackRows(FlavourFileLayout layout, StoredArray tracks, EventTable jets, long first)
{
    private readonly int room = checked((int)tracks.Shape[1]);

    /// <summary>The column of the given jets.</summary>
    /// <param name="kept">Their rows among the jets.</param>
    /// <param name="skipped">The tracks of these jets that were left out.</param>
    public ArrayColumn Read(int[] kept, out long skipped)
    {
        var (width, most) = (JetTracks.Width, Math.Min(room, layout.MostTracks ?? room));
        var fields = layout.Fields.ToDictionary(entry => entry.Key, entry => Field(entry.Value));
        var raw = layout.Covariance is { } names ? new[] { names.D0, names.D0Variance, names.Z0, names.Z0Variance, names.Eta, names.Phi }.Select(Field).ToArray() : null;
        var values = new float[checked(kept.Length * most * width)];
        var row = new double[width];
        var own = new List<(double Order, float[] Values)>();
        skipped = 0;
        for (var place = 0; place < kept.Length; place++)
        {
            own.Clear();
            for (var track = 0; track < room; track++)
            {
                var at = (kept[place] * room) + track;
                if (fields[TrackField.Valid][at] == 0)
                    continue;
                if (Fault(fields, raw, at, kept[place], row) is { } fault)
                {
                    skipped++;
                    if (!layout.SkipBadTracks)
                        throw new InvalidDataException(FormattableString.Invariant($"{tracks.Origin}, jet {first + kept[place]}, track {track}: {fault}; skip_bad: true in a run card ({nameof(layout.SkipBadTracks)} in code) leaves such tracks out"));
                    continue;
                }

                own.Add((Math.Abs(row[(int)TrackField.D0Significance]), Array.ConvertAll(row, value => (float)value)));
            }

            foreach (var (track, entry) in own.OrderByDescending(entry => entry.Order).Take(most).Index())
                entry.Values.CopyTo(values, ((place * most) + track) * width);
        }

        return new ArrayColumn(JetTracks.Column, "", [most, width], values);
    }

    private double[] Field(string name)
    {
        var field = tracks.Field(name);
        if (field.Shape.Count != 2)
            throw new InvalidDataException($"{field.Origin}: has shape {StoredArray.Format(field.Shape)}, expected one number a track");
        var values = new double[checked(jets.Count * room)];
        field.Read(first, jets.Count, values);
        return values;
    }

    // Fills the numbers of a track, or says what is wrong with it.
    private string? Fault(Dictionary<TrackField, double[]> fields, double[][]? raw, int at, int jet, double[] row)
    {
        Array.Clear(row);
        if (raw is not null && Measured(raw, at, jet, row) is { } fault)
            return fault;
        foreach (var (field, column) in fields)
            row[(int)field] = field == TrackField.Pt ? layout.ToGeV * column[at] : column[at];
        row[(int)TrackField.Valid] = 1;
        for (var field = 0; field < row.Length; field++)
        {
            // As it is stored: a number too large for it is infinite.
            if (!float.IsFinite((float)row[field]))
                return FormattableString.Invariant($"found {JetTracks.Fields[field].Name} {row[field]}, expected a finite number");
        }

        return null;
    }

    private string? Measured(double[][] raw, int at, int jet, double[] row)
    {
        var (d0, d0Variance, z0, z0Variance, eta, phi) = (raw[0][at], raw[1][at], raw[2][at], raw[3][at], raw[4][at], raw[5][at]);
        if (!(d0Variance > 0 && z0Variance > 0 && double.IsFinite(d0Variance) && double.IsFinite(z0Variance)))
            return FormattableString.Invariant($"found the variances {d0Variance} of d0 and {z0Variance} of z0, expected numbers above 0: the covariance is not positive");
        var (d0Error, z0Error) = (Math.Sqrt(d0Variance), Math.Sqrt(z0Variance));
        var (jetEta, jetPhi) = (jets.Features[1].Values[jet], jets.Features[2].Values[jet]);
        row[(int)TrackField.D0] = d0;
        row[(int)TrackField.Z0] = z0;
        row[(int)TrackField.D0Error] = d0Error;
        row[(int)TrackField.Z0Error] = z0Error;
        row[(int)TrackField.D0Significance] = double.IsFinite(d0) && double.IsFinite(phi) ? LifetimeSign.D0(d0, phi, jetPhi) / d0Error : double.NaN;
        row[(int)TrackField.Z0Significance] = double.IsFinite(z0) && double.IsFinite(eta) ? LifetimeSign.Z0(z0, eta, jetEta) / z0Error : double.NaN;
        row[(int)TrackField.DeltaR] = double.Hypot(eta - jetEta, Math.IEEERemainder(phi - jetPhi, 2 * Math.PI));
        return null;
    }
}
