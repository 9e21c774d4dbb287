using Hep.Models;

namespace Hep.Training.Cards;

/// <summary>The <c>study</c> section: which networks <c>hep study</c> trains and compares, and with which seeds. A training alone does not look at it.</summary>
public sealed record StudySection
{
    private const int MostNetworks = 50;
    private const int MostSeeds = 1000;
    private const string AgainstKey = "against";

    /// <summary>The seeds with which each network is trained (<c>training.seed</c>); different ones.</summary>
    public ValueList<int> Seeds { get; init; } = [1, 2, 3];

    /// <summary>The networks; the first one is compared with each of the others.</summary>
    public ValueList<StudyNetwork> Networks { get; init; } = [];

    /// <summary>A number of the card at several values of which each network is trained; null: there is none.</summary>
    public StudyAxis? Against { get; init; }

    /// <summary>How many bootstrap replicas of the test events give the errors of comparisons, 10 or more.</summary>
    public int BootstrapReplicas { get; init; } = 500;

    internal static StudySection Read(CardReader reader)
    {
        var section = new StudySection
        {
            Seeds = reader.Ints("seeds", [1, 2, 3], 0, int.MaxValue, 1, MostSeeds),
            Networks = reader.Section("networks", "names with what is set otherwise, such as plain: {set: {model.conditioning: none}}", ReadNetworks) ?? [],
            Against = reader.OptionalSection(AgainstKey, "a key of the card with its values, such as data.train_events: [500, 1000, 2000]", StudyAxis.Read),
            BootstrapReplicas = reader.Int("bootstrap_replicas", 500, 10, 1_000_000),
        };
        if (section.Seeds.Distinct().Count() < section.Seeds.Count)
            reader.Refuse("seeds", "found a seed twice, expected different ones");
        foreach (var network in section.Against is null ? [] : section.Networks)
        {
            if (network.ForEach is { } parameter)
                reader.Refuse("networks", $"found {parameter} with study.against, expected none: a figure is drawn against one of them", $".{network.Name}.for_each");
            if (network.Settings.Any(setting => setting.Key == section.Against!.Key))
                reader.Refuse("networks", $"found {section.Against!.Key}, which is also that of study.against, expected it in one of them", $".{network.Name}.set");
        }

        return section;
    }

    internal void Write(CardWriter writer)
    {
        writer.Ints("seeds", Seeds);
        writer.Section("networks", networks => Networks.ToList().ForEach(network => networks.Section(network.Name, network.Write)));
        writer.Section(AgainstKey, Against is { } axis ? axis.Write : null);
        writer.Int("bootstrap_replicas", BootstrapReplicas);
    }

    private static ValueList<StudyNetwork> ReadNetworks(CardReader reader)
    {
        var networks = new List<StudyNetwork>();
        foreach (var name in reader.Keys)
        {
            if (name.Length == 0 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'))
                reader.Refuse(name, "found a name with other characters than letters, digits, _ and -, expected one that can stand in names of folders");
            networks.Add(reader.IsAbsent(name) ? new(name, []) : reader.Section(name, "a mapping with the keys for_each and set, or none", inner => StudyNetwork.Read(inner, name))!);
        }

        if (networks.Count is 0 or > MostNetworks)
            reader.RefuseAll(FormattableString.Invariant($"found {networks.Count} networks, expected 1 to {MostNetworks}"));
        return [.. networks.OfType<StudyNetwork>()];
    }
}
