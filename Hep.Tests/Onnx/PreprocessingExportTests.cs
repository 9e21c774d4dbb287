using Hep.Data;
using Hep.Models;
using Hep.Onnx;
using Hep.Tests.Support;
using Xunit;
using static TorchSharp.torch;

namespace Hep.Tests.Onnx;

/// <summary>Every step and formula computed three times, with arrays, tensors and ONNX Runtime: written once, they cannot differ.</summary>
public sealed class PreprocessingExportTests
{
    private const float Missing = -999f;
    private static readonly string[] Names = ["mass", "pt", "eta", "phi", "lep_eta", "lep_phi", "jets"];

    public static IEnumerable<object[]> Pipelines => Plans.Keys.SelectMany(name => new[] { true, false }.Select(missing => new object[] { name, missing }));

    private static Dictionary<string, (DerivedColumn[] Derived, PreprocessingStep[] Steps)> Plans { get; } = new(StringComparer.Ordinal)
    {
        ["nothing"] = ([], []),
        ["standardize"] = ([], [Scaling.Standard()]),
        ["standardize some"] = ([], [Scaling.Standard(["mass", "pt"])]),
        ["robust"] = ([], [Scaling.Robust()]),
        ["log"] = ([], [new LogarithmOfTails(["pt", "eta", "mass"]), Scaling.Standard()]),
        ["log of all"] = ([], [new LogarithmOfTails(Names)]),
        ["rotate_phi"] = ([], [new AzimuthRotation("lep_phi", ["phi"])]),
        ["rotate_phi by what can be missing"] = ([], [new AzimuthRotation("phi", ["lep_phi"])]),
        ["reflect_eta"] = ([], [new EtaReflection("lep_eta", ["eta"])]),
        ["reflect_eta by what can be missing"] = ([], [new EtaReflection("eta", ["lep_eta"])]),
        ["indicate_missing"] = ([], [new MissingIndicators(["mass", "phi"]), Scaling.Standard()]),
        ["one_hot"] = ([], [new OneHot("jets", [0, 2, 3]), Scaling.Standard()]),
        ["one_hot learned"] = ([], [Scaling.Standard(["pt"]), new OneHot("jets", [])]),
        ["derived"] = (
            [
                Derived("ratio", "pt / mass"), Derived("folded", "log(ratio) + sqrt(eta)"), Derived("angle", "delta_phi(phi, lep_phi)"),
                Derived("choice", "if(missing(mass) || jets >= 2 && not eta < 0, min(pt, 50) ^ 0.5, max(eta, 0, -1))"), Derived("constant", "if(missing(mass), 1, 2)"),
                Derived("waves", "sin(phi) + cos(phi) * tan(eta / 3) - abs(eta) ^ 3"),
                Derived("hyperbolic", "sinh(eta) - cosh(lep_eta) + tanh(pt - 40) * sign(eta) + floor(eta) + exp(-pt)"), Derived("never", "1 / (jets - jets)"),
            ],
            [Scaling.Standard()]),
        ["all"] = (
            [Derived("ratio", "pt / mass")],
            [
                new AzimuthRotation("lep_phi", ["phi"]), new EtaReflection("lep_eta", ["eta"]), new LogarithmOfTails(["pt", "ratio"]), new MissingIndicators(["mass", "ratio"]),
                new OneHot("jets", [0, 1, 2, 3]), Scaling.Robust(["mass"]), Scaling.Standard(),
            ]),
    };

    [Theory]
    [MemberData(nameof(Pipelines))]
    public void Arrays_tensors_and_the_file_agree(string name, bool missing)
    {
        var (derived, steps) = Plans[name];
        var train = Table(3000, missing);
        var fitted = Preprocessing.Fit(train, Preprocessings.Plan(train) with { Derived = derived, Steps = steps });
        using var layer = new Preprocessor(fitted);
        var graph = new OnnxGraphBuilder("preprocessing");
        graph.AddOutput("inputs", OnnxExporter.Emit(layer, graph, graph.AddInput("features", Names.Length)), fitted.Outputs.Count);
        using var file = new TemporaryModel(graph);
        using var scorer = new OnnxScorer(file.File);
        foreach (var events in new[] { 1, 7, 256 })
        {
            var rows = Table(events, missing).ToRowMajor();
            var reference = fitted.Apply(rows);
            using var input = tensor(rows, [events, Names.Length]);
            using var output = layer.call(input);
            Assert.Equal(events * fitted.Outputs.Count, reference.Length);
            Assert.All(reference, value => Assert.True(float.IsFinite(value)));
            RequireSame(reference, output.data<float>().ToArray());
            RequireSame(reference, scorer.Score(rows, Names.Length));
        }
    }

    [Fact]
    public void The_default_is_four_nodes()
    {
        using var layer = new Preprocessor(Preprocessings.Standard([10f, -2f], [4f, 0.5f], Missing));
        var graph = new OnnxGraphBuilder("preprocessing");
        graph.AddOutput("inputs", OnnxExporter.Emit(layer, graph, graph.AddInput("features", 2)), 2);
        using var file = new TemporaryModel(graph);
        var operators = OnnxModelInfo.Read(file.File).Operators;
        Assert.Equal(["Div 1", "Equal 1", "Identity 1", "Sub 1", "Where 1"], operators.Select(o => $"{o.Key} {o.Value}").Order(StringComparer.Ordinal));
    }

    private static DerivedColumn Derived(string name, string formula) => new(name, ColumnExpression.Parse(formula), "1");

    // Functions may differ in the last bits from one library to the next.
    private static void RequireSame(float[] expected, float[] found)
    {
        Assert.Equal(expected.Length, found.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.InRange((found[i] - expected[i]) / (1 + Math.Abs(expected[i])), -1e-6, 1e-6);
    }

    private static EventTable Table(int events, bool missing)
    {
        var random = new SplitMix64((ulong)events);
        float Maybe(double value) => missing && random.Below(4) == 0 ? Missing : (float)value;
        var columns = Names.Select(_ => new float[events]).ToArray();
        for (var i = 0; i < events; i++)
        {
            float[] row =
            [
                Maybe(20 + random.Exponential(80)), (float)random.Exponential(40), Maybe(2 * random.Normal()), Maybe(random.Uniform(-Math.PI, Math.PI)),
                (float)(1.5 * random.Normal()), (float)random.Uniform(-Math.PI, Math.PI), random.Below(4),
            ];
            for (var f = 0; f < row.Length; f++)
                columns[f][i] = row[f];
        }

        return new EventTable("a table", [.. Names.Zip(columns, (name, values) => new FeatureColumn(name, "", values))], new int[events], ["b", "s"], missing: missing ? Missing : null);
    }
}
