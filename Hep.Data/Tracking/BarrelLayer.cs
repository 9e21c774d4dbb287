namespace Hep.Data.Tracking;

/// <summary>A layer of a barrel tracker: a cylinder around the beam line which measures two coordinates, along its circumference and along the beam.</summary>
public sealed record BarrelLayer
{
    /// <summary>The radius in mm.</summary>
    public required double Radius { get; init; }

    /// <summary>Half of the length in mm: hits have |z| up to it.</summary>
    public required double HalfLength { get; init; }

    /// <summary>The standard deviation of the position along the circumference, r φ, in mm.</summary>
    public required double ResolutionRPhi { get; init; }

    /// <summary>The standard deviation of the position along the beam in mm.</summary>
    public required double ResolutionZ { get; init; }

    /// <summary>The probability that a particle which crosses the layer leaves a hit.</summary>
    public double Efficiency { get; init; } = 1;

    /// <summary>What a particle crosses at normal incidence, in radiation lengths.</summary>
    public double Material { get; init; }

    /// <exception cref="ArgumentException">A number is outside its range.</exception>
    internal void Check(int number)
    {
        Require(double.IsFinite(Radius) && Radius > 0, nameof(Radius), Radius, "a radius in mm above 0");
        Require(double.IsFinite(HalfLength) && HalfLength > 0, nameof(HalfLength), HalfLength, "a length in mm above 0");
        Require(double.IsFinite(ResolutionRPhi) && ResolutionRPhi >= 0, nameof(ResolutionRPhi), ResolutionRPhi, "a length in mm, 0 or more");
        Require(double.IsFinite(ResolutionZ) && ResolutionZ >= 0, nameof(ResolutionZ), ResolutionZ, "a length in mm, 0 or more");
        Require(Efficiency is >= 0 and <= 1, nameof(Efficiency), Efficiency, "a probability from 0 to 1");
        Require(Material is >= 0 and < 1, nameof(Material), Material, "radiation lengths from 0 to below 1");

        void Require(bool holds, string name, double found, string expected)
        {
            if (!holds)
                throw new ArgumentException(FormattableString.Invariant($"layer {number}: {name} is {found}; expected {expected}"), name);
        }
    }
}
