namespace ScottPlot;

public enum Alignment
{
    UpperLeft, UpperCenter, UpperRight, MiddleLeft, MiddleCenter, MiddleRight, LowerLeft, LowerCenter, LowerRight,
}

public enum ConnectStyle
{
    Straight, StepHorizontal, StepVertical,
}

public enum Edge
{
    Left, Right, Bottom, Top,
}

/// <summary>The subset writes Png (pictures) and Svg; the others are refused.</summary>
public enum ImageFormat
{
    Bmp, Jpeg, Png, Webp, Svg,
}

public enum Orientation
{
    Horizontal, Vertical,
}

public enum MarkerShape
{
    None, FilledCircle, OpenCircle, FilledSquare, OpenSquare, FilledTriangleUp, OpenTriangleUp, FilledTriangleDown, OpenTriangleDown,
    FilledDiamond, OpenDiamond, Eks, Cross, VerticalBar, HorizontalBar, TriUp, TriDown, Asterisk, HashTag,
}

internal static class AlignmentFractions
{
    /// <summary>0 left, 1/2 center, 1 right.</summary>
    public static float Horizontal(this Alignment alignment) => ((int)alignment % 3) / 2f;

    /// <summary>0 upper, 1/2 middle, 1 lower.</summary>
    public static float Vertical(this Alignment alignment) => ((int)alignment / 3) / 2f;

    public static bool IsVertical(this Edge edge) => edge is Edge.Left or Edge.Right;
}
