using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Hep.Models;

/// <summary>
/// Hits and seeds of events to the candidates of every seed: the hits nearest its helix, in the order of the event, with what is known of them without learning. In double precision whatever the input's type. Its
/// four buffers are fitted on the training tracks, as those of <see cref="HelixStage"/>.
/// </summary>
public sealed class SeedStage : Module
{
    /// <summary>The features of a candidate, F.</summary>
    public const int Features = SeedSteps<Tensor>.Features;

    /// <summary>Numbers of a candidate: features, then 1 where it may be the seed's at all.</summary>
    public const int Width = Features + 1;

    /// <summary>Numbers of a seed: r in mm, phi in rad and z in mm of three hits from the inside; zeros where there is none.</summary>
    public const int SeedWidth = 9;

    private const string ScalesName = "scales";

    /// <summary>A stage with its fitted numbers.</summary>
    /// <param name="scales">What resolution and scattering do to r phi and to z: [4], each above 0.</param>
    /// <exception cref="ArgumentException">They are not.</exception>
    public SeedStage(IReadOnlyList<double> scales)
        : base(nameof(SeedStage))
    {
        if (scales.Count != 4 || scales.Any(scale => !(scale > 0) || !double.IsFinite(scale)))
            throw new ArgumentException(FormattableString.Invariant($"found the scales [{string.Join(", ", scales)}], expected four numbers above 0"), nameof(scales));
        register_buffer(ScalesName, tensor(scales.Select(scale => (float)scale).ToArray()).DetachFromDisposeScope());
        RegisterComponents();
    }

    /// <summary>The names of the features, in their order.</summary>
    public static IReadOnlyList<string> FeatureNames => SeedSteps<Tensor>.Names;

    /// <summary>The fitted numbers: resolution and scattering of r phi, then of z, in mm.</summary>
    public IReadOnlyList<double> Scales => [.. get_buffer(ScalesName)!.to(ScalarType.Float64).cpu().data<double>()];

    /// <summary>The candidates of every seed.</summary>
    /// <param name="hits">r in mm, phi in rad and z in mm of hits, [B, L, 3], real ones first.</param>
    /// <param name="seeds">Seeds, [B, T, 9].</param>
    /// <param name="lengths">Real hits of each event, 0 to L, [B].</param>
    /// <param name="most">The candidates of a seed; K is this or L, whichever is less.</param>
    /// <returns>The candidates, [B, T, K, F + 1], in double precision, and their places among the hits, rising, [B, T, K]. Those beyond the hits of an event are last.</returns>
    /// <exception cref="ArgumentException">A tensor has another shape.</exception>
    public (Tensor Candidates, Tensor Places) Candidates(Tensor hits, Tensor seeds, long[] lengths, int most)
    {
        using var scope = NewDisposeScope();
        var (features, possible, key) = Steps(hits, seeds, lengths);
        var places = key.topk((int)Math.Min(most, hits.size(1)), -1, largest: false).indexes.sort(-1).Values;
        var candidates = stack([.. features.Append(possible).Select(plane => plane.gather(2, places))], 3);
        return (candidates.MoveToOuterDisposeScope(), places.MoveToOuterDisposeScope());
    }

    /// <summary>How far each hit lies from the helix of each seed: log(1 + chi^2), [B, T, L]; above 30 beside a seed that is none or for a hit that is none, below 0 for a seed's own hits.</summary>
    /// <param name="hits">Hits, [B, L, 3].</param>
    /// <param name="seeds">Seeds, [B, T, 9].</param>
    /// <param name="lengths">Real hits of each event, [B].</param>
    /// <exception cref="ArgumentException">A tensor has another shape.</exception>
    public Tensor Distances(Tensor hits, Tensor seeds, long[] lengths)
    {
        using var scope = NewDisposeScope();
        return Steps(hits, seeds, lengths).Key.MoveToOuterDisposeScope();
    }

    /// <summary>Adds the candidates to a graph.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="hits">The value of the hits, [B, L, 3].</param>
    /// <param name="seeds">The value of the seeds, [B, T, 9].</param>
    /// <param name="real">The value of which hits are real, [B, L].</param>
    /// <param name="count">The value of K, [1].</param>
    /// <returns>The values of the candidates, [B, T, K, F + 1], in single precision, of their places, [B, T, K], and of numbers of the shape [B, T, L].</returns>
    public (string Candidates, string Places, string Shape) Emit(IGraph graph, string hits, string seeds, string real, string count)
    {
        string Wide(string value) => graph.Cast(value, ScalarType.Float64);
        var rows = graph.Node("Unsqueeze", real, graph.Integers("row_axis", [1L]));
        var (features, possible, key) = new SeedSteps<string>(new GraphArrayAlgebra(graph))
            .Apply(Wide(hits), Wide(seeds), rows, Wide(graph.Constant(ScalesName, get_buffer(ScalesName)!)));
        var places = graph.Smallest(graph.Smallest(key, count).Places, count).Values;
        var last = graph.Integers("feature_axis", [3L]);
        string[] planes = [.. features.Append(possible).Select(plane => graph.Node("Unsqueeze", graph.Cast(graph.Along("GatherElements", 2, plane, places), ScalarType.Float32), last))];
        return (graph.Along("Concat", 3, planes), places, key);
    }

    private (Tensor[] Features, Tensor Possible, Tensor Key) Steps(Tensor hits, Tensor seeds, long[] lengths)
    {
        Shapes.RequireSequences(hits, 3, nameof(SeedStage));
        Shapes.RequireSequences(seeds, SeedWidth, nameof(SeedStage));
        if (lengths.LongLength != hits.size(0) || seeds.size(0) != hits.size(0))
            throw new ArgumentException(FormattableString.Invariant($"{nameof(SeedStage)}: found hits of {hits.size(0)} events, seeds of {seeds.size(0)} and {lengths.Length} lengths, expected as many of each"), nameof(lengths));
        if (Array.Exists(lengths, length => length < 0 || length > hits.size(1)))
            throw new ArgumentException(FormattableString.Invariant($"{nameof(SeedStage)}: found the lengths [{string.Join(", ", lengths)}], expected 0 to {hits.size(1)}"), nameof(lengths));
        Tensor Wide(Tensor value) => value.to(ScalarType.Float32).to(ScalarType.Float64);
        var real = arange(hits.size(1), device: hits.device).unsqueeze(0).lt(tensor(lengths).to(hits.device).unsqueeze(1)).unsqueeze(1);
        return new SeedSteps<Tensor>(new TensorArrayAlgebra(hits.device)).Apply(Wide(hits), Wide(seeds), real, get_buffer(ScalesName)!.to(ScalarType.Float64));
    }
}
