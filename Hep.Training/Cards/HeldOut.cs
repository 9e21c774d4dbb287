namespace Hep.Training.Cards;

/// <summary>A part of the training events that validates instead, chosen by a hash of the event id. Needs <see cref="DataSection.EventId"/>.</summary>
/// <param name="OfTrain">The expected fraction of the training events; between 0 and 1.</param>
/// <param name="Salt">Goes into the hash together with the event id.</param>
public sealed record HeldOut(double OfTrain, string Salt = "hep")
{
    internal static HeldOut Read(CardReader reader) => new(reader.Double("of_train", null, Interval.InsideUnit), reader.Text("salt", "hep"));

    internal void Write(CardWriter writer)
    {
        writer.Double("of_train", OfTrain);
        writer.Text("salt", Salt);
    }
}
