using Hep.Models;

namespace Hep.Training.Cards;

/// <summary>The <c>model</c> section: one reader and one writer an architecture.</summary>
internal static class ModelCards
{
    private static NameTable<Func<CardReader, ModelOptions>> Kinds { get; } = new() { { "mlp", ReadMlp }, { "cnn", CnnCards.Read } };

    /// <summary>The names of the architectures.</summary>
    public static IReadOnlyList<string> Names => [.. Kinds];

    public static ModelOptions Read(CardReader reader) => reader.Kind(Kinds, "name", new MlpOptions());

    public static void Write(CardWriter writer, ModelOptions options)
    {
        writer.Text("name", options.Name);
        switch (options)
        {
            case MlpOptions mlp:
                writer.Ints("hidden", mlp.Hidden);
                writer.Choice("activation", CardNames.Activations, mlp.Activation);
                writer.Double("dropout", mlp.Dropout);
                writer.Choice("normalization", CardNames.Normalizations, mlp.Normalization);
                writer.Choice("conditioning", CardNames.Conditionings, mlp.Conditioning);
                writer.Int("film_units", mlp.FilmUnits);
                break;
            case CnnOptions cnn:
                CnnCards.Write(writer, cnn);
                break;
            default:
                throw new ArgumentException($"no run card for a model of type {options.GetType()}", nameof(options));
        }
    }

    private static MlpOptions ReadMlp(CardReader reader)
    {
        var defaults = new MlpOptions();
        return new()
        {
            Hidden = reader.Ints("hidden", defaults.Hidden, 1, 65_536, least: 0, most: 64),
            Activation = reader.Choice("activation", CardNames.Activations, defaults.Activation),
            Dropout = reader.Double("dropout", defaults.Dropout, Interval.BelowOne),
            Normalization = reader.Choice("normalization", CardNames.Normalizations, defaults.Normalization),
            Conditioning = reader.Choice("conditioning", CardNames.Conditionings, defaults.Conditioning),
            FilmUnits = reader.Int("film_units", defaults.FilmUnits, 1, 65_536),
        };
    }
}
