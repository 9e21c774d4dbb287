using Hep.Data;
using Hep.Models;

namespace Hep.Training.Cards;

/// <summary>A number of a simulation that is not its default.</summary>
/// <param name="Name">Its name, such as <c>pile_up</c>.</param>
/// <param name="Value">Its value.</param>
public sealed record SimulationNumber(string Name, double Value)
{
    private const string Key = "simulation";

    /// <summary>The simulation with the numbers of a card.</summary>
    internal static Simulation Apply(Simulation simulation, ValueList<SimulationNumber> numbers) =>
        simulation.With(numbers.ToDictionary(number => number.Name, number => number.Value, StringComparer.Ordinal));

    internal static ValueList<SimulationNumber> ReadAll(CardReader reader, string source)
    {
        var numbers = reader.OptionalSection(Key, "numbers of the simulation, such as pile_up: 20", inner => (ValueList<SimulationNumber>)[.. inner.Keys.Select(name => new SimulationNumber(name, inner.Double(name, null, Interval.Any)))]) ?? [];
        if (numbers.Count == 0)
            return numbers;
        if (Simulations.All.FirstOrDefault(simulation => simulation.Name == source) is { } known)
            reader.Check(Key, () => Apply(known, numbers));
        else
            reader.Refuse(Key, "found numbers of a simulation beside events from files, expected none");
        return numbers;
    }

    internal static void WriteAll(CardWriter writer, ValueList<SimulationNumber> numbers)
    {
        if (numbers.Count > 0)
            writer.Section(Key, section => numbers.ToList().ForEach(number => section.Double(number.Name, number.Value)));
    }
}
