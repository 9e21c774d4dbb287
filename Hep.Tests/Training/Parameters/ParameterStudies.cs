using Hep.Data;
using Hep.Training.Cards;
using Hep.Training.Runs;

namespace Hep.Tests.Training.Parameters;

/// <summary>Small runs on the Gaussian whose place is the parameter.</summary>
internal static class ParameterStudies
{
    /// <summary>A card of the one-dimensional example: a few seconds, two points held out.</summary>
    public static string Card(string parameters = "{theta: 1}", string holdOut = "{theta: [-0.5, 1.5]}", string model = "", int epochs = 2, int events = 6000, string more = "", string data = "") => $$"""
        data:
          source: gaussian
          events: {{events}}
          features: {x: 1}
          parameters: {{parameters}}
          hold_out: {{holdOut}}
          label: {column: label, signal: signal, background: background}
          weight: weight
          event_id: event
          missing: -999
          split: {by: hash}
        {{data}}
        model: {name: mlp, hidden: [16], activation: tanh{{model}}}
        training: {epochs: {{epochs}}, batch_size: 64, learning_rate: 0.01, early_stopping: none, threads: 1}
        export: {latency_calls: 100}
        {{more}}
        """;

    /// <summary>The events of a card.</summary>
    public static StudyData Load(string card) => Load(RunCard.FromSource(card, "card.yaml"));

    /// <summary>The events of a card.</summary>
    public static StudyData Load(RunCard card) => StudyData.Load(card.Data, KeptColumns.Of(card));

    /// <summary>What the events of a split were simulated with.</summary>
    public static double[] Theta(EventSet set) => set.Events.Numbers("theta").Values;
}
