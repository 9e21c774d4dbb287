using Hep.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Hep.Training.Anomaly;

/// <summary>
/// Raw features to scores of anomalies, as one module that is saved and exported: the stage of inputs, the autoencoder, the covariance of its latent numbers, and the threshold of the decision. Called as a module, [B, F] to [B, 1],
/// it gives the score of the decision.
/// </summary>
internal sealed class AnomalyDetector : nn.Module<Tensor, Tensor>
{
    private const string MeanName = "latent_mean", WhiteningName = "latent_whitening", ThresholdName = "threshold";

    // As in AutoencoderLosses.Poisson.
    private const float LeastExpected = 1e-6f;

    private readonly InputStage inputs;
    private readonly Autoencoder network;
    private readonly ReconstructionLoss loss;

    /// <summary>Puts the parts together.</summary>
    /// <param name="inputs">The stage of inputs, with F outputs.</param>
    /// <param name="network">The autoencoder of F inputs.</param>
    /// <param name="loss">What a reconstruction costs.</param>
    /// <param name="kinds">The scores, that of the decision first.</param>
    public AnomalyDetector(InputStage inputs, Autoencoder network, ReconstructionLoss loss, IReadOnlyList<ScoreKind> kinds)
        : base(nameof(AnomalyDetector))
    {
        (this.inputs, this.network, this.loss, Kinds) = (inputs, network, loss, kinds);
        register_buffer(MeanName, zeros(network.LatentSize).DetachFromDisposeScope());
        register_buffer(WhiteningName, eye(network.LatentSize).DetachFromDisposeScope());
        register_buffer(ThresholdName, zeros(1).DetachFromDisposeScope());
        RegisterComponents();
    }

    /// <summary>The scores, that of the decision first.</summary>
    public IReadOnlyList<ScoreKind> Kinds { get; }

    /// <summary>The stage of inputs.</summary>
    public InputStage Inputs => inputs;

    /// <summary>The autoencoder.</summary>
    public Autoencoder Network => network;

    /// <summary>Where the tensors live.</summary>
    public Device Device => network.parameters().First().device;

