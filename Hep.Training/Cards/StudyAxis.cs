using Hep.Models;

namespace Hep.Training.Cards;

/// <summary>A number of the card that each network of a study is trained with at several values; the comparison is drawn against it.</summary>
/// <param name="Key">The path of the key, such as <c>data.train_events</c>.</param>
/// <param name="Values">The values, rising.</param>
public sealed record StudyAxis(string Key, ValueList<double> Values)
{
    private const int MostValues = 50;

    /// <summary>What figures and folders call it: the last part of the key.</summary>
    public string Name => Key[(Key.LastIndexOf('.') + 1)..];

    internal static StudyAxis Read(CardReader reader)
    {
        if (reader.Keys is not [var key])
        {
            foreach (var other in reader.Keys)
                _ = reader.Has(other);
            reader.RefuseAll(FormattableString.Invariant($"found {reader.Keys.Count} keys, expected one, such as data.train_events: [500, 1000, 2000]"));
            return new("", []);
        }

        var axis = new StudyAxis(key, reader.Doubles(key, [], Interval.Any, MostValues));
        if (axis.Values.Zip(axis.Values.Skip(1)).Any(pair => pair.First >= pair.Second))
            reader.Refuse(key, $"found {axis.Values}, expected rising values, each once");
        return axis;
    }

    internal void Write(CardWriter writer) => writer.Doubles(Key, Values);
}
