namespace Hep.Data.Tracking;

/// <summary>
/// The detector of the TrackML challenge (arXiv:1904.06778), and how its layers are numbered here: the barrel from inside out, 0 to 9, then the discs of the pixels at z &lt; 0, 10 to 16,
/// and at z &gt; 0, 17 to 23, of the short strips, 24 to 29 and 30 to 35, and of the long strips, 36 to 41 and 42 to 47, each from the middle outwards.
/// </summary>
public static class TrackMlDetector
{
    private const double PixelHalfLength = 500, StripHalfLength = 1090, DiscTolerance = 10, BarrelTolerance = 5;

    private static readonly double[] DiscPositions = [600, 700, 820, 960, 1100, 1300, 1500];

    private static readonly Dictionary<(ulong Volume, ulong Layer), int> Indices = Numbered();

    /// <summary>
    /// The barrel as cylinders. Radii are the means of its flat, overlapping sensors, from which hits are up to 6 mm away; resolutions are the pitch of the cells over sqrt(12); the field
    /// is 2 T, which the challenge's own is about. Material, 2% of a radiation length a layer, and efficiency, 1, are guesses.
    /// </summary>
    public static BarrelDetector Barrel { get; } = new(
        [
            .. new[] { 32.3, 72.1, 116.1, 172 }.Select(radius => Layer(radius, PixelHalfLength, 0.05, 0.05625)),
            .. new[] { 260.5, 360.4, 500.3, 660.3 }.Select(radius => Layer(radius, StripHalfLength, 0.08, 1.2)),
            .. new[] { 820.0, 1020.2 }.Select(radius => Layer(radius, StripHalfLength, 0.12, 10.8)),
        ],
        field: 2);

    /// <summary>The layer of a hit in the challenge's own files.</summary>
    internal static int LayerOf(ulong volume, ulong layer, TrackMlLayers wanted) => Indices.TryGetValue((volume, layer), out var index) ? Wanted(index, wanted) : HitColumns.NoLayer;

    /// <summary>The layer of a hit of the pixels by its place in mm.</summary>
    internal static int PixelLayerAt(double radius, double z, TrackMlLayers wanted)
    {
        if (Math.Abs(z) <= PixelHalfLength)
        {
            var layer = BarrelLayerAt(Barrel, radius, BarrelTolerance);
            return layer is >= 0 and < 4 ? layer : HitColumns.NoLayer;
        }

        var disc = Array.FindIndex(DiscPositions, position => Math.Abs(Math.Abs(z) - position) <= DiscTolerance);
        return disc < 0 ? HitColumns.NoLayer : Wanted((z < 0 ? 10 : 17) + disc, wanted);
    }

    /// <summary>The layer with the nearest radius.</summary>
    internal static int BarrelLayerAt(BarrelDetector detector, double radius, double tolerance)
    {
        var nearest = Enumerable.Range(0, detector.Layers.Count).MinBy(layer => Math.Abs(detector.Layers[layer].Radius - radius));
        return Math.Abs(detector.Layers[nearest].Radius - radius) <= tolerance ? nearest : HitColumns.NoLayer;
    }

    private static int Wanted(int index, TrackMlLayers wanted) => wanted == TrackMlLayers.All || index < Barrel.Layers.Count ? index : HitColumns.OtherLayer;

    private static BarrelLayer Layer(double radius, double halfLength, double pitchRPhi, double pitchZ) => new()
    {
        Radius = radius,
        HalfLength = halfLength,
        ResolutionRPhi = pitchRPhi / Math.Sqrt(12),
        ResolutionZ = pitchZ / Math.Sqrt(12),
        Material = 0.02,
    };

    // Layers have even numbers; those of discs at negative z rise towards the middle.
    private static Dictionary<(ulong Volume, ulong Layer), int> Numbered()
    {
        List<(ulong, ulong)> order = [];
        foreach (var (volume, count) in new[] { (8UL, 4), (13UL, 4), (17UL, 2) })
            order.AddRange(Enumerable.Range(1, count).Select(i => (volume, 2UL * (ulong)i)));
        foreach (var (negative, positive, count) in new[] { (7UL, 9UL, 7), (12UL, 14UL, 6), (16UL, 18UL, 6) })
        {
            order.AddRange(Enumerable.Range(1, count).Select(i => (negative, 2UL * (ulong)(count + 1 - i))));
            order.AddRange(Enumerable.Range(1, count).Select(i => (positive, 2UL * (ulong)i)));
        }

        return order.Index().ToDictionary(entry => entry.Item, entry => entry.Index);
    }
}
