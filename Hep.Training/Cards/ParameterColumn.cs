using System.Globalization;
using Hep.Models;

namespace Hep.Training.Cards;

/// <summary>
/// A parameter of the signal, such as the mass of a new particle: a column that signal has and background has not, of which the network is told
/// so that it is one classifier for all values (arXiv:1601.07913).
/// </summary>
public sealed record ParameterColumn
{
    private const int MostShares = 1000;

    private static readonly NameTable<ParameterSpectrum> Spectra = new()
    {
        { "flat", ParameterSpectrum.Flat },
        { "sample", ParameterSpectrum.Sample },
    };

    private static readonly NameTable<bool> Backgrounds = new() { { "drawn", true }, { "given", false } };

    /// <summary>The column's name, as in the file.</summary>
    public required string Name { get; init; }

    /// <summary>The unit of its values; <c>1</c> if it has none.</summary>
    public string Unit { get; init; } = "1";

    /// <summary>
    /// Whether background is told values that are drawn from the distribution of the signal that is trained on, anew in every epoch; false: the column has
    /// values for background, too, and they are taken.
    /// </summary>
    public bool IsDrawn { get; init; } = true;

    /// <summary>How much each value counts in the training.</summary>
    public ParameterSpectrum Spectrum { get; init; } = ParameterSpectrum.Flat;

    /// <summary>The shares of a spectrum that is listed; empty otherwise.</summary>
    public ValueList<ParameterShare> Shares { get; init; } = [];

    internal static ValueList<ParameterColumn> ReadAll(CardReader reader) =>
    [
        .. reader.Keys.Select(name => reader.HasMapping(name)
            ? reader.Section(name, "a mapping such as {unit: GeV, spectrum: flat}", inner => Read(inner, name))!
            : new ParameterColumn { Name = name, Unit = reader.Text(name, expected: "a unit such as GeV, or 1 for none; or a mapping such as {unit: GeV, spectrum: flat}") }),
    ];

    internal static void WriteAll(CardWriter writer, ValueList<ParameterColumn> columns)
    {
        foreach (var column in columns)
            writer.Section(column.Name, column.Write);
    }

    private static ParameterColumn Read(CardReader reader, string name)
    {
        var isListed = reader.HasMapping("spectrum");
        return new()
        {
            Name = name,
            Unit = reader.Text("unit", "1", "a unit such as GeV, or 1 for none"),
            IsDrawn = reader.Choice("background", Backgrounds, true),
            Spectrum = isListed ? ParameterSpectrum.Listed : reader.Choice("spectrum", Spectra, ParameterSpectrum.Flat),
            Shares = isListed ? reader.Section("spectrum", "values with their shares, such as {500: 1, 1000: 2}", ReadShares) ?? [] : [],
        };
    }

    private static ValueList<ParameterShare> ReadShares(CardReader reader)
    {
        var shares = new List<ParameterShare>();
        foreach (var key in reader.Keys)
        {
            var share = reader.Double(key, null, Interval.Positive);
            if (!double.TryParse(key, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value))
                reader.Refuse(key, $"found the key {key}, expected a value of the parameter, a number");
            else
                shares.Add(new(value, share));
        }

        if (shares.Count is 0 or > MostShares)
            reader.RefuseAll(FormattableString.Invariant($"found {shares.Count} values, expected 1 to {MostShares}"));
        return [.. shares];
    }

    private void Write(CardWriter writer)
    {
        writer.Text("unit", Unit);
        writer.Choice("background", Backgrounds, IsDrawn);
        if (Spectrum != ParameterSpectrum.Listed)
            writer.Choice("spectrum", Spectra, Spectrum);
        else
            writer.Section("spectrum", section => Shares.ToList().ForEach(share => section.Double(Interval.Show(share.Value), share.Share)));
    }
}
