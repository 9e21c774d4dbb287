using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What Embedding and EmbeddingBag share: the table [rows, features], its padding row and its largest norm.</summary>
internal static class EmbeddingTable
{
    /// <summary>A table drawn from the normal distribution, its padding row zero.</summary>
    public static Parameter Drawn(long rows, long features, long? padding, Device? device, ScalarType? dtype)
    {
        var weight = new Parameter(empty(rows, features, dtype, device));
        nn.init.normal_(weight);
        if (padding is { } row)
        {
            using var still = no_grad();
            using var blank = weight.narrow(0, Row(row, rows), 1);
            blank.zero_();
        }

        return weight;
    }

    /// <summary>A table of the given values, shared with them where type and device are theirs.</summary>
    public static Parameter Given(Tensor embeddings, bool freeze, Device? device, ScalarType? dtype)
    {
        if (embeddings.Dimensions != 2)
            throw new ArgumentException($"Embeddings parameter is expected to be 2-dimensional, got {embeddings}");
        using var values = embeddings.detach();
        return new Parameter(values.to(dtype ?? values.dtype, device ?? values.device), !freeze);
    }

    /// <summary>The package's -1 of a bag: no padding row.</summary>
    public static long? Padding(long index) => index < 0 ? null : index;

    /// <summary>A row by its number from the front or, below zero, from the end.</summary>
    public static long Row(long index, long rows) => index < rows && index >= -rows
        ? (index + rows) % rows
        : throw new ArgumentException($"Padding_idx must be within num_embeddings, {rows}, got {index}");

    /// <summary>Shortens the rows that are looked up to the largest norm, in place.</summary>
    public static void Shorten(Parameter weight, Tensor rows, in Options options)
    {
        if (options.MaxNorm is not { } norm)
            return;
        using var still = no_grad();
        using var list = rows.contiguous();
        Operator.Of("embedding_renorm_(self, indices, max_norm, norm_type)").Run(weight, list, norm, options.NormType);
    }

    /// <summary>How a table is looked up. Gradients are dense in this binding.</summary>
    public readonly record struct Options(long? Padding, double? MaxNorm, double NormType, bool ScaleGradByFreq, bool Sparse)
    {
        public Options Checked(long rows) => Sparse
            ? throw new NotSupportedException("this binding has no sparse gradients: sparse: false gives the same numbers")
            : this with { Padding = Padding is { } row ? Row(row, rows) : null };
    }
}
