using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Hep.Models;

/// <summary>
/// The flavour of a jet from its tracks, after RNNIP (ATL-PHYS-PUB-2017-003): recurrent layers read the tracks in the order of |S_d0|; what they know at the last one is joined with pT and eta of the jet, and goes through dense
/// layers to one logit a flavour. Jets without tracks have an output of zeros from the recurrent layers, and are told apart by the dense ones.
/// </summary>
public sealed class JetTagger : Module<Tensor, Tensor>
{
    /// <summary>The numbers of a track that go in, in the order of <see cref="TrackInputs"/>.</summary>
    public const int TrackNumbers = TrackInputs.Raw;

    private readonly TrackInputs inputs;
    private readonly Embedding grades;
    private readonly Recurrent? recurrent;
    private readonly ModuleList<Linear> dense;
    private readonly Linear head;

    /// <summary>Makes the layers with PyTorch's initialisation, drawn from libtorch's default generator.</summary>
    /// <param name="options">The layers.</param>
    /// <param name="inputs">The fitted stage of inputs.</param>
    /// <param name="flavours">Flavours C.</param>
    public JetTagger(JetTaggerOptions options, TrackInputs inputs, int flavours)
        : base(nameof(JetTagger))
    {
        options.Require();
        ArgumentOutOfRangeException.ThrowIfLessThan(flavours, 2);
        (Options, this.inputs, Flavours) = (options, inputs, flavours);
        grades = Embedding(TrackInputs.Grades, options.GradeUnits);
        var width = TrackInputs.Numbers + options.GradeUnits;
        recurrent = options.Recurrent is { } layers ? new Recurrent(layers, width) : null;
        long joined = (recurrent?.Outputs ?? (options.LeadingTracks * (width + 1))) + TrackInputs.JetNumbers;
        long[] widths = [joined, .. options.Hidden.Select(units => (long)units)];
        dense = ModuleList<Linear>([.. options.Hidden.Select((units, i) => Linear(widths[i], units))]);
        head = Linear(widths[^1], flavours);
        RegisterComponents();
    }

    /// <summary>What the tagger was made from.</summary>
    public JetTaggerOptions Options { get; }

    /// <summary>Flavours C.</summary>
    public int Flavours { get; }

    /// <summary>The stage of inputs.</summary>
    public TrackInputs Inputs => inputs;

    /// <summary>Where its numbers live.</summary>
    public Device Device => head.weight.device;

    /// <summary>Raw tracks and jets to logits: the tracks [B, L, 6] beside the jet's numbers [B, 2].</summary>
    /// <param name="tracks">Validity, S_d0, S_z0, pT fraction, Delta R, grade; valid tracks first.</param>
    /// <param name="jets">pT in GeV and eta.</param>
    public Tensor Logits(Tensor tracks, Tensor jets)
    {
        using var scope = NewDisposeScope();
        return Network(inputs.Tracks(TrackInputs.Real(tracks)), inputs.Jets(jets), TrackInputs.Lengths(tracks)).MoveToOuterDisposeScope();
    }

    /// <summary>The same from prepared inputs.</summary>
    /// <param name="tracks">Prepared tracks, [B, L, 5]: four numbers, and the grade.</param>
    /// <param name="jets">Prepared jets, [B, 2].</param>
    /// <param name="lengths">Tracks of each jet, [B].</param>
    public Tensor Network(Tensor tracks, Tensor jets, long[] lengths)
    {
        using var scope = NewDisposeScope();
        var value = cat([OfTracks(tracks, lengths), jets], 1);
        foreach (var layer in dense)
            value = layer.call(value).relu();
        return head.call(value).MoveToOuterDisposeScope();
    }

