namespace Hep.Data;

/// <summary>Writes events to an HDF5 file: a data set a column, [N] or [N, ...], under its own name; labels as the names of their classes.</summary>
public static class ArrayEventWriter
{
    // Pictures of showers and jets are mostly zeros.
    private static readonly Hdf5Storage Storage = new() { GzipLevel = 1 };

    /// <summary>Writes a file, whole or not at all.</summary>
    /// <param name="path">The file, <c>.h5</c> or <c>.hdf5</c>.</param>
    /// <param name="parts">The events, part by part, all with the same columns.</param>
    /// <param name="layout">The names of ids, weights and labels; what has none is left out.</param>
    /// <exception cref="FileNotFoundException">libhdf5 is not installed.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, IEnumerable<EventTable> parts, CsvLayout layout) => Hdf5Writer.Write(path, file =>
    {
        var (floats, doubles, texts) = (new Dictionary<string, Hdf5ArrayWriter<float>>(StringComparer.Ordinal), new Dictionary<string, Hdf5ArrayWriter<double>>(StringComparer.Ordinal), new Dictionary<string, List<string>>(StringComparer.Ordinal));
        var whole = new Dictionary<string, Hdf5ArrayWriter<ulong>>(StringComparer.Ordinal);
        foreach (var part in parts)
        {
            if (layout.EventId is { } id)
                Of(whole, id, []).Append(part.EventIds);
            foreach (var feature in part.Features)
                Of(floats, feature.Name, []).Append(feature.Values);
            foreach (var array in part.Arrays)
                Of(floats, array.Name, [.. array.Shape.Select(size => (long)size)]).Append(array.Values);
            if (layout.Weight is { } weight)
                Of(doubles, weight, []).Append(part.Weights);
            foreach (var column in part.Extras.OfType<NumberColumn>())
                Of(doubles, column.Name, []).Append(column.Values);
            foreach (var column in part.Extras.OfType<IdColumn>())
                Of(whole, column.Name, []).Append(column.Values);
            foreach (var column in part.Extras.OfType<TextColumn>())
                Texts(column.Name).AddRange(column.Values);
            if (layout.Label is { } label && part.IsLabelled)
                Texts(label).AddRange(part.Labels.Select(index => part.Classes[index]));
        }

        foreach (var (name, values) in texts)
            file.Write(name, values);

        Hdf5ArrayWriter<T> Of<T>(Dictionary<string, Hdf5ArrayWriter<T>> writers, string name, ReadOnlySpan<long> rowShape)
            where T : unmanaged
        {
            if (!writers.TryGetValue(name, out var writer))
                writers.Add(name, writer = file.Create<T>(name, rowShape, Storage));
            return writer;
        }

        List<string> Texts(string name) => texts.TryGetValue(name, out var known) ? known : texts[name] = [];
    });
}
