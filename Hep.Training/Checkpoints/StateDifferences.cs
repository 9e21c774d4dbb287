using System.Globalization;
using static TorchSharp.torch;

namespace Hep.Training.Checkpoints;

/// <summary>Compares the entries of a file with those that a module wants.</summary>
internal static class StateDifferences
{
    private static readonly string[] Floats = ["F64", "F32", "F16", "BF16"];

    /// <summary>Everything that does not fit, a line each: what is missing, what is of another type or shape, and what nobody asked for.</summary>
    /// <param name="state">The module's entries.</param>
    /// <param name="saved">The file's.</param>
    /// <param name="anyFloat">Whether floating-point numbers of another width will do.</param>
    public static IReadOnlyList<string> Of(IReadOnlyDictionary<string, Tensor> state, IReadOnlyList<SafeTensor> saved, bool anyFloat = false)
    {
        var problems = new List<string>();
        var names = saved.Select(tensor => tensor.Name).ToHashSet(StringComparer.Ordinal);
        problems.AddRange(state.Where(entry => !names.Contains(entry.Key)).Select(entry => $"  missing: {entry.Key} {Describe(TensorBytes.NameOf(entry.Value.dtype), entry.Value.shape)}"));
        foreach (var tensor in saved)
        {
            if (!state.TryGetValue(tensor.Name, out var target))
                problems.Add($"  unexpected: {tensor.Name} {Describe(tensor.Type, tensor.Shape)}");
            else if (!target.shape.SequenceEqual(tensor.Shape) || !IsFit(tensor.Type, TensorBytes.NameOf(target.dtype), anyFloat))
                problems.Add($"  {tensor.Name}: found {Describe(tensor.Type, tensor.Shape)}, expected {Describe(TensorBytes.NameOf(target.dtype), target.shape)}");
        }

        return problems;
    }

    private static bool IsFit(string found, string wanted, bool anyFloat) => found == wanted || (anyFloat && Floats.Contains(found) && Floats.Contains(wanted));

    private static string Describe(string type, IEnumerable<long> shape) =>
        string.Create(CultureInfo.InvariantCulture, $"{type} [{string.Join(", ", shape)}]");
}
