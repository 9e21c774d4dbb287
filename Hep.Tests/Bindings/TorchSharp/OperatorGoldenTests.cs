using System.Reflection;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Hep.Tests.Bindings.TorchSharp;

/// <summary>Every operator of the tensors against PyTorch: values, types, shapes and gradients.</summary>
public sealed class OperatorGoldenTests
{
    private static readonly Dictionary<string, Golden.Case> Cases = Golden.Read<Golden.Case>("operators");

    private static readonly Dictionary<string, Func<Tensor[], Tensor>> One = new()
    {
        ["add broadcast"] = t => t[0] + t[1],
        ["add alpha"] = t => t[0].add(t[1], 0.5),
        ["add scalar alpha"] = t => t[0].add(3, 0.5),
        ["div trunc"] = t => t[0].div(t[1], RoundingMode.trunc),
        ["div floor"] = t => t[0].div(0.4, RoundingMode.floor),
        ["number minus"] = t => 2.5 - t[0],
        ["number over"] = t => 2.5 / t[0],
        ["number below"] = t => 0.5 < t[0],
        ["minus"] = t => -t[0],
        ["lerp"] = t => t[0].lerp(t[1], t[2]),
        ["addcmul_"] = t => t[0].clone().addcmul_(t[1], t[2], 0.3),
        ["addcdiv_"] = t => t[0].clone().addcdiv_(t[1], t[2], 0.3),
        ["in place chain"] = t => t[0].clone().add_(t[1]).mul_(t[1]).sub_(1.5).div_(t[1]).add_(t[1], 2).mul_(3).sub_(t[1]).div_(2),
        ["matmul"] = t => t[0].matmul(t[1]),
        ["matmul batched"] = t => matmul(t[0], t[1]),
        ["mm"] = t => t[0].mm(t[1]),
        ["bmm"] = t => t[0].bmm(t[1]),
        ["mv"] = t => t[0].mv(t[1]),
        ["dot"] = t => t[0].dot(t[1]),
        ["outer"] = t => t[0].outer(t[1]),
        ["einsum"] = t => einsum("bij,bjk->ik", t[0], t[1]),
        ["where"] = t => where(t[0], t[1], t[2]),
        ["softplus"] = t => t[0].softplus(2, 1.5),
        ["elu"] = t => t[0].elu(0.7),
        ["leaky_relu"] = t => t[0].leaky_relu(0.2),
        ["round"] = t => (t[0] * 1.234).round(1),
        ["logit"] = t => t[0].logit(0.15),
        ["nan_to_num"] = t => t[0].nan_to_num(0.5, 9, -9),
        ["clamp"] = t => t[0].clamp(-1, 1.5),
        ["clamp below"] = t => t[0].clamp(min: 0.1),
        ["clamp_"] = t => (t[0] * 1).clamp_(-1, 1.5),
        ["cumsum"] = t => t[0].cumsum(1),
        ["softmax"] = t => t[0].softmax(1),
        ["log_softmax"] = t => t[0].log_softmax(0),
        ["fill_"] = t => (t[0] * 1).fill_(2),
        ["zero_"] = t => (t[0] * 1).zero_(),
        ["sum"] = t => t[0].sum(),
        ["sum dim"] = t => t[0].sum(1),
        ["sum dims"] = t => t[0].sum([0, 2], keepdim: true),
        ["sum of int"] = t => t[0].sum(),
        ["mean"] = t => t[0].mean(),
        ["mean dims"] = t => t[0].mean([1]),
        ["prod"] = t => t[0].prod(),
        ["std"] = t => t[0].std(),
        ["std biased"] = t => t[0].std(unbiased: false),
        ["std dim"] = t => t[0].std(1, keepdim: true),
        ["std dims"] = t => t[0].std([0, 2], unbiased: false),
        ["var"] = t => t[0].var(),
        ["var dim"] = t => t[0].var(1, unbiased: false),
        ["var dims"] = t => t[0].var([0, 1]),
        ["norm"] = t => t[0].norm(),
        ["norm 1"] = t => t[0].norm(1f),
        ["norm dim"] = t => t[0].norm(1, keepdim: true, p: 3),
        ["logsumexp"] = t => t[0].logsumexp(1),
        ["max"] = t => t[0].max(),
        ["min"] = t => t[0].min(),
        ["argmax"] = t => t[0].argmax(),
        ["argmax dim"] = t => t[0].argmax(1),
        ["argmin"] = t => t[0].argmin(),
        ["argmin dim"] = t => t[0].argmin(0),
        ["amax"] = t => t[0].amax(0, 2),
        ["amin"] = t => t[0].amin(1),
        ["all"] = t => t[0].all(),
        ["all dim"] = t => t[0].all(0),
        ["any"] = t => t[0].any(),
        ["any dim"] = t => t[0].any(1, keepdim: true),
        ["median"] = t => t[0].median(),
        ["count_nonzero"] = t => t[0].count_nonzero(),
        ["count_nonzero dim"] = t => t[0].count_nonzero([0]),
        ["argsort"] = t => t[0].argsort(0),
        ["T"] = t => t[0].T,
        ["mT"] = t => t[0].mT,
        ["t"] = t => t[0].t(),
        ["view"] = t => t[0].view(3, 2),
        ["reshape"] = t => t[0].t().reshape(2, -1),
        ["flatten"] = t => t[0].flatten(1),
        ["unflatten"] = t => t[0].unflatten(-1, 2, 2),
        ["squeeze"] = t => t[0].reshape(1, 2, 1, 3).squeeze(),
        ["squeeze dim"] = t => t[0].reshape(1, 2, 1, 3).squeeze(2),
        ["unsqueeze"] = t => t[0].unsqueeze(-1),
        ["transpose"] = t => t[0].transpose(0, 2),
        ["permute"] = t => t[0].permute(2, 0, 1),
        ["expand"] = t => t[0].expand(4, -1),
        ["expand_as"] = t => t[0].expand_as(t[1]),
        ["repeat"] = t => t[0].repeat(2, 2),
        ["repeat_interleave"] = t => t[0].repeat_interleave(2, 0),
        ["flip"] = t => t[0].flip(0, 1),
        ["roll"] = t => t[0].roll([1, 2], [0, 1]),
        ["narrow"] = t => t[0].narrow(1, 1, 2),
        ["select"] = t => t[0].select(2, 1),
        ["slice"] = t => t[0].slice(1, 0, 4, 2),
        ["diagonal"] = t => t[0].diagonal(1),
        ["diagonal dims"] = t => t[0].diagonal(0, 1, 2),
        ["tril"] = t => t[0].tril(),
        ["triu"] = t => t[0].triu(1),
        ["contiguous"] = t => t[0].t().contiguous(),
        ["cat"] = t => cat([t[0], t[1], t[0]], 1),
        ["stack"] = t => stack([t[0], t[1]], 1),
        ["index number"] = t => t[0][1],
        ["index two"] = t => t[0][1, 2],
        ["index slices"] = t => t[0][TensorIndex.Slice(1), TensorIndex.Slice(null, null, 2)],
        ["index ellipsis none"] = t => t[0][TensorIndex.Ellipsis, TensorIndex.None, 1],
        ["index mask"] = t => t[0][t[1]],
        ["index tensor"] = t => t[0][TensorIndex.Colon, TensorIndex.Tensor(t[1])],
        ["index two tensors"] = t => t[0][t[1], t[2]],
        ["index_select"] = t => t[0].index_select(1, t[1]),
        ["index_add"] = t => t[0].index_add(0, t[1], t[2], 2),
        ["gather"] = t => t[0].gather(1, t[1]),
        ["scatter"] = t => t[0].scatter(1, t[1], t[2]),
        ["scatter_add"] = t => t[0].scatter_add(1, t[1], t[2]),
        ["take_along_dim"] = t => t[0].take_along_dim(t[1], 1),
        ["masked_fill"] = t => t[0].masked_fill(t[1], 0.25),
        ["masked_select"] = t => t[0].masked_select(t[1]),
        ["type float"] = t => t[0].@float(),
        ["type long"] = t => t[0].@long(),
        ["clone"] = t => t[0].clone(),
        ["index_put_ accumulate"] = t => t[0].clone().index_put_(t[2], [t[1]], accumulate: true),
        ["index store"] = t =>
        {
            var b = t[0] * 1;
            b[TensorIndex.Colon, 1] = t[1][TensorIndex.Colon, 0];
            b[0, 2] = t[1][1, 1];
            return b;
        },
        ["create arange"] = _ => arange(7),
        ["create arange step"] = _ => arange(1, 2, 0.3, dtype: ScalarType.Float64),
        ["create linspace"] = _ => linspace(-1, 2, 5),
        ["create eye"] = _ => eye(2, 3, dtype: ScalarType.Float64),
        ["create full"] = _ => full(2, 2, 3),
        ["create full_like"] = t => full_like(t[0], 0.5),
        ["create zeros_like"] = t => zeros_like(t[0], dtype: ScalarType.Int64),
        ["create ones_like"] = t => ones_like(t[0]),
        ["draw rand"] = Drawn(() => rand(2, 3)),
        ["draw randn"] = Drawn(() => randn(4, 5)),
        ["draw randn double"] = Drawn(() => randn(2, 3, dtype: ScalarType.Float64)),
        ["draw randint"] = Drawn(() => randint(-5, 100, [6])),
        ["draw randperm"] = Drawn(() => randperm(9)),
        ["draw normal_"] = Drawn(() => empty(3, dtype: ScalarType.Float64).normal_(1, 2)),
        ["draw uniform_"] = Drawn(() => empty(3, dtype: ScalarType.Float64).uniform_(1, 2)),
        ["draw bernoulli"] = Drawn(() => bernoulli(Chances())),
        ["draw bernoulli_"] = Drawn(() => empty(8).bernoulli_(0.3)),
        ["draw multinomial"] = Drawn(() => multinomial(tensor([0.1, 0.2, 0.3, 0.4]), 6, replacement: true)),
        ["draw multinomial rows"] = Drawn(() => multinomial(Chances(), 2)),
        ["F.linear"] = t => functional.linear(t[0], t[1], t[2]),
        ["F.linear no bias"] = t => functional.linear(t[0], t[1]),
        ["F.relu"] = t => functional.relu(t[0]),
        ["F.leaky_relu"] = t => functional.leaky_relu(t[0], 0.3),
        ["F.elu"] = t => functional.elu(t[0], 1.3),
        ["F.silu"] = t => functional.silu(t[0]),
        ["F.gelu"] = t => functional.gelu(t[0]),
        ["F.gelu tanh"] = t => functional.gelu(t[0], global::TorchSharp.Modules.GELU.Approximate.tanh),
        ["F.sigmoid"] = t => functional.sigmoid(t[0]),
        ["F.tanh"] = t => functional.tanh(t[0]),
        ["F.softplus"] = t => functional.softplus(t[0], 0.5, 1),
        ["F.logsigmoid"] = t => functional.logsigmoid(t[0]),
        ["F.softmax"] = t => functional.softmax(t[0], -1),
        ["F.log_softmax"] = t => functional.log_softmax(t[0], -1),
        ["F.layer_norm"] = t => functional.layer_norm(t[0], [3], t[1], t[2], 1e-3),
        ["F.batch_norm train"] = t => functional.batch_norm(t[0], null, null, t[1], t[2], true, 0.1, 1e-3),
        ["F.batch_norm eval"] = t => functional.batch_norm(t[0], tensor([0.1, 0.2, 0.3]), tensor([1.1, 1.2, 1.3]), t[1], t[2]),
        ["F.one_hot"] = t => functional.one_hot(t[0], 4),
        ["F.pad"] = t => functional.pad(t[0], [1, 0, 0, 2], value: 0.5),
        ["F.pad reflect"] = t => functional.pad(t[0], [1, 2], PaddingModes.Reflect),
        ["F.pad replicate"] = t => functional.pad(t[0], [2, 1], PaddingModes.Replicate),
        ["F.pad circular"] = t => functional.pad(t[0], [1, 1], PaddingModes.Circular),
    };

