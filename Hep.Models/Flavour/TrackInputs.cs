using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Hep.Models;

/// <summary>
/// Raw numbers of tracks and jets to those that a tagger sees: signed logarithms of the significances, logarithms of the pT fraction, of Delta R and of the jet's pT, |eta|; all minus the mean over the training tracks or jets, over their standard deviation.
/// </summary>
public sealed class TrackInputs : Module
{
    /// <summary>Numbers of a raw track: validity, S_d0, S_z0, pT fraction, Delta R, grade.</summary>
    public const int Raw = 6;

    /// <summary>Numbers of a prepared track, beside which its grade stands.</summary>
    public const int Numbers = 4;

    /// <summary>Numbers of a jet: pT in GeV and eta.</summary>
    public const int JetNumbers = 2;

    /// <summary>Grades that are told apart; larger ones count as the last.</summary>
    public const int Grades = 16;

    // A significance beyond this says no more, and infinity is one of those.
    private const float LargestSignificance = 1e4f;

    // Beside which pT fractions and distances make no difference.
    private const float Least = 1e-3f;

    private const string TrackMean = "track_mean", TrackScale = "track_scale", JetMean = "jet_mean", JetScale = "jet_scale";

    /// <summary>A stage that only takes logarithms.</summary>
    public TrackInputs()
        : this([0, 0, 0, 0], [1, 1, 1, 1], [0, 0], [1, 1])
    {
    }

    /// <summary>A stage with its fitted numbers.</summary>
    /// <param name="trackMean">Means of the four numbers of tracks.</param>
    /// <param name="trackScale">Their standard deviations.</param>
    /// <param name="jetMean">Means of the two numbers of jets.</param>
    /// <param name="jetScale">Their standard deviations.</param>
    public TrackInputs(double[] trackMean, double[] trackScale, double[] jetMean, double[] jetScale)
        : base(nameof(TrackInputs))
    {
        foreach (var (name, values) in new[] { (TrackMean, trackMean), (TrackScale, trackScale), (JetMean, jetMean), (JetScale, jetScale) })
            register_buffer(name, tensor(Array.ConvertAll(values, value => (float)value)).DetachFromDisposeScope());
        RegisterComponents();
    }

    /// <summary>The names of the numbers of a prepared track.</summary>
    public static IReadOnlyList<string> Names { get; } = ["log |S_d0|, signed", "log |S_z0|, signed", "log pT fraction", "log ΔR"];

    /// <summary>How many tracks each jet has: the sum of their validity.</summary>
    /// <param name="tracks">Raw tracks, [B, L, 6].</param>
    public static long[] Lengths(Tensor tracks)
    {
        using var scope = NewDisposeScope();
        return tracks.select(2, 0).eq(1).sum(1).to(ScalarType.Int64).cpu().data<long>().ToArray();
    }

    /// <summary>Raw tracks with zeros where there is none, whatever stood there, NaN included.</summary>
    /// <param name="tracks">Raw tracks, [B, L, 6].</param>
    public static Tensor Real(Tensor tracks)
    {
        using var scope = NewDisposeScope();
        return tracks.masked_fill(tracks.narrow(2, 0, 1).eq(1).logical_not(), 0).MoveToOuterDisposeScope();
    }

    /// <summary>Raw tracks, [B, L, 6], to prepared ones with their grade, [B, L, 5].</summary>
    public Tensor Tracks(Tensor tracks)
    {
        using var scope = NewDisposeScope();
        var significances = tracks.narrow(2, 1, 2).clamp(-LargestSignificance, LargestSignificance);
        var numbers = cat([significances.sign() * (significances.abs() + 1).log(), (tracks.narrow(2, 3, 2).clamp(min: 0) + Least).log()], 2);
        var scaled = (numbers - get_buffer(TrackMean)!) / get_buffer(TrackScale)!;
        return cat([scaled, tracks.narrow(2, 5, 1).clamp(0, Grades - 1)], 2).MoveToOuterDisposeScope();
    }

    /// <summary>pT in GeV and eta, [B, 2], to prepared numbers.</summary>
    public Tensor Jets(Tensor jets)
    {
        using var scope = NewDisposeScope();
        var numbers = cat([(jets.narrow(1, 0, 1).clamp(min: 0) + 1).log(), jets.narrow(1, 1, 1).abs()], 1);
        return ((numbers - get_buffer(JetMean)!) / get_buffer(JetScale)!).MoveToOuterDisposeScope();
    }

    internal static string EmitReal(IGraph graph, string tracks) => graph.Node(
        "Where", graph.Node("Equal", graph.Along("Gather", 2, tracks, graph.Integers("valid", [0])), graph.Constant("one", [1f])), tracks, graph.Constant("nothing", [0f]));

    internal static string EmitLengths(IGraph graph, string tracks) =>
        graph.Cast(graph.Node("Squeeze", graph.Node("ReduceSum", graph.Along("Gather", 2, tracks, graph.Integers("valid", [0])), graph.Integers("places", [1])), graph.Integers("axes", [1, 2])), ScalarType.Int64);

    internal string EmitTracks(IGraph graph, string tracks)
    {
        string Columns(params long[] columns) => graph.Along("Gather", 2, tracks, graph.Integers("columns", columns));
        var significances = graph.Node("Clip", Columns(1, 2), graph.Constant("least", [-LargestSignificance]), graph.Constant("largest", [LargestSignificance]));
        var signed = graph.Node("Mul", graph.Node("Sign", significances), graph.Node("Log", graph.Node("Add", graph.Node("Abs", significances), graph.Constant("one", [1f]))));
        var sizes = graph.Node("Log", graph.Node("Add", graph.Node("Relu", Columns(3, 4)), graph.Constant("least_size", [Least])));
        var grade = graph.Node("Clip", Columns(5), graph.Constant("first_grade", [0f]), graph.Constant("last_grade", [Grades - 1]));
        return graph.Along("Concat", 2, Scaled(graph, graph.Along("Concat", 2, signed, sizes), TrackMean, TrackScale), grade);
    }

    internal string EmitJets(IGraph graph, string jets)
    {
        string Column(long column) => graph.Along("Gather", 1, jets, graph.Integers("column", [column]));
        var pt = graph.Node("Log", graph.Node("Add", graph.Node("Relu", Column(0)), graph.Constant("one", [1f])));
        return Scaled(graph, graph.Along("Concat", 1, pt, graph.Node("Abs", Column(1))), JetMean, JetScale);
    }

    private string Scaled(IGraph graph, string value, string mean, string scale) =>
        graph.Node("Div", graph.Node("Sub", value, graph.Constant(mean, get_buffer(mean)!)), graph.Constant(scale, get_buffer(scale)!));
}
