using Hep.Models;
using Hep.Tests.Support;
using Xunit;
using static TorchSharp.torch;

namespace Hep.Tests.Models;

/// <summary>Sequences of unequal lengths side by side give what each gives alone, whatever stands in the padding.</summary>
[Collection(nameof(LibTorchState))]
public sealed class RecurrentPaddingTests
{
    private const int Inputs = Recurrents.Inputs;
    private const int Places = 6;

    private static readonly long[][] Lengths = [[2, 5, 1, 0, 3], [6, 4, 6, 6, 1], [6, 6, 6, 6, 6], [0, 0, 0, 0, 0], [3, 3, 3, 3, 3]];
    private static readonly double[] Paddings = [0, 17, -1e300, double.PositiveInfinity, double.NaN];

    [Theory]
    [MemberData(nameof(Recurrents.Numbers), MemberType = typeof(Recurrents))]
    public void Each_sequence_gives_what_it_gives_alone(int number)
    {
        using var scope = NewDisposeScope();
        using var layer = Recurrents.Make(number);
        var x = randn([5, Places, Inputs], ScalarType.Float64);
        foreach (var lengths in Lengths)
        {
            var (outputs, last) = Alone(layer, x, lengths);
            foreach (var padding in Paddings)
            {
                var spoilt = Recurrents.Spoilt(x, lengths, padding);
                Assert.True(layer.Padded(spoilt, lengths).allclose(outputs, rtol: 0, atol: 1e-14));
                Assert.True(layer.Last(spoilt, lengths).allclose(last, rtol: 0, atol: 1e-14));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Recurrents.Numbers), MemberType = typeof(Recurrents))]
    public void Gradients_are_those_of_each_sequence_alone(int number)
    {
        using var scope = NewDisposeScope();
        using var layer = Recurrents.Make(number);
        var x = randn([5, Places, Inputs], ScalarType.Float64);
        var (outputScale, lastScale) = (randn([5, Places, layer.Outputs], ScalarType.Float64), randn([5, layer.Outputs], ScalarType.Float64));
        foreach (var lengths in Lengths.Where(lengths => lengths.Any(length => length > 0)))
        {
            var clean = x.clone().requires_grad_();
            var (outputs, last) = Alone(layer, clean, lengths);
            ((outputs * outputScale).sum() + (last * lastScale).sum()).backward();
            var expected = layer.parameters().Select(parameter => parameter.grad!.clone()).ToArray();
            foreach (var padding in Paddings)
            {
                layer.zero_grad();
                var spoilt = Recurrents.Spoilt(x, lengths, padding).requires_grad_();
                ((layer.Padded(spoilt, lengths) * outputScale).sum() + (layer.Last(spoilt, lengths) * lastScale).sum()).backward();
                Assert.True(spoilt.grad!.allclose(clean.grad!, rtol: 0, atol: 1e-12));
                Assert.All(layer.parameters().Zip(expected), pair => Assert.True(pair.First.grad!.allclose(pair.Second, rtol: 0, atol: 1e-12)));
            }

            layer.zero_grad();
        }
    }

    // From forward and from the order of time alone: the last place of a sequence, and the first of one that is read backwards.
    private static (Tensor Outputs, Tensor Last) Alone(Recurrent layer, Tensor x, long[] lengths)
    {
        var (outputs, last) = (new List<Tensor>(), new List<Tensor>());
        for (var i = 0; i < lengths.Length; i++)
        {
            var length = lengths[i];
            var nothing = zeros([1, Places - length, layer.Outputs], ScalarType.Float64);
            if (length == 0)
            {
                outputs.Add(nothing);
                last.Add(zeros([1, layer.Outputs], ScalarType.Float64));
                continue;
            }

            var alone = layer.call(x.narrow(0, i, 1).narrow(1, 0, length));
            outputs.Add(cat([alone, nothing], 1));
            var forwards = alone.select(1, length - 1).narrow(1, 0, Recurrents.Hidden);
            last.Add(layer.Options.Bidirectional ? cat([forwards, alone.select(1, 0).narrow(1, Recurrents.Hidden, Recurrents.Hidden)], 1) : forwards);
        }

        return (cat(outputs, 0), cat(last, 0));
    }
}