    private static readonly Dictionary<string, Func<Tensor[], Tensor[]>> Several = new()
    {
        ["max dim"] = t => Two(t[0].max(1)),
        ["min dim"] = t => Two(t[0].min(0, keepdim: true)),
        ["sort"] = t => Two(t[0].sort(1, descending: true)),
        ["topk"] = t => Two(t[0].topk(2, 1)),
        ["chunk"] = t => t[0].chunk(2, 1),
        ["split"] = t => t[0].split(2, 0),
        ["split sizes"] = t => t[0].split([1, 3], 1),
        ["unbind"] = t => t[0].unbind(1),
    };

    public static IEnumerable<object[]> Named => Cases.Keys.Where(name => !ByReflection(name)).Select(name => new object[] { name });

    public static IEnumerable<object[]> Reflected => Cases.Keys.Where(ByReflection).Select(name => new object[] { name });

    [Fact]
    public void Each_case_of_ours_has_a_golden_value() =>
        Assert.Equal(Cases.Keys.Where(name => !ByReflection(name)).Order(), One.Keys.Concat(Several.Keys).Where(name => !ByReflection(name)).Order());

    [Theory]
    [MemberData(nameof(Named))]
    public void Agrees_with_PyTorch(string name) =>
        Golden.Holds(Cases[name], Several.TryGetValue(name, out var several) ? several : inputs => [One[name](inputs)]);

