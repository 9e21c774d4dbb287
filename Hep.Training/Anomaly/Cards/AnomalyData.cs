using Hep.Training.Cards;

namespace Hep.Training.Anomaly;

/// <summary>The <c>data</c> section of a card for anomalies: events as classifiers have them, of which background alone is trained on.</summary>
internal sealed record AnomalyData
{
    private const string ContaminationKey = "contamination";

    /// <summary>Where events come from, and what their columns mean.</summary>
    public required DataSection Events { get; init; }

    /// <summary>The share of signal among the training events; 0 up to 1.</summary>
    public double Contamination { get; init; }

    internal static AnomalyData Read(CardReader reader)
    {
        var data = new AnomalyData { Contamination = reader.Double(ContaminationKey, 0, Interval.BelowOne), Events = DataSection.Read(reader) };
        if (data.Events.Parameters.Count > 0)
            reader.Refuse("parameters", "found parameters of a signal in a card for anomalies, expected none: nothing is known of the signal");
        if (data.Events.Image is not null)
            reader.Refuse("image", "found images in a card for anomalies, expected columns: data.features");
        return data;
    }

    internal void Write(CardWriter writer)
    {
        Events.Write(writer);
        writer.Double(ContaminationKey, Contamination);
    }
}
