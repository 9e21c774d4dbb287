using Hep.Data.Tracking;
using Hep.Training.Cards;

namespace Hep.Training.Tracking;

/// <summary>The columns of a CSV file of hits: the key <c>data.columns</c>.</summary>
/// <param name="X">x in mm.</param>
/// <param name="Y">y in mm.</param>
/// <param name="Z">z in mm.</param>
/// <param name="Layer">The layer's index; null: told by the radius.</param>
/// <param name="Hit">The hit's id; null: the number of its row.</param>
/// <param name="Event">The event's id; null: all rows are one event.</param>
/// <param name="Particle">The particle's id.</param>
public sealed record HitColumnNames(string X, string Y, string Z, string? Layer, string? Hit, string? Event, string Particle)
{
    /// <summary>The id that stands for noise.</summary>
    public int Noise { get; init; }

    internal static HitColumnNames Read(CardReader reader) => new(
        reader.Text("x", "x"),
        reader.Text("y", "y"),
        reader.Text("z", "z"),
        reader.OptionalText("layer", "the name of the column of layers"),
        reader.OptionalText("hit", "the name of the column of hit ids"),
        reader.OptionalText("event", "the name of the column of event ids"),
        reader.Text("particle", "particle_id"))
    {
        Noise = reader.Int("noise", 0, max: 0),
    };

    internal void Write(CardWriter writer)
    {
        writer.Text("x", X);
        writer.Text("y", Y);
        writer.Text("z", Z);
        writer.Text("layer", Layer);
        writer.Text("hit", Hit);
        writer.Text("event", Event);
        writer.Text("particle", Particle);
        writer.Int("noise", Noise);
    }

    internal HitCsvLayout ToLayout() => new() { X = X, Y = Y, Z = Z, Layer = Layer, HitId = Hit, EventId = Event, ParticleId = Particle, NoiseParticle = Noise };
}