    /// <summary>Events with a score at or above it are odd.</summary>
    public double Threshold => Buffer(ThresholdName).to(ScalarType.Float64).cpu().data<double>()[0];

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return Scores(input).Values.narrow(1, 0, 1).MoveToOuterDisposeScope();
    }

    /// <summary>What the reconstruction of each input costs, [B, F], and the scores, [B, S] in the order of <see cref="Kinds"/>.</summary>
    /// <param name="input">Raw features.</param>
    public (Tensor Terms, Tensor Values) Scores(Tensor input)
    {
        using var scope = NewDisposeScope();
        var prepared = inputs.call(input);
        var pass = network.Pass(prepared);
        var terms = Cost(loss.Likelihood, prepared, pass.Reconstruction);
        var values = stack([.. Kinds.Select(kind => Score(kind, terms, pass))], 1);
        return (terms.MoveToOuterDisposeScope(), values.MoveToOuterDisposeScope());
    }

    /// <summary>What a reconstruction costs, [B, F].</summary>
    public static Tensor Cost(Likelihood likelihood, Tensor input, Tensor reconstruction) => likelihood switch
    {
        Likelihood.Squared => AutoencoderLosses.Squared(input, reconstruction),
        Likelihood.Gaussian => AutoencoderLosses.Gaussian(input, reconstruction, ones(1, dtype: input.dtype, device: input.device)),
        Likelihood.Poisson => AutoencoderLosses.Poisson(input, reconstruction),
        _ => throw new ArgumentOutOfRangeException(nameof(likelihood), likelihood, "no likelihood"),
    };

    /// <summary>Sets what is found after the training.</summary>
    /// <param name="mean">The mean of the latent numbers, [L].</param>
    /// <param name="whitening">What makes their covariance 1, [L, L] row-major.</param>
    public void SetLatent(double[] mean, double[] whitening)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        Buffer(MeanName).copy_(tensor(mean).to(ScalarType.Float32));
        Buffer(WhiteningName).copy_(tensor(whitening, [mean.Length, mean.Length]).to(ScalarType.Float32));
    }

    /// <summary>Sets the threshold of the decision.</summary>
    public void SetThreshold(double threshold)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        Buffer(ThresholdName).copy_(tensor(new[] { (float)threshold }));
    }

    /// <summary>Writes it as a graph: score [B, 1], decision [B, 1] and the costs of the inputs [B, F], beside <see cref="Scores"/>, which it must agree with.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="raw">The name of the raw features.</param>
    public (string Score, string Decision, string Terms) Emit(IGraph graph, string raw)
    {
        var prepared = inputs.Emit(graph, raw);
        var code = graph.Module(network.EncoderStages[0], prepared);
        var mean = network.Options.IsVariational ? Columns(graph, code, 0) : code;
        var logVariance = network.Options.IsVariational ? Columns(graph, code, network.LatentSize) : null;
        var terms = EmitCost(graph, prepared, graph.Module(network.Stages[^1], mean));
        var score = EmitScore(graph, Kinds[0], terms, mean, logVariance);
        using var threshold = Buffer(ThresholdName).cpu();
        var decision = graph.Cast(graph.Node("GreaterOrEqual", score, graph.Constant(ThresholdName, threshold)), ScalarType.Int64);
        return (score, decision, terms);
    }

    private Tensor Buffer(string name) => get_buffer(name)!;

    private Tensor Score(ScoreKind kind, Tensor terms, AutoencoderPass pass) => kind switch
    {
        ScoreKind.Reconstruction => terms.mean([1L]),
        ScoreKind.Largest => terms.amax([1L]),
        ScoreKind.KullbackLeibler => AutoencoderLosses.KullbackLeibler(pass.Mean, pass.LogVariance!),
        ScoreKind.Both => terms.mean([1L]) + (loss.Beta / network.Inputs * AutoencoderLosses.KullbackLeibler(pass.Mean, pass.LogVariance!)),
        ScoreKind.Mahalanobis => (pass.Mean - Buffer(MeanName)).matmul(Buffer(WhiteningName).t()).square().sum(1),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no score"),
    };

    private string Columns(IGraph graph, string code, long first) =>
        graph.Node("Slice", code, graph.Integers("first", [first]), graph.Integers("end", [first + network.LatentSize]), graph.Integers("axis", [1]));

    private static string Times(IGraph graph, string value, double factor) => graph.Node("Mul", value, graph.Constant("factor", [(float)factor]));

    private static string Square(IGraph graph, string value) => graph.Node("Mul", value, value);

    private string EmitCost(IGraph graph, string x, string r)
    {
        if (loss.Likelihood != Likelihood.Poisson)
        {
            var squared = Square(graph, graph.Node("Sub", x, r));
            return loss.Likelihood == Likelihood.Gaussian ? Times(graph, squared, 0.5) : squared;
        }

        string Floored(string value) => graph.Node("Max", value, graph.Constant("least", [LeastExpected]));
        var expected = Floored(r);
        var entropy = graph.Node("Mul", x, graph.Node("Log", Floored(x)));
        return graph.Node("Sub", graph.Node("Add", graph.Node("Sub", expected, x), entropy), graph.Node("Mul", x, graph.Node("Log", expected)));
    }

    private string EmitScore(IGraph graph, ScoreKind kind, string terms, string mean, string? logVariance)
    {
        switch (kind)
        {
            case ScoreKind.Reconstruction:
                return graph.Reduce("ReduceMean", 1, terms);
            case ScoreKind.Largest:
                return graph.Reduce("ReduceMax", 1, terms);
            case ScoreKind.Both:
                return graph.Node("Add", graph.Reduce("ReduceMean", 1, terms), Times(graph, EmitScore(graph, ScoreKind.KullbackLeibler, terms, mean, logVariance), loss.Beta / network.Inputs));
            case ScoreKind.KullbackLeibler:
                var each = graph.Node("Sub", graph.Node("Add", Square(graph, mean), graph.Node("Exp", logVariance!)), graph.Node("Add", logVariance!, graph.Constant("one", [1f])));
                return Times(graph, graph.Reduce("ReduceMean", 1, each), 0.5 * network.LatentSize);
            case ScoreKind.Mahalanobis:
                using (var transposed = Buffer(WhiteningName).t())
                {
                    var whitened = graph.Node("MatMul", graph.Node("Sub", mean, graph.Constant(MeanName, Buffer(MeanName))), graph.Constant(WhiteningName, transposed));
                    return Times(graph, graph.Reduce("ReduceMean", 1, Square(graph, whitened)), network.LatentSize);
                }

            default:
                throw new ArgumentOutOfRangeException(nameof(kind), kind, "no score");
        }
    }
}
