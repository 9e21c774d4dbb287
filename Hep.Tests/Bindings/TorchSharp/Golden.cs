using System.Text.Json;
using System.Text.Json.Serialization;
using Hep.Tests.Support;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Hep.Tests.Bindings.TorchSharp;

/// <summary>Values and gradients that PyTorch computed (golden/generate.py says how), and the comparison with ours.</summary>
internal static class Golden
{
    private static readonly JsonSerializerOptions Options = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    public static Dictionary<string, T> Read<T>(string name) =>
        JsonSerializer.Deserialize<Dictionary<string, T>>(File.ReadAllText(Repository.PathOf($"Hep.Tests/Bindings/TorchSharp/golden/{name}.json")), Options)!;

    /// <summary>The names of a file's cases, for a theory.</summary>
    public static IEnumerable<object[]> Names(string name) => Read<JsonElement>(name).Keys.Select(key => new object[] { key });

    /// <summary>Runs the function on the case's inputs and holds its results and all gradients against the case's.</summary>
    public static void Holds(Case golden, Func<Tensor[], Tensor[]> function)
    {
        using var scope = NewDisposeScope();
        Tensor[] inputs = [.. golden.Inputs.Select(input => input.ToTensor(requiresGrad: true))];
        Holds(golden, function(inputs), [.. inputs.Where(input => input.is_floating_point())]);
    }

    public static void Holds(Case golden, Tensor[] outputs, IReadOnlyList<Tensor> leaves)
    {
        Assert.Equal(golden.Outputs.Length, outputs.Length);
        for (var i = 0; i < outputs.Length; i++)
            Equal(golden.Outputs[i], outputs[i]);

        if (golden.Gradients.All(gradient => gradient is null))
        {
            Assert.DoesNotContain(outputs, output => output.requires_grad);
            return;
        }

        Tensor score = zeros(1);
        foreach (var output in outputs.Where(output => output.requires_grad))
            score = score + (output * Cotangent(output)).sum();
        var gradients = autograd.grad([score], [.. leaves], allow_unused: true);
        Assert.Equal(golden.Gradients.Length, gradients.Count);
        for (var i = 0; i < gradients.Count; i++)
        {
            if (golden.Gradients[i] is { } expected)
                Equal(expected, gradients[i]);
            else
                Assert.True(gradients[i] is null);
        }
    }

    /// <summary>Holds a layer of one input and one result against the case's.</summary>
    public static void Holds(Layer golden, Func<nn.Module<Tensor, Tensor>> build) => Holds(golden, build, (module, inputs) => [module.call(inputs[0])]);

    /// <summary>
    /// Holds a layer against the case's: names and first values from the same seed (to the bit), results and gradients in training,
    /// buffers after it, results in evaluation. With inputs in double the layer is converted first.
    /// </summary>
    public static void Holds<TModule>(Layer golden, Func<TModule> build, Func<TModule, Tensor[], Tensor[]> call)
        where TModule : nn.Module
    {
        using var scope = NewDisposeScope();
        manual_seed(11);
        using var module = build();
        Assert.Equal(golden.Start.Keys, module.state_dict().Keys);
        foreach (var (key, value) in module.state_dict())
            Same(golden.Start[key], value);

        if (golden.Train.Inputs.FirstOrDefault(input => is_floating_point(input.Type)) is { } real)
            module.to(real.Type);
        manual_seed(12);
        Tensor[] inputs = [.. golden.Train.Inputs.Select(input => input.ToTensor(requiresGrad: true))];
        Holds(golden.Train, call(module, inputs), [.. inputs.Concat(module.parameters()).Where(leaf => leaf.requires_grad)]);
        Assert.Equal(golden.Buffers.Keys, module.named_buffers().Select(buffer => buffer.name));
        foreach (var (key, buffer) in module.named_buffers())
            Equal(golden.Buffers[key], buffer);

        module.eval();
        Assert.All(module.modules(), part => Assert.False(part.training));
        foreach (var (expected, result) in (golden.Eval ?? golden.Train.Outputs).Zip(call(module, inputs)))
            Equal(expected, result);
    }

    public static void Same(Value expected, Tensor actual)
    {
        Assert.Equal(expected.Type, actual.dtype);
        Assert.Equal(expected.Shape, actual.shape);
        using var stored = expected.ToTensor();
        Assert.Equal(stored.bytes.ToArray(), actual.bytes.ToArray());
    }

    public static void Equal(Value expected, Tensor actual)
    {
        Assert.Equal(expected.Type, actual.dtype);
        Assert.Equal(expected.Shape, actual.shape);
        using var wide = actual.detach().to(ScalarType.Float64);
        using var packed = wide.contiguous();
        var values = packed.data<double>().ToArray();
        var tolerance = expected.Type == ScalarType.Float32 ? 2e-6 : 1e-12;
        for (var i = 0; i < values.Length; i++)
        {
            var (want, got) = (expected.Numbers[i], values[i]);
            var close = want.Equals(got) || Math.Abs(want - got) <= tolerance * Math.Max(1, Math.Abs(want));
            Assert.True(close, $"element {i}: PyTorch has {want:R}, we {got:R}");
        }
    }

    private static Tensor Cotangent(Tensor of) => arange(1, of.numel() + 1, dtype: ScalarType.Float64).cos().to(of.dtype).reshape(of.shape);

    internal sealed record Case(
        [property: JsonPropertyName("in")] Value[] Inputs,
        [property: JsonPropertyName("out")] Value[] Outputs,
        [property: JsonPropertyName("grad")] Value?[] Gradients);

    internal sealed record Layer(
        [property: JsonPropertyName("start")] Dictionary<string, Value> Start,
        [property: JsonPropertyName("train")] Case Train,
        [property: JsonPropertyName("buffers")] Dictionary<string, Value> Buffers,
        [property: JsonPropertyName("eval")] Value[]? Eval);

    internal sealed record Value(
        [property: JsonPropertyName("t")] string Kind,
        [property: JsonPropertyName("s")] long[] Shape,
        [property: JsonPropertyName("v")] double[] Numbers)
    {
        [JsonIgnore]
        public ScalarType Type => Kind switch
        {
            "f8" => ScalarType.Float64,
            "f4" => ScalarType.Float32,
            "i8" => ScalarType.Int64,
            "i4" => ScalarType.Int32,
            _ => ScalarType.Bool,
        };

        public Tensor ToTensor(bool requiresGrad = false)
        {
            var made = tensor(Numbers, Shape, Type);
            if (requiresGrad && made.is_floating_point())
                made.requires_grad = true;
            return made;
        }
    }
}
