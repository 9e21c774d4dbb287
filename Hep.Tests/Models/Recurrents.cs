using Hep.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Hep.Tests.Models;

/// <summary>Recurrent layers of every kind, and sequences for them.</summary>
internal static class Recurrents
{
    public const int Inputs = 3;
    public const int Hidden = 5;

    public static readonly RecurrentOptions[] Kinds =
    [
        .. from cell in Enum.GetValues<RecurrentCell>()
           from layers in new[] { 1, 2 }
           from bidirectional in new[] { false, true }
           select new RecurrentOptions { Cell = cell, Hidden = Hidden, Layers = layers, Bidirectional = bidirectional },
    ];

    /// <summary>A number a kind, which a test's name shows.</summary>
    public static IEnumerable<object[]> Numbers => Enumerable.Range(0, Kinds.Length).Select(number => new object[] { number });

    public static IEnumerable<object[]> NumbersOfOneDirection => Numbers.Where(number => !Kinds[(int)number[0]].Bidirectional);

    /// <summary>A layer of a kind with twice the weights that fresh ones have, so that gates open and close.</summary>
    public static Recurrent Make(int number, ScalarType type = ScalarType.Float64)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        _ = manual_seed(number + 1);
        var layer = new Recurrent(Kinds[number], Inputs);
        _ = layer.to(type);
        foreach (var weights in layer.parameters())
            weights.mul_(2);
        return layer;
    }

    /// <summary>The values with something else beyond each sequence's length.</summary>
    public static Tensor Spoilt(Tensor values, long[] lengths, double value)
    {
        var spoilt = values.clone();
        for (var i = 0; i < lengths.Length; i++)
        {
            var rest = values.size(1) - lengths[i];
            if (rest > 0)
                _ = spoilt.narrow(0, i, 1).narrow(1, lengths[i], rest).fill_(value);
        }

        return spoilt;
    }
}
