namespace Hep.Data;

/// <summary>What comes to lie in the middle of an image.</summary>
public enum ImageCentre
{
    /// <summary>The middle stays the middle.</summary>
    None,

    /// <summary>The leading subjet, from the columns of <see cref="SubjetColumns"/>.</summary>
    Subjet,

    /// <summary>The middle of the brightest cell; of several, the mean of theirs.</summary>
    Brightest,

    /// <summary>The mean position of the cells, weighted with their content.</summary>
    Centroid,
}
