namespace Hep.Data;

/// <summary>The built-in simulations, by name.</summary>
public static class Simulations
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Simulation> All { get; } =
    [
        new(
            "higgs",
            "a toy of the ATLAS Higgs challenge 2014: H to tau tau against Z to tau tau, top pairs and W + jets",
            HiggsChallenge.Layout,
            HiggsToy.Generate)
        {
            Part = HiggsToy.Generate,
            Truth = [HiggsToy.Process],
        },
        ResonanceToy.Scan.Simulation,
        GaussianToy.Scan.Simulation,
        JetImageSource.Simulation,
        DijetSource.Simulation,
        OccupancySource.Simulation,
        FlavourJetSource.Simulation,
    ];

    /// <summary>The simulation of that name.</summary>
    /// <exception cref="InvalidDataException">There is none; the message lists the nearest.</exception>
    public static Simulation Find(string name) =>
        All.FirstOrDefault(s => s.Name == name)
        ?? throw new InvalidDataException($"no simulation '{name}'{NearestNames.Hint(name, All.Select(s => s.Name))}");
}
