using Hep.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Hep.Models;

/// <summary>
/// Raw images to those that a network sees, [B, F + H W] to [B, H' W']: the features that say where subjets are, then the cells row by row; out come the cells row by row. It computes in double
/// precision whatever the input's type, so that no image is turned or flipped otherwise in another precision or another program.
/// </summary>
public sealed class ImagePreprocessor : InputStage
{
    private const string ScaleName = "scale";
    private readonly ImagePlan plan;
    private readonly IReadOnlyList<string> features;
    private readonly double? missing;

    /// <summary>A stage with its fitted number.</summary>
    /// <param name="plan">What is done.</param>
    /// <param name="features">The names of the features F, among them those of <see cref="ImagePlan.Subjets"/>.</param>
    /// <param name="missing">What stands for a missing value in them; null: nothing does.</param>
    /// <param name="scale">What all cells are divided by; see <see cref="FitScale"/>.</param>
    /// <exception cref="ArgumentException">The plan asks for a feature that is not there.</exception>
    public ImagePreprocessor(ImagePlan plan, IReadOnlyList<string> features, double? missing = null, double scale = 1)
        : base(nameof(ImagePreprocessor))
    {
        if (plan.UsesSubjets && (plan.Subjets is null || plan.Subjets.Names.FirstOrDefault(name => !features.Contains(name, StringComparer.Ordinal)) is not null))
            throw new ArgumentException("the plan asks for subjets that are not among the features", nameof(plan));
        (this.plan, this.features, this.missing) = (plan, features, missing);
        register_buffer(ScaleName, tensor([(float)scale]).DetachFromDisposeScope());
        RegisterComponents();
    }

    /// <summary>Cells of the network's images in phi, W'.</summary>
    public int OutputWidth => plan.OutputWidth;

    /// <summary>The size of a cell in phi over that in eta.</summary>
    public double Aspect => plan.CellPhi / plan.CellEta;

    /// <inheritdoc/>
    public override int Inputs => features.Count + (plan.Height * plan.Width);

    /// <inheritdoc/>
    public override int Outputs => plan.OutputHeight * plan.OutputWidth;

    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputNames =>
        [.. Enumerable.Range(0, Outputs).Select(cell => FormattableString.Invariant($"{plan.Column}[{cell / plan.OutputWidth}, {cell % plan.OutputWidth}]"))];

    /// <inheritdoc/>
    public override int EventsAtOnce => 1 << 8;

    /// <summary>The root mean square of the cells of some events, by which a network's inputs are of the order of one; 0 where all are empty.</summary>
    /// <param name="plan">What is done to them first.</param>
    /// <param name="events">The events, with features and images.</param>
    public static double FitScale(ImagePlan plan, EventTable events)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var unscaled = new ImagePreprocessor(plan, [.. events.Features.Select(feature => feature.Name)], events.Missing);
        var (sum, set) = (0.0, new EventSet(events));
        var rows = new float[Math.Min(unscaled.EventsAtOnce, events.Count) * set.Width];
        for (var start = 0; start < events.Count; start += unscaled.EventsAtOnce)
        {
            using var inner = NewDisposeScope();
            var count = Math.Min(unscaled.EventsAtOnce, events.Count - start);
            set.Read(start, rows.AsSpan(0, count * set.Width));
            sum += unscaled.call(tensor(rows.AsSpan(0, count * set.Width).ToArray(), [count, set.Width])).to(ScalarType.Float64).pow(2).sum().ToDouble();
        }

        return Math.Sqrt(sum / ((double)events.Count * unscaled.Outputs));
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The input is not [B, F + H W].</exception>
    public override Tensor forward(Tensor input)
    {
        Shapes.RequireColumns(input, Inputs, nameof(ImagePreprocessor));
        using var scope = NewDisposeScope();
        var cells = Steps(new TensorArrayAlgebra(input.device)).Apply(input.to(ScalarType.Float32).to(ScalarType.Float64));
        return (cells / get_buffer(ScaleName)!).to(input.dtype).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override string Emit(IGraph graph, string input)
    {
        var cells = Steps(new GraphArrayAlgebra(graph)).Apply(graph.Cast(input, ScalarType.Float64));
        return graph.Cast(graph.Node("Div", cells, graph.Cast(graph.Constant(ScaleName, get_buffer(ScaleName)!), ScalarType.Float64)), ScalarType.Float32);
    }

    private ImageSteps<T> Steps<T>(IArrayAlgebra<T> algebra)
        where T : class => new(plan, features, missing, algebra);
}
