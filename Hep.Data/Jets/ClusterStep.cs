namespace Hep.Data.Jets;

/// <summary>
/// One step of a clustering. Its members are numbers: below N, the count of particles, a particle; N + k what step k made.
/// </summary>
/// <param name="First">The member that came first.</param>
/// <param name="Second">The other one, or <see cref="Beam"/> where the first became a jet.</param>
/// <param name="Distance">d_ij or d_iB: GeV² for kt, 1/GeV² for anti-kt, a pure number for Cambridge/Aachen.</param>
public readonly record struct ClusterStep(int First, int Second, double Distance)
{
    /// <summary>Stands for the beams.</summary>
    public const int Beam = -1;
}
