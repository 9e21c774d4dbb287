namespace Hep.Evaluation.Plots;

/// <summary>How the values of an image become colours.</summary>
public enum ImageScale
{
    /// <summary>Linear, from the smallest value to the largest; what is not finite is white.</summary>
    Linear,

    /// <summary>Logarithmic, from a floor to the largest value; what is not above 0, an empty cell, is white.</summary>
    Logarithmic,

    /// <summary>Linear and symmetric about 0, which is white: blue below, red above. What is not finite is grey.</summary>
    Diverging,
}
