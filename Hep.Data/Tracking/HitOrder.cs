namespace Hep.Data.Tracking;

/// <summary>The order of hits in an event: by layer, then by azimuth. It tells nothing of the particles, as the order of a simulation or of a file may.</summary>
internal static class HitOrder
{
    // A layer's azimuths lie within 2π.
    private const double LayerStep = 8;

    /// <summary>The places of the hits in that order.</summary>
    /// <param name="layers">Layers, [N].</param>
    /// <param name="x">x, [N].</param>
    /// <param name="y">y, [N].</param>
    public static int[] ByLayerAndAzimuth(ReadOnlySpan<int> layers, ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var keys = new double[layers.Length];
        var places = new int[layers.Length];
        for (var i = 0; i < keys.Length; i++)
            (keys[i], places[i]) = ((LayerStep * layers[i]) + Math.Atan2(y[i], x[i]), i);
        Array.Sort(keys, places);
        return places;
    }

    /// <summary>Values in a new order.</summary>
    /// <param name="values">The values, [M].</param>
    /// <param name="places">Where the value of each place comes from, [N].</param>
    public static T[] Take<T>(ReadOnlySpan<T> values, ReadOnlySpan<int> places)
    {
        var taken = new T[places.Length];
        for (var i = 0; i < taken.Length; i++)
            taken[i] = values[places[i]];
        return taken;
    }
}
