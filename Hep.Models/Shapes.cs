using static TorchSharp.torch;

namespace Hep.Models;

/// <summary>Checks of shapes before libtorch sees them: there, some mistakes end the process instead of throwing.</summary>
internal static class Shapes
{
    /// <summary>Requires [B, columns].</summary>
    /// <exception cref="ArgumentException">The input has another shape.</exception>
    public static void RequireColumns(Tensor input, int columns, string layer)
    {
        var shape = input.shape;
        if (shape.Length != 2 || shape[1] != columns)
            throw new ArgumentException(FormattableString.Invariant($"{layer}: found an input of shape [{string.Join(", ", shape)}], expected [batch, {columns}]"), nameof(input));
    }

    /// <summary>Requires [B, L, columns].</summary>
    /// <exception cref="ArgumentException">The input has another shape.</exception>
    public static void RequireSequences(Tensor input, int columns, string layer)
    {
        var shape = input.shape;
        if (shape.Length != 3 || shape[2] != columns)
            throw new ArgumentException(FormattableString.Invariant($"{layer}: found an input of shape [{string.Join(", ", shape)}], expected [batch, length, {columns}]"), nameof(input));
    }
}
