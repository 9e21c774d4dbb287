namespace Hep.Data.Showers;

/// <summary>The layers of a calorimeter, one behind the other.</summary>
public sealed class ShowerGeometry
{
    /// <summary>A calorimeter.</summary>
    /// <param name="layers">Its layers, from the front to the back.</param>
    /// <exception cref="ArgumentException">No layer, names that come twice, or a number that cannot be; the message has the layer.</exception>
    public ShowerGeometry(params IReadOnlyList<ShowerLayer> layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        if (layers.Count == 0)
            throw new ArgumentException("found no layer, expected one or more", nameof(layers));
        for (var i = 0; i < layers.Count; i++)
        {
            if (layers[i].Fault is { } fault)
                throw new ArgumentException(FormattableString.Invariant($"layer {i} ('{layers[i].Name}') {fault}"), nameof(layers));
            if (layers.Take(i).Any(before => before.Name == layers[i].Name))
                throw new ArgumentException(FormattableString.Invariant($"layer {i} has the name '{layers[i].Name}' of an earlier one; expected names that differ"), nameof(layers));
        }

        Layers = [.. layers];
        Cells = layers.Sum(layer => layer.Cells);
    }

    /// <summary>
    /// The electromagnetic calorimeter of arXiv:1705.02355: 3 x 96 cells of 160 x 5 mm (φ x η), 12 x 12 of 40 x 40 mm, 12 x 6 of 40 x 80 mm, 90, 347 and 43 mm deep: a cube of 480 mm. The
    /// layers are called <c>layer_0</c> to <c>layer_2</c>, as the data sets of the published files.
    /// </summary>
    public static ShowerGeometry Published { get; } = new(
        new ShowerLayer("layer_0", 3, 96, 160, 5, 90),
        new ShowerLayer("layer_1", 12, 12, 40, 40, 347),
        new ShowerLayer("layer_2", 12, 6, 40, 80, 43));

    /// <summary>The layers, from the front to the back.</summary>
    public IReadOnlyList<ShowerLayer> Layers { get; }

    /// <summary>The number of cells of all layers.</summary>
    public int Cells { get; }

    /// <summary>Whether another calorimeter has the same layers.</summary>
    /// <param name="other">The other one.</param>
    public bool IsLike(ShowerGeometry other) => Layers.SequenceEqual(other.Layers);
}
