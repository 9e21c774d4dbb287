namespace Hep.Data;

/// <summary>How the content of cells is taken between their middles when an image is moved or turned.</summary>
public enum ImageInterpolation
{
    /// <summary>A cubic B-spline through the cells' contents; it may go below zero next to bright cells.</summary>
    Cubic,

    /// <summary>Linearly in both directions.</summary>
    Linear,
}
