namespace ScottPlot;

public struct Pixel(float x, float y) : IEquatable<Pixel>
{
    public float X = x;
    public float Y = y;

    public Pixel(double x, double y)
        : this((float)x, (float)y)
    {
    }

    public static Pixel Zero => new(0f, 0f);
    public static Pixel NaN => new(float.NaN, float.NaN);
    public readonly Pixel WithOffset(float dX, float dY) => new(X + dX, Y + dY);
    public static Pixel operator +(Pixel a, Pixel b) => new(a.X + b.X, a.Y + b.Y);
    public static Pixel operator -(Pixel a, Pixel b) => new(a.X - b.X, a.Y - b.Y);
    public static bool operator ==(Pixel a, Pixel b) => a.Equals(b);
    public static bool operator !=(Pixel a, Pixel b) => !a.Equals(b);
    public readonly bool Equals(Pixel other) => X == other.X && Y == other.Y;
    public override readonly bool Equals(object? obj) => obj is Pixel other && Equals(other);
    public override readonly int GetHashCode() => HashCode.Combine(X, Y);
}

public readonly struct PixelLength(float length)
{
    public readonly float Length = length;
    public static implicit operator PixelLength(float length) => new(length);
}

public readonly struct PixelLine(float x1, float y1, float x2, float y2)
{
    public readonly float X1 = x1;
    public readonly float Y1 = y1;
    public readonly float X2 = x2;
    public readonly float Y2 = y2;

    public PixelLine(Pixel px1, Pixel px2)
        : this(px1.X, px1.Y, px2.X, px2.Y)
    {
    }

    public Pixel Pixel1 => new(X1, Y1);
    public Pixel Pixel2 => new(X2, Y2);
}

public struct PixelOffset(float X, float Y)
{
    public float X { get; set; } = X;
    public float Y { get; set; } = Y;
    public static PixelOffset Zero => new(0, 0);
}

public struct PixelPadding(float left, float right, float bottom, float top)
{
    public float Left = left;
    public float Right = right;
    public float Bottom = bottom;
    public float Top = top;

    public PixelPadding(float padding)
        : this(padding, padding, padding, padding)
    {
    }

    public PixelPadding(float x, float y)
        : this(x, x, y, y)
    {
    }

    public readonly float Horizontal => Left + Right;
    public readonly float Vertical => Top + Bottom;
    public static PixelPadding Zero => new(0);
}

public readonly struct PixelSize(float width, float height)
{
    public readonly float Width = width;
    public readonly float Height = height;

    public PixelSize(double width, double height)
        : this((float)width, (float)height)
    {
    }
}

public readonly struct PixelRect(float left, float right, float bottom, float top)
{
    public readonly float Left = left;
    public readonly float Right = right;
    public readonly float Bottom = bottom;
    public readonly float Top = top;

    public float Width => Right - Left;
    public float Height => Bottom - Top;
    public PixelSize Size => new(Width, Height);
    public bool HasArea => Width * Height != 0;
    public float HorizontalCenter => (Left + Right) / 2;
    public float VerticalCenter => (Top + Bottom) / 2;
    public Pixel TopLeft => new(Left, Top);
    public Pixel TopRight => new(Right, Top);
    public Pixel BottomLeft => new(Left, Bottom);
    public Pixel BottomRight => new(Right, Bottom);
    public Pixel LeftCenter => new(Left, VerticalCenter);
    public Pixel RightCenter => new(Right, VerticalCenter);
    public Pixel TopCenter => new(HorizontalCenter, Top);
    public Pixel BottomCenter => new(HorizontalCenter, Bottom);
    public Pixel Center => new(HorizontalCenter, VerticalCenter);

    public PixelRect Contract(PixelPadding padding) =>
        new(Left + padding.Left, Right - padding.Right, Bottom - padding.Bottom, Top + padding.Top);

    public PixelRect Contract(float x, float y) => Contract(new PixelPadding(x, y));
    public PixelRect Expand(PixelPadding pad) => new(Left - pad.Left, Right + pad.Right, Bottom + pad.Bottom, Top - pad.Top);
    public PixelRect WithOffset(PixelOffset offset) => new(Left + offset.X, Right + offset.X, Bottom + offset.Y, Top + offset.Y);

    public PixelRect AlignedInside(PixelRect largerRect, Alignment alignment)
    {
        var left = largerRect.Left + (largerRect.Width - Width) * alignment.Horizontal();
        var top = largerRect.Top + (largerRect.Height - Height) * alignment.Vertical();
        return new PixelRect(left, left + Width, top + Height, top);
    }
}

public struct MeasuredText
{
    public PixelSize Size { get; set; }
    public float LineHeight { get; set; }
    public float[] LineWidths { get; set; }
    public float Bottom { get; set; }
    public readonly float Width => Size.Width;
    public readonly float Height => Size.Height;

    public readonly PixelRect Rect(Alignment alignment)
    {
        var left = -Width * alignment.Horizontal();
        var top = -Height * alignment.Vertical();
        return new PixelRect(left, left + Width, top + Height, top);
    }
}
