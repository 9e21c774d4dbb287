namespace Hep.Models;

/// <summary>A recurrent network that says for each hit of an event to which of the tracks seeded it belongs: <c>model.name: hit_classifier</c>.</summary>
public sealed record HitClassifierOptions : ModelOptions
{
    /// <summary>The name of the model in cards.</summary>
    public const string ModelName = "hit_classifier";

    /// <summary>The recurrent layers, of both directions unless told otherwise: all hits of an event are known.</summary>
    public RecurrentOptions Recurrent { get; init; } = new() { Bidirectional = true };

    /// <summary>The most tracks seeded of an event, T; 1 to 100,000.</summary>
    public int Tracks { get; init; } = 20;

    /// <summary>The hits that may belong to a seed, K: so many as lie nearest its helix; 4 to 100,000.</summary>
    public int Candidates { get; init; } = 24;

    /// <inheritdoc/>
    public override string Name => ModelName;

    /// <inheritdoc/>
    public override bool NormalizesOverBatch => false;

    /// <inheritdoc/>
    public override int Layers => Recurrent.Layers + 1;

    /// <inheritdoc/>
    public override ModelOptions WithoutDropout() => this with { Recurrent = Recurrent with { Dropout = 0 } };
}
