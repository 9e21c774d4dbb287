namespace Hep.Data;

/// <summary>
/// Reads the rows of the LHC Olympics 2020 (G. Kasieczka et al., arXiv:2101.08320) as density estimators of anomaly searches use them (arXiv:2109.00546): a NumPy matrix [N, 6] of mJJ, mJmin, mJmax - mJmin in TeV,
/// tau21 of the lighter and of the heavier jet, and the label, 1 for signal. They become the columns of the simulation <c>dijets</c>: masses of both jets, in GeV.
/// </summary>
public static class LhcOlympicsReader
{
    private const int Columns = 6;
    private const double Tera = 1000;

    /// <summary>The columns: <c>mjj</c>, <c>mj1</c>, <c>mj2</c>, <c>tau21_1</c>, <c>tau21_2</c>, 1 for the lighter jet, and the classes background and signal.</summary>
    public static CsvLayout Layout => DijetSource.Layout;

    /// <summary>Reads a file; the event ids are the rows' numbers from 0, every weight is 1.</summary>
    /// <param name="path">The file, <c>.npy</c>.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is no NumPy file, it has another shape, a value is not finite, or a label is neither 0 nor 1; the message has the row.</exception>
    public static EventTable Read(string path)
    {
        using var file = NpyFile.Open(path);
        file.Array.Expect(-1, Columns);
        var count = checked((int)file.Array.Rows);
        if (count == 0)
            throw new InvalidDataException($"{path}: found no rows, expected one an event");
        var rows = new double[checked(count * Columns)];
        file.Array.Read(0, count, rows);
        if (Array.FindIndex(rows, value => !double.IsFinite(value)) is var odd and >= 0)
            throw new InvalidDataException(FormattableString.Invariant($"{path}, row {odd / Columns}, column {odd % Columns}: found {rows[odd]}, expected a finite number"));
        FeatureColumn[] features = [.. Layout.Features.Select(feature => new FeatureColumn(feature.Name, feature.Unit, new float[count]))];
        var labels = new int[count];
        for (var i = 0; i < count; i++)
        {
            var row = rows.AsSpan(i * Columns, Columns);
            features[0].Values[i] = (float)(Tera * row[0]);
            features[1].Values[i] = (float)(Tera * row[1]);
            features[2].Values[i] = (float)(Tera * (row[1] + row[2]));
            features[3].Values[i] = (float)row[3];
            features[4].Values[i] = (float)row[4];
            labels[i] = row[5] switch
            {
                0 => 0,
                1 => 1,
                _ => throw new InvalidDataException(FormattableString.Invariant($"{path}, row {i}: found the label {row[5]} in column 5, expected 0 for background or 1 for signal")),
            };
        }

        return new EventTable(path, features, labels, Layout.Classes);
    }
}
