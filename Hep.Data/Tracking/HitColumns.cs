namespace Hep.Data.Tracking;

/// <summary>The hits of an event as a file has them, before anything is checked.</summary>
/// <param name="Ids">Ids, [N].</param>
/// <param name="X">x in mm, [N].</param>
/// <param name="Y">y in mm, [N].</param>
/// <param name="Z">z in mm, [N].</param>
/// <param name="Layers">Layers, [N]; <see cref="NoLayer"/> or <see cref="OtherLayer"/> where there is none.</param>
/// <param name="Particles">Particles, [N], 0 for noise.</param>
internal sealed record HitColumns(ulong[] Ids, double[] X, double[] Y, double[] Z, int[] Layers, ulong[] Particles)
{
    /// <summary>On no layer of the detector.</summary>
    public const int NoLayer = -1;

    /// <summary>On a layer that nobody asked for.</summary>
    public const int OtherLayer = -2;

    public double RadiusOf(int hit) => Math.Sqrt((X[hit] * X[hit]) + (Y[hit] * Y[hit]));
}
