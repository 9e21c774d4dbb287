namespace Hep.Models;

/// <summary>A recurrent network that predicts the next hit of a track: <c>model.name: hit_predictor</c>.</summary>
public sealed record HitPredictorOptions : ModelOptions
{
    /// <summary>The name of the model in cards.</summary>
    public const string ModelName = "hit_predictor";

    /// <summary>The recurrent layers; of one direction, since the hits to come are not known.</summary>
    public RecurrentOptions Recurrent { get; init; } = new();

    /// <inheritdoc/>
    public override string Name => ModelName;

    /// <inheritdoc/>
    public override bool NormalizesOverBatch => false;

    /// <inheritdoc/>
    public override int Layers => Recurrent.Layers + 1;

    /// <inheritdoc/>
    public override ModelOptions WithoutDropout() => this with { Recurrent = Recurrent with { Dropout = 0 } };
}
