namespace Hep.Models;

/// <summary>A network that tells the flavour of a jet from its tracks: <c>model.name: rnnip</c>, or <c>leading_tracks</c> for the dense network on the first ones that it is compared with.</summary>
public sealed record JetTaggerOptions : ModelOptions
{
    /// <summary>The name of the recurrent model in cards.</summary>
    public const string RecurrentName = "rnnip";

    /// <summary>The name of the dense model in cards.</summary>
    public const string DenseName = "leading_tracks";

    /// <summary>The recurrent layers; null: the leading tracks go side by side into dense layers.</summary>
    public RecurrentOptions? Recurrent { get; init; } = new();

    /// <summary>How many tracks a network without recurrent layers looks at; 1 or more.</summary>
    public int LeadingTracks { get; init; } = 5;

    /// <summary>Units of the embedding of a track's grade; 1 or more.</summary>
    public int GradeUnits { get; init; } = 2;

    /// <summary>Units of the dense layers behind, first to last.</summary>
    public ValueList<int> Hidden { get; init; } = [32];

    /// <inheritdoc/>
    public override string Name => Recurrent is null ? DenseName : RecurrentName;

    /// <inheritdoc/>
    public override bool NormalizesOverBatch => false;

    /// <inheritdoc/>
    public override int Layers => (Recurrent?.Layers ?? 0) + Hidden.Count + 1;

    /// <inheritdoc/>
    public override ModelOptions WithoutDropout() => Recurrent is null ? this : this with { Recurrent = Recurrent with { Dropout = 0 } };

    internal void Require()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(LeadingTracks);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(GradeUnits);
        foreach (var units in Hidden)
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(units, nameof(Hidden));
    }
}
