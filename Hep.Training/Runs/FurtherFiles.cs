using Hep.Training.Cards;
using Hep.Training.Measured;
using Hep.Training.Systematics;

namespace Hep.Training.Runs;

/// <summary>The files that a run reads besides its events, checked before the training and scored after it.</summary>
/// <param name="Shifted">SHA-256 of the files that sources of systematic uncertainty shift, by source and side; null: there are none.</param>
/// <param name="Measured">The files of measured events; null: there are none.</param>
internal sealed record FurtherFiles(IReadOnlyDictionary<string, string>? Shifted, IReadOnlyList<InputFileFacts>? Measured)
{
    /// <summary>The files of a card as they are now; they are read for it.</summary>
    public static FurtherFiles Of(RunCard card) => new(SystematicScoring.Fingerprints(card), MeasuredFiles.Of(card)?.Fingerprints());

    /// <summary>The hashes of those files that are known of another look, too.</summary>
    /// <param name="other">The other look, which may be that of a version that took fewer hashes.</param>
    public IEnumerable<(string Name, string Sha256)> KnownTo(FurtherFiles other) =>
    [
        .. other.Shifted is null ? [] : (Shifted ?? new Dictionary<string, string>(StringComparer.Ordinal)).Select(pair => (pair.Key, pair.Value)),
        .. other.Measured is null ? [] : (Measured ?? []).Select(file => (file.Path, file.Sha256)),
    ];

    /// <summary>Checks that they are the same ones after the training.</summary>
    /// <param name="card">The run card.</param>
    /// <exception cref="InvalidDataException">A file has changed.</exception>
    public void RequireUnchanged(RunCard card)
    {
        var now = Of(card);
        ResumedRun.RequireSame([.. KnownTo(now)], [.. now.KnownTo(this)]);
    }
}
