using Hep.Evaluation.Tracking;
using Hep.Training.Cards;

namespace Hep.Training.Tracking;

/// <summary>The key <c>evaluation.matching</c>: when a track is a particle's.</summary>
internal static class MatchingCards
{
    private const string Key = "matching";

    public static TrackMatchingOptions Read(CardReader reader)
    {
        var defaults = new TrackMatchingOptions();
        return reader.SectionOrDefault(
            Key,
            "a mapping such as {minimum_share: 0.75, minimum_hits: 5}",
            section => new TrackMatchingOptions
            {
                MinimumShare = section.Double("minimum_share", defaults.MinimumShare, new Interval(0.5, 1, HasLow: false)),
                MinimumHits = section.Int("minimum_hits", defaults.MinimumHits, 1, 100),
            },
            defaults);
    }

    public static void Write(CardWriter writer, TrackMatchingOptions matching) => writer.Section(Key, section =>
    {
        section.Double("minimum_share", matching.MinimumShare);
        section.Int("minimum_hits", matching.MinimumHits);
    });
}
