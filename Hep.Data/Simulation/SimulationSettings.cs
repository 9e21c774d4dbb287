using System.Collections;

namespace Hep.Data;

/// <summary>The numbers of a simulation that a user may set, by name.</summary>
/// <typeparam name="T">The simulation's options.</typeparam>
internal sealed class SimulationSettings<T>(T defaults) : IEnumerable<(string Name, double Default)>
{
    private readonly List<(string Name, Func<T, double> Get, Func<T, double, T> Set)> table = [];

    public void Add(string name, Func<T, double> get, Func<T, double, T> set) => table.Add((name, get, set));

    /// <summary>The options with some numbers set.</summary>
    /// <param name="values">The numbers by name.</param>
    /// <exception cref="InvalidDataException">There is no setting of a name; the message lists the nearest.</exception>
    public T With(IReadOnlyDictionary<string, double> values)
    {
        var options = defaults;
        foreach (var (name, value) in values)
        {
            var (_, _, set) = table.Find(setting => setting.Name == name);
            options = (set ?? throw new InvalidDataException($"found {name}, expected a number of the simulation{NearestNames.Hint(name, table.Select(setting => setting.Name))}"))(options, value);
        }

        return options;
    }

    public IEnumerator<(string Name, double Default)> GetEnumerator() => table.Select(setting => (setting.Name, setting.Get(defaults))).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
