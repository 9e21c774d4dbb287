namespace Hep.Data;

/// <summary>What comes to lie below the middle of an image, towards smaller phi.</summary>
public enum ImageRotation
{
    /// <summary>The image is not turned.</summary>
    None,

    /// <summary>The second subjet, from the columns of <see cref="SubjetColumns"/>; of a jet without one, as <see cref="Axis"/>.</summary>
    Subjet,

    /// <summary>The principal axis of the cells around the centre, its end with more content.</summary>
    Axis,
}