    // All forms that an operator has: the method, its in-place twin, the static twin.
    [Theory]
    [MemberData(nameof(Reflected))]
    public void All_forms_agree_with_PyTorch(string name)
    {
        var golden = Cases[name];
        var parts = name.Split('.', ' ');
        Type[] types = parts[0] switch { "unary" => [], "binary" => [typeof(Tensor)], _ => [typeof(Scalar)] };
        var forms = new[]
        {
            Find(typeof(Tensor), parts[1], types),
            Find(typeof(Tensor), parts[1] + "_", types),
            Find(typeof(torch), parts[1], [typeof(Tensor), .. types]),
        };
        Assert.NotNull(forms[0]);
        foreach (var form in forms.OfType<MethodInfo>())
            Golden.Holds(golden, inputs => [Call(form, inputs, parts[0] == "scalar")]);
    }

    private static bool ByReflection(string name) => name.StartsWith("unary.", StringComparison.Ordinal)
        || name.StartsWith("binary.", StringComparison.Ordinal) || name.StartsWith("scalar.", StringComparison.Ordinal);

    private static MethodInfo? Find(Type type, string name, Type[] types) => type.GetMethods().SingleOrDefault(method =>
        method.Name == name && method.GetParameters() is var parameters && method.ReturnType == typeof(Tensor)
        && parameters.Where(parameter => !parameter.IsOptional).Select(parameter => parameter.ParameterType).SequenceEqual(types));

    private static Tensor Call(MethodInfo form, Tensor[] inputs, bool scalar)
    {
        object[] given = scalar ? [inputs[0], (Scalar)2] : [.. inputs];
        if (form.Name.EndsWith('_'))
            given[0] = inputs[0].clone();
        var (target, rest) = form.IsStatic ? (null, given) : (given[0], given[1..]);
        var parameters = form.GetParameters();
        object?[] all = [.. rest, .. parameters[rest.Length..].Select(parameter => parameter.DefaultValue)];
        return (Tensor)form.Invoke(target, all)!;
    }

    private static Func<Tensor[], Tensor> Drawn(Func<Tensor> draw) => _ =>
    {
        manual_seed(3);
        return draw();
    };

    private static Tensor Chances() => tensor([0.2, 0.9, 0.5, 0.35, 0.75, 0.1], [2, 3]);

    private static Tensor[] Two((Tensor First, Tensor Second) pair) => [pair.First, pair.Second];
}
