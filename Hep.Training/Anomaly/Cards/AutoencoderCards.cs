using Hep.Models;
using Hep.Training.Cards;

namespace Hep.Training.Anomaly;

/// <summary>The <c>model</c> section of an autoencoder.</summary>
internal static class AutoencoderCards
{
    private const int MostUnits = 65_536, MostLayers = 64;

    private static NameTable<Func<CardReader, AutoencoderArchitecture>> Architectures { get; } = new() { { "dense", ReadDense } };

    private static NameTable<Func<CardReader, Corruption>> Corruptions { get; } = new()
    {
        { "none", _ => new Corruption.None() },
        { "gaussian", reader => new Corruption.Gaussian(reader.Double("sigma", 0.1, Interval.Positive)) },
        { "masking", reader => new Corruption.Masking(reader.Double("probability", 0.1, Interval.InsideUnit)) },
    };

    private static NameTable<OutputRange> Outputs { get; } = new()
    {
        { "real", OutputRange.Real },
        { "positive", OutputRange.Positive },
        { "unit", OutputRange.Unit },
    };

    public static AutoencoderOptions Read(CardReader reader)
    {
        var defaults = new AutoencoderOptions();
        var options = new AutoencoderOptions
        {
            Architecture = reader.Variant("architecture", Architectures, defaults.Architecture),
            Latent = reader.Int("latent", defaults.Latent, 1, MostUnits),
            Activation = reader.Choice("activation", CardNames.Activations, defaults.Activation),
            Normalization = reader.Choice("normalization", CardNames.Normalizations, defaults.Normalization),
            Output = reader.Choice("output", Outputs, defaults.Output),
            Corruption = reader.Variant("corruption", Corruptions, defaults.Corruption),
            IsVariational = reader.Bool("variational", defaults.IsVariational),
            SparseActivation = reader.OptionalDouble("sparse_activation", null, Interval.InsideUnit),
        };
        if (options.IsVariational && options.SparseActivation is not null)
            reader.Refuse("sparse_activation", "found it beside variational: true, expected one of the two: latent numbers of the one are sigmoids, those of the other normally distributed");
        return options;
    }

    public static void Write(CardWriter writer, AutoencoderOptions options)
    {
        writer.Text("name", options.Name);
        writer.Section("architecture", section =>
        {
            section.Text("name", options.Architecture.Name);
            section.Ints("hidden", ((AutoencoderArchitecture.Dense)options.Architecture).Hidden);
        });
        writer.Int("latent", options.Latent);
        writer.Choice("activation", CardNames.Activations, options.Activation);
        writer.Choice("normalization", CardNames.Normalizations, options.Normalization);
        writer.Choice("output", Outputs, options.Output);
        writer.Section("corruption", section => WriteCorruption(section, options.Corruption));
        writer.Bool("variational", options.IsVariational);
        writer.Double("sparse_activation", options.SparseActivation);
    }

    private static AutoencoderArchitecture.Dense ReadDense(CardReader reader) =>
        new() { Hidden = reader.Ints("hidden", new AutoencoderArchitecture.Dense().Hidden, 1, MostUnits, least: 0, most: MostLayers) };

    private static void WriteCorruption(CardWriter writer, Corruption corruption)
    {
        writer.Text("name", corruption.Name);
        if (corruption is Corruption.Gaussian gaussian)
            writer.Double("sigma", gaussian.Sigma);
        if (corruption is Corruption.Masking masking)
            writer.Double("probability", masking.Probability);
    }
}
