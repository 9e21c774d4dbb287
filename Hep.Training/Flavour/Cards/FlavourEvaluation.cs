using Hep.Evaluation.Flavour;
using Hep.Models;
using Hep.Training.Cards;

namespace Hep.Training.Flavour;

/// <summary>The <c>evaluation</c> section of a card of flavour tagging.</summary>
public sealed record FlavourEvaluation : IFigureLabels
{
    /// <summary>The share f_c of c jets in the background of D_b.</summary>
    public double CharmFraction { get; init; } = 0.07;

    /// <summary>The share f_tau of tau jets in the background of D_b.</summary>
    public double TauFraction { get; init; }

    /// <summary>The b efficiencies of the working points, rising.</summary>
    public ValueList<double> Efficiencies { get; init; } = [.. TaggingWorkingPoint.UsualEfficiencies];

    /// <summary>Values of f_c that are scanned, rising.</summary>
    public ValueList<double> CharmScan { get; init; } = [0, 0.02, 0.05, 0.07, 0.1, 0.15, 0.2, 0.3, 0.4, 0.6];

    /// <summary>Edges of the bins in pT in which efficiencies are given, GeV.</summary>
    public ValueList<double> PtEdges { get; init; } = [20, 30, 45, 60, 85, 120, 170, 300];

    /// <summary>Folders of further runs on the same jets, drawn beside; full paths.</summary>
    public ValueList<string> Beside { get; init; } = [];

    /// <inheritdoc/>
    public string? Label { get; init; } = "Simulation";

    /// <inheritdoc/>
    public string? Energy { get; init; }

    /// <inheritdoc/>
    public string? Luminosity { get; init; }

    /// <inheritdoc/>
    public FigureOptions Figures { get; init; } = new();

    internal static FlavourEvaluation Read(CardReader reader)
    {
        const int MostRuns = 20;
        var defaults = new FlavourEvaluation();
        var section = new FlavourEvaluation
        {
            CharmFraction = reader.Double("charm_fraction", defaults.CharmFraction, new Interval(0, 1)),
            TauFraction = reader.Double("tau_fraction", defaults.TauFraction, new Interval(0, 1)),
            Efficiencies = reader.Doubles("efficiencies", defaults.Efficiencies, Interval.InsideUnit, 100),
            CharmScan = reader.Doubles("charm_scan", defaults.CharmScan, new Interval(0, 1), 100),
            PtEdges = reader.Doubles("pt_edges", defaults.PtEdges, Interval.NotNegative, 200),
            Beside = [.. reader.OptionalTexts("beside", MostRuns).Select(run => reader.PathOf("beside", run))],
            Label = reader.Has("label") ? reader.OptionalText("label") : defaults.Label,
            Energy = reader.OptionalText("energy", "an energy such as 13 TeV"),
            Luminosity = reader.OptionalText("luminosity", "a luminosity such as 20.2 fb-1"),
            Figures = reader.SectionOrDefault("figures", "a mapping such as {width: one_column}", FigureOptions.Read, defaults.Figures),
        };
        if (section.CharmFraction + section.TauFraction > 1)
            reader.Refuse("charm_fraction", FormattableString.Invariant($"found {section.CharmFraction} beside tau_fraction {section.TauFraction}, expected shares that leave something to light jets"));
        if (section.Efficiencies.Zip(section.Efficiencies.Skip(1)).Any(pair => pair.Second - pair.First < 1e-4))
            reader.Refuse("efficiencies", "found efficiencies nearer than 0.0001, expected working points that differ");
        foreach (var (key, values) in new[] { ("efficiencies", section.Efficiencies), ("charm_scan", section.CharmScan), ("pt_edges", section.PtEdges) })
        {
            if (values.Zip(values.Skip(1)).Any(pair => pair.First >= pair.Second))
                reader.Refuse(key, "found values that do not rise, expected rising ones");
        }

        if (section.PtEdges.Count < 2)
            reader.Refuse("pt_edges", "found one edge, expected two or more");
        if (section.CharmScan.Count > 0 && section.CharmScan[^1] + section.TauFraction > 1)
            reader.Refuse("charm_scan", FormattableString.Invariant($"found {section.CharmScan[^1]} beside tau_fraction {section.TauFraction}, expected shares that leave something to light jets"));
        return section;
    }

    internal void Write(CardWriter writer)
    {
        writer.Double("charm_fraction", CharmFraction);
        writer.Double("tau_fraction", TauFraction);
        writer.Doubles("efficiencies", Efficiencies);
        writer.Doubles("charm_scan", CharmScan);
        writer.Doubles("pt_edges", PtEdges);
        if (Beside.Count > 0)
            writer.Texts("beside", Beside);
        writer.Text("label", Label);
        writer.Text("energy", Energy);
        writer.Text("luminosity", Luminosity);
        writer.Section("figures", Figures.Write);
    }
}
