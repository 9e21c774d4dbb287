namespace Hep.Data;

/// <summary>To what the cells of an image are scaled, image by image.</summary>
public enum ImageNormalization
{
    /// <summary>They keep their content.</summary>
    None,

    /// <summary>The sum of their squares is 1.</summary>
    Squares,

    /// <summary>Their sum is 1.</summary>
    Sum,
}
