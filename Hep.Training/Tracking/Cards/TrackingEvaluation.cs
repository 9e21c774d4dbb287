using Hep.Data.Tracking.Finding;
using Hep.Evaluation.Tracking;
using Hep.Models;
using Hep.Training.Cards;

namespace Hep.Training.Tracking;

/// <summary>The <c>evaluation</c> section of a tracking card: on which events tracks are looked for, how, and when they count.</summary>
public sealed record TrackingEvaluation : IFigureLabels
{
    /// <summary>The numbers of particles an event at which tracks are looked for, in events made for that; of files the test split is taken as it is. 1 to 20 numbers.</summary>
    public ValueList<int> Densities { get; init; } = [20, 100, 500];

    /// <summary>About how many particles are looked for at each density; 100 or more.</summary>
    public int Particles { get; init; } = 10_000;

    /// <summary>The full path of files of further hits, measured ones say, in which tracks are looked for too; as <see cref="TrackingData.Source"/>, in the detector of the card. Null: there are none.</summary>
    public string? Hits { get; init; }

    /// <summary>Folders of further runs whose networks look for the same tracks; full paths.</summary>
    public ValueList<string> Beside { get; init; } = [];

    /// <summary>Which hits begin a track.</summary>
    public SeedOptions Seeds { get; init; } = new();

    /// <summary>How tracks are followed.</summary>
    public FollowOptions Follow { get; init; } = new();

    /// <summary>When a track is a particle's.</summary>
    public TrackMatchingOptions Matching { get; init; } = new();

    /// <summary>Particles below this transverse momentum in GeV are in no denominator; 0: all are, those of unknown momentum too.</summary>
    public double MinimumPt { get; init; }

    /// <inheritdoc/>
    public string? Label { get; init; } = "Simulation";

    /// <inheritdoc/>
    public string? Energy { get; init; }

    /// <inheritdoc/>
    public string? Luminosity { get; init; }

    /// <inheritdoc/>
    public FigureOptions Figures { get; init; } = new();

    internal static TrackingEvaluation Read(CardReader reader)
    {
        const int MostRuns = 20;
        var defaults = new TrackingEvaluation();
        var section = new TrackingEvaluation
        {
            Densities = reader.Ints("densities", defaults.Densities, 1, 100_000, 1, 20),
            Particles = reader.Int("particles", defaults.Particles, 100, 100_000_000),
            Hits = reader.OptionalText("hits", "files of hits, as for data.source") is { } hits ? reader.PathOf("hits", hits) : null,
            Beside = [.. reader.OptionalTexts("beside", MostRuns).Select(run => reader.PathOf("beside", run))],
            Seeds = reader.SectionOrDefault("seeds", "a mapping such as {minimum_pt: 0.4}", ReadSeeds, defaults.Seeds),
            Follow = reader.SectionOrDefault("follow", "a mapping such as {maximum_missing: 1}", ReadFollow, defaults.Follow),
            Matching = MatchingCards.Read(reader),
            MinimumPt = reader.Double("minimum_pt", defaults.MinimumPt, Interval.NotNegative),
            Label = reader.Has("label") ? reader.OptionalText("label") : defaults.Label,
            Energy = reader.OptionalText("energy", "an energy such as 8 TeV"),
            Luminosity = reader.OptionalText("luminosity", "a luminosity such as 20.2 fb-1"),
            Figures = reader.SectionOrDefault("figures", "a mapping such as {width: one_column}", FigureOptions.Read, defaults.Figures),
        };
        if (section.Densities.Distinct().Count() < section.Densities.Count)
            reader.Refuse("densities", "found a number twice, expected each once");
        return section;
    }

    internal void Write(CardWriter writer)
    {
        writer.Ints("densities", Densities);
        writer.Int("particles", Particles);
        writer.Text("hits", Hits);
        if (Beside.Count > 0)
            writer.Texts("beside", Beside);
        writer.Section("seeds", section =>
        {
            section.Int("inner_layers", Seeds.InnerLayers);
            section.Double("minimum_pt", Seeds.MinimumPt);
            section.Double("maximum_z0", Seeds.MaximumZ0);
            section.Double("maximum_d0", Seeds.MaximumD0);
            section.Double("maximum_cot_theta", Seeds.MaximumCotTheta);
            section.Double("deviations", Seeds.Deviations);
        });
        writer.Section("follow", section =>
        {
            section.Double("maximum_chi_square", Follow.MaximumChiSquare);
            section.Double("certain_chi_square", Follow.CertainChiSquare);
            section.Int("branches", Follow.Branches);
            section.Int("beam", Follow.Beam);
            section.Int("maximum_missing", Follow.MaximumMissing);
            section.Double("missing_penalty", Follow.MissingPenalty);
            section.Int("minimum_hits", Follow.MinimumHits);
            section.Int("maximum_shared", Follow.MaximumShared);
        });
        MatchingCards.Write(writer, Matching);
        writer.Double("minimum_pt", MinimumPt);
        writer.Text("label", Label);
        writer.Text("energy", Energy);
        writer.Text("luminosity", Luminosity);
        writer.Section("figures", Figures.Write);
    }

    private static SeedOptions ReadSeeds(CardReader reader)
    {
        var defaults = new SeedOptions();
        return new()
        {
            InnerLayers = reader.Int("inner_layers", defaults.InnerLayers, 3, 100),
            MinimumPt = reader.Double("minimum_pt", defaults.MinimumPt, Interval.Positive),
            MaximumZ0 = reader.Double("maximum_z0", defaults.MaximumZ0, Interval.Positive),
            MaximumD0 = reader.Double("maximum_d0", defaults.MaximumD0, Interval.Positive),
            MaximumCotTheta = reader.Double("maximum_cot_theta", defaults.MaximumCotTheta, Interval.Positive),
            Deviations = reader.Double("deviations", defaults.Deviations, Interval.Positive),
        };
    }

    private static FollowOptions ReadFollow(CardReader reader)
    {
        var defaults = new FollowOptions();
        return new()
        {
            MaximumChiSquare = reader.Double("maximum_chi_square", defaults.MaximumChiSquare, Interval.Positive),
            CertainChiSquare = reader.Double("certain_chi_square", defaults.CertainChiSquare, Interval.NotNegative),
            Branches = reader.Int("branches", defaults.Branches, 1, 100),
            Beam = reader.Int("beam", defaults.Beam, 1, 100),
            MaximumMissing = reader.Int("maximum_missing", defaults.MaximumMissing, 0, 100),
            MissingPenalty = reader.Double("missing_penalty", defaults.MissingPenalty, Interval.Any),
            MinimumHits = reader.Int("minimum_hits", defaults.MinimumHits, 3, 100),
            MaximumShared = reader.Int("maximum_shared", defaults.MaximumShared, 0, 100),
        };
    }
}
