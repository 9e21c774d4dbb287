using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Hep.Models;

/// <summary>
/// Says for each hit of an event to which of the tracks seeded it belongs, or to none: noise, or a particle without seed. The helix of every seed is carried to the radius of every hit; the hits nearest to it are the
/// seed's candidates (<see cref="SeedStage"/>), which recurrent layers, the same for all seeds, read in the order of layers and azimuths. A linear map of their outputs and of the distance makes a number of every
/// candidate, 0 is that of none, and a softmax over the seeds and none gives the probabilities of a hit. The hits of a seed are its own.
/// <para>As the layers are the same for all seeds, another order of the seeds is another order of the probabilities and nothing else.</para>
/// <para>After the LSTM that assigns hits to tracks of HEP.TrkX (S. Farrell et al., EPJ Web Conf. 150 (2017) 00003; arXiv:1810.06111); helix and candidates are ours.</para>
/// </summary>
public sealed partial class HitClassifier : Module
{
    // Of what cannot be, and of what is given: exp of their difference to any other number is nothing, or all, in single precision.
    private const float Impossible = -10_000, Given = 1000;

    /// <summary>Logits of hits that may belong to a seed are above this.</summary>
    public const float LeastLogit = 0.5f * Impossible;

    // Where training begins: about with what the nearest helix says, a hit being its seed's up to a chi^2 of 11.
    private const double FirstSlope = -3, FirstLevel = 7.5;
    private readonly SeedStage seeds;
    private readonly Recurrent recurrent;
    private readonly Linear head;

    /// <summary>Makes the layers with PyTorch's initialisation, drawn from libtorch's default generator.</summary>
    /// <param name="options">Recurrent layers, tracks, candidates.</param>
    /// <param name="scales">The fitted numbers of the <see cref="SeedStage"/>, [4].</param>
    /// <exception cref="ArgumentException">A number is outside of its range.</exception>
    public HitClassifier(HitClassifierOptions options, IReadOnlyList<double> scales)
        : base(nameof(HitClassifier))
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Tracks);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Candidates, 4);
        Options = options;
        seeds = new SeedStage(scales);
        recurrent = new Recurrent(options.Recurrent, SeedStage.Features);
        head = Linear(recurrent.Outputs + 1L, 1);
        using (no_grad())
        {
            _ = head.weight.narrow(1, recurrent.Outputs, 1).fill_(FirstSlope);
            _ = head.bias!.fill_(FirstLevel);
        }

        RegisterComponents();
    }

    /// <summary>What the model was made from.</summary>
    public HitClassifierOptions Options { get; }

    /// <summary>The stage before the network, which training applies once instead of at every step.</summary>
    public SeedStage Seeds => seeds;

    /// <summary>The recurrent layers.</summary>
    public Recurrent Recurrent => recurrent;

    /// <summary>The last, linear layer; its last weight is that of the distance, log(1 + chi^2).</summary>
    public Linear Head => head;

    /// <summary>Candidates of seeds to logits, [B, T, K, F + 1] to [B, T, K].</summary>
    /// <param name="candidates">What the <see cref="SeedStage"/> says, in the type of the weights; beyond the candidates of an event zeros.</param>
    /// <param name="counts">The candidates of a seed of each event, 0 to K, [B].</param>
    public Tensor Network(Tensor candidates, long[] counts)
    {
        using var scope = NewDisposeScope();
        var (batch, tracks, most) = (candidates.size(0), candidates.size(1), candidates.size(2));
        var rows = candidates.reshape(batch * tracks, most, SeedStage.Width);
        var features = rows.narrow(2, 0, SeedStage.Features);
        var outputs = recurrent.Padded(features, [.. counts.SelectMany(count => Enumerable.Repeat(count, (int)tracks))]);
        var logits = head.call(cat([outputs, features.narrow(2, SeedSteps<Tensor>.Distance, 1)], 2))
            .masked_fill(features.narrow(2, SeedSteps<Tensor>.Own, 1).gt(0), Given)
            .masked_fill(rows.narrow(2, SeedStage.Features, 1).le(0), Impossible);
        return logits.reshape(batch, tracks, most).MoveToOuterDisposeScope();
    }

    /// <summary>Logits of candidates to those of hits, with that of none as the last: [B, T, K] to [B, L, T + 1].</summary>
    /// <param name="logits">What the network says.</param>
    /// <param name="places">The places of the candidates among the hits, [B, T, K].</param>
    /// <param name="length">L.</param>
    public static Tensor OfHits(Tensor logits, Tensor places, long length)
    {
        using var scope = NewDisposeScope();
        var (batch, tracks) = (logits.size(0), logits.size(1));
        var all = full([batch, tracks, length], Impossible, logits.dtype, logits.device).scatter(2, places, logits).transpose(1, 2);
        return cat([all, zeros([batch, length, 1], logits.dtype, logits.device)], 2).MoveToOuterDisposeScope();
    }

    /// <summary>The probabilities of every hit, [B, L, T + 1]: of each seed, then of none; zeros beyond the hits of an event.</summary>
    /// <param name="hits">r in mm, phi in rad and z in mm of hits by layer and azimuth, [B, L, 3], real ones first.</param>
    /// <param name="seedHits">r, phi and z of the three hits of each seed, taken from the hits, [B, T, 9]; zeros where there is none.</param>
    /// <param name="lengths">Real hits of each event, 0 to L, [B].</param>
    /// <exception cref="ArgumentException">A tensor has another shape.</exception>
    public Tensor Classify(Tensor hits, Tensor seedHits, long[] lengths)
    {
        using var scope = NewDisposeScope();
        var (candidates, places) = seeds.Candidates(hits, seedHits, lengths, Options.Candidates);
        var most = candidates.size(2);
        var logits = OfHits(Network(candidates.to(head.weight.dtype), Array.ConvertAll(lengths, length => Math.Min(length, most))), places, hits.size(1));
        var padding = arange(hits.size(1), device: hits.device).unsqueeze(0).ge(tensor(lengths).to(hits.device).unsqueeze(1)).unsqueeze(2);
        return logits.softmax(2).masked_fill(padding, 0).MoveToOuterDisposeScope();
    }
}
