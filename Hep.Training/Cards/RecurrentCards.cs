using Hep.Models;

namespace Hep.Training.Cards;

/// <summary>The keys of recurrent layers in a <c>model</c> section.</summary>
internal static class RecurrentCards
{
    private static NameTable<RecurrentCell> Cells { get; } = new()
    {
        { "lstm", RecurrentCell.Lstm },
        { "gru", RecurrentCell.Gru },
        { "rnn", RecurrentCell.Rnn },
    };

    /// <summary>Reads them.</summary>
    /// <param name="reader">The section.</param>
    /// <param name="mayBeBidirectional">Whether the model reads its sequences from both ends if it is told to.</param>
    /// <param name="otherwise">What absent keys mean; null: the defaults of the layers.</param>
    public static RecurrentOptions Read(CardReader reader, bool mayBeBidirectional, RecurrentOptions? otherwise = null)
    {
        var defaults = otherwise ?? new RecurrentOptions();
        return new()
        {
            Cell = reader.Choice("cell", Cells, defaults.Cell),
            Hidden = reader.Int("hidden", defaults.Hidden, 1, 65_536),
            Layers = reader.Int("layers", defaults.Layers, 1, 64),
            Dropout = reader.Double("dropout", defaults.Dropout, Interval.BelowOne),
            Bidirectional = mayBeBidirectional && reader.Bool("bidirectional", defaults.Bidirectional),
        };
    }

    /// <summary>Writes them.</summary>
    /// <param name="writer">The section.</param>
    /// <param name="options">The layers.</param>
    /// <param name="mayBeBidirectional">As for reading.</param>
    public static void Write(CardWriter writer, RecurrentOptions options, bool mayBeBidirectional = false)
    {
        writer.Choice("cell", Cells, options.Cell);
        writer.Int("hidden", options.Hidden);
        writer.Int("layers", options.Layers);
        writer.Double("dropout", options.Dropout);
        if (mayBeBidirectional)
            writer.Bool("bidirectional", options.Bidirectional);
    }
}