    /// <summary>Probabilities of the flavours, [B, C]; the module's own call takes tracks and jets in one row, [B, L 6 + 2].</summary>
    /// <param name="input">Tracks row by row, then the jet's numbers.</param>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var tracks = (input.size(1) - TrackInputs.JetNumbers) / TrackNumbers;
        return Logits(input.narrow(1, 0, tracks * TrackNumbers).reshape(-1, tracks, TrackNumbers), input.narrow(1, tracks * TrackNumbers, TrackInputs.JetNumbers)).softmax(1).MoveToOuterDisposeScope();
    }

    /// <summary>What the recurrent layers put out at every track, [B, L, H]; null for a tagger without them.</summary>
    /// <param name="tracks">Raw tracks.</param>
    public Tensor? HiddenOutputs(Tensor tracks)
    {
        if (recurrent is null)
            return null;
        using var scope = NewDisposeScope();
        return recurrent.Padded(Embedded(inputs.Tracks(TrackInputs.Real(tracks))), TrackInputs.Lengths(tracks)).MoveToOuterDisposeScope();
    }

    /// <summary>Adds the whole way to a graph.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="tracks">The value of the tracks, [B, L, 6] with L of 0 or more.</param>
    /// <param name="jets">The value of the jets, [B, 2].</param>
    /// <returns>The name of the probabilities, [B, C].</returns>
    public string Emit(IGraph graph, string tracks, string jets)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var padded = TrackInputs.EmitReal(graph, PaddedTracks(graph, tracks));
        var (prepared, lengths) = (inputs.EmitTracks(graph, padded), TrackInputs.EmitLengths(graph, padded));
        var numbers = graph.Along("Gather", 2, prepared, graph.Integers("numbers", [0, 1, 2, 3]));
        var grade = graph.Cast(graph.Node("Squeeze", graph.Along("Gather", 2, prepared, graph.Integers("grade", [4])), graph.Integers("axis", [2])), ScalarType.Int64);
        var embedded = graph.Along("Concat", 2, numbers, graph.Along("Gather", 0, graph.Constant("grades", grades.weight!), grade));
        var value = graph.Along("Concat", 1, recurrent is null ? Leading(graph, embedded, lengths) : recurrent.EmitLast(graph, embedded, lengths), inputs.EmitJets(graph, jets));
        foreach (var layer in dense)
            value = graph.Node("Relu", graph.Module(layer, value));
        return graph.Along("Softmax", 1, graph.Module(head, value));
    }

    private Tensor OfTracks(Tensor tracks, long[] lengths)
    {
        var embedded = Embedded(tracks);
        if (recurrent is not null)
            return recurrent.Last(embedded, lengths);

        // The leading tracks side by side, with zeros and a mark where there is none.
        var leading = Options.LeadingTracks;
        var real = arange(embedded.size(1), device: tracks.device).unsqueeze(0).lt(tensor(lengths).to(tracks.device).unsqueeze(1)).unsqueeze(2).to(tracks.dtype);
        var marked = cat([embedded * real, real], 2);
        var missing = leading - marked.size(1);
        return (missing > 0 ? cat([marked, zeros([marked.size(0), missing, marked.size(2)], marked.dtype, marked.device)], 1) : marked.narrow(1, 0, leading)).reshape(marked.size(0), -1);
    }

    private Tensor Embedded(Tensor tracks) => cat([tracks.narrow(2, 0, TrackInputs.Numbers), grades.call(tracks.select(2, TrackInputs.Numbers).to(ScalarType.Int64))], 2);

    // One place more, so that a jet without tracks has a place, too; the dense tagger needs as many as it looks at.
    private string PaddedTracks(IGraph graph, string tracks)
    {
        var places = recurrent is null ? Options.LeadingTracks : 1;
        var batch = graph.Along("Gather", 0, graph.Node("Shape", tracks), graph.Integers("first", [0]));
        var shape = graph.Along("Concat", 0, batch, graph.Integers("places", [places, TrackNumbers]));
        return graph.Along("Concat", 1, tracks, graph.Node("Expand", graph.Constant("none", [0f], 1, 1, 1), shape));
    }

    private string Leading(IGraph graph, string embedded, string lengths)
    {
        var places = Options.LeadingTracks;
        var slice = graph.Node("Slice", embedded, graph.Integers("start", [0]), graph.Integers("end", [places]), graph.Integers("axis", [1]));
        var counts = graph.Node("Unsqueeze", lengths, graph.Integers("axis", [1]));
        var real = graph.Cast(graph.Node("Less", graph.Integers("place", [.. Enumerable.Range(0, places).Select(i => (long)i)]), counts), ScalarType.Float32);
        var marks = graph.Node("Unsqueeze", real, graph.Integers("axis", [2]));
        var joined = graph.Along("Concat", 2, graph.Node("Mul", slice, marks), marks);
        return graph.Node("Reshape", joined, graph.Integers("shape", [0, (long)places * (TrackInputs.Numbers + Options.GradeUnits + 1)]));
    }
}
