using Hep.Data;
using Hep.Models;
using Hep.Training.Cards;

namespace Hep.Training.Runs;

/// <summary>The files of a study, in the order in which they are read: that of the processes in the card, and the ordinal one of a wildcard's files.</summary>
internal sealed class InputFiles
{
    private const int MostNamed = 3;
    private readonly DataSection card;
    private readonly IReadOnlyList<(ProcessFiles Process, string Path)> files;

    private InputFiles(DataSection card, IReadOnlyList<(ProcessFiles Process, string Path)> files)
    {
        this.card = card;
        this.files = files;
    }

    /// <summary>Where the events come from, in words.</summary>
    public string Origin => files is [var (_, only)]
        ? only
        : FormattableString.Invariant($"{files.Count} files ({string.Join(", ", files.Take(MostNamed).Select(file => Path.GetFileName(file.Path)))}{(files.Count > MostNamed ? ", ..." : "")})");

    /// <summary>The file, where there is one alone and the card does not say which process it is.</summary>
    public string? Single => card.Files.Count == 0 && files is [var (_, only)] ? only : null;

    /// <summary>The paths, each with the name of its process; null where the card names none.</summary>
    public IEnumerable<(string? Process, string Path)> All => files.Select(file => (card.Files.Count == 0 ? null : file.Process.Name, file.Path));

    /// <summary>Finds the files of a card.</summary>
    /// <param name="card">A section whose events are in files.</param>
    /// <exception cref="InvalidDataException">A wildcard finds nothing, or a file would be read twice.</exception>
    public static InputFiles Of(DataSection card) => Of(
        card, card.Files.Count > 0 ? [.. card.Files.Select(process => ($"data.files.{process.Name}.path", process))] : [("data.source", new("", [card.Source]))]);

    /// <summary>Finds the files of a key.</summary>
    /// <param name="card">What their columns mean; it has no <see cref="DataSection.Files"/>.</param>
    /// <param name="key">The path of the key, for messages.</param>
    /// <param name="paths">Full paths, with or without wildcards.</param>
    /// <inheritdoc cref="Of(DataSection)"/>
    public static InputFiles Of(DataSection card, string key, ValueList<string> paths) => Of(card, [(key, new("", paths))]);

    private static InputFiles Of(DataSection card, IEnumerable<(string Key, ProcessFiles Process)> processes)
    {
        var files = new List<(ProcessFiles Process, string Path)>();
        var ownerOf = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, process) in processes)
        {
            foreach (var path in process.Paths.SelectMany(pattern => Expand(key, pattern)))
            {
                if (!ownerOf.TryAdd(path, key))
                    throw new InvalidDataException($"{key}: found {path}, which {ownerOf[path]} names already, expected each file once");
                files.Add((process, path));
            }
        }

        return new InputFiles(card, files);
    }

    /// <summary>The events file by file, in parts where they might not fit into memory. Of each file the header is looked at before the first is read.</summary>
    /// <param name="layout">The columns to read.</param>
    /// <param name="budget">What fits; null: they always come in parts.</param>
    /// <exception cref="FileNotFoundException">A file is not there.</exception>
    /// <exception cref="InvalidDataException">A file is not what the layout says; with its name, line and column.</exception>
    public IEnumerable<EventTable> Read(CsvLayout layout, MemoryBudget? budget)
    {
        RequireColumns(layout);
        var fits = budget is not null && budget.Holds(files.Sum(file => new FileInfo(file.Path).Length), files.Any(file => file.Path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)));
        var rows = 0UL;
        foreach (var (process, path) in files)
        {
            var own = LayoutOf(process, layout);
            var first = rows;
            foreach (var part in fits && !EventFiles.HasArrays(path) ? [CsvReader.Read(path, own)] : EventFiles.Stream(path, own, MemoryBudget.ChunkRows(card.InputWidth)))
            {
                yield return Of(process, part, layout.Classes, first);
                rows += (ulong)part.Count;
            }
        }
    }

    /// <summary>Checks that every file has its columns; nothing but the headers is read.</summary>
    /// <param name="layout">The columns to read.</param>
    /// <exception cref="FileNotFoundException">A file is not there.</exception>
    /// <exception cref="InvalidDataException">A column is not there; the message names the file, and the nearest names.</exception>
    public void RequireColumns(CsvLayout layout)
    {
        foreach (var (process, path) in files)
            EventFiles.RequireColumns(path, LayoutOf(process, layout));
    }

    /// <summary>The files with their hashes; they are read for it.</summary>
    public IReadOnlyList<InputFileFacts> Fingerprints() => [.. All.Select(file => new InputFileFacts(file.Path, InputFingerprint.Sha256(file.Path), file.Process))];

    private static IReadOnlyList<string> Expand(string key, string pattern)
    {
        try
        {
            return FilePattern.Expand(pattern);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"{key}: {e.Message}", e);
        }
    }

    private CsvLayout LayoutOf(ProcessFiles process, CsvLayout layout) => layout with
    {
        Label = process.Label is null ? layout.Label : null,
        Weight = card.Files.Count == 0 ? card.Weight : process.Weight,
        Extras = [.. layout.Extras.Where(name => card.Files.Count == 0 || name != ProcessFiles.Column)],
    };

    // What the card says of the whole process, and rows numbered through all files.
    private EventTable Of(ProcessFiles process, EventTable part, IReadOnlyList<string> classes, ulong first) => part.With(
        origin: Origin,
        labels: process.Label is { } label ? Filled(part.Count, label) : null,
        classes: classes,
        weights: process.Scale == 1 ? null : Array.ConvertAll(part.Weights, weight => weight * process.Scale),
        eventIds: card.EventId is null ? Array.ConvertAll(part.EventIds, row => row + first) : null,
        extras: card.Files.Count == 0 ? null : [.. part.Extras, new TextColumn(ProcessFiles.Column, Filled(part.Count, process.Name))]);

    private static T[] Filled<T>(int count, T value)
    {
        var values = new T[count];
        Array.Fill(values, value);
        return values;
    }
}
