namespace ScottPlot
{
    public interface IColormap
    {
        string Name { get; }
        Color GetColor(double position);
    }

    public interface IHasColorAxis
    {
        IColormap Colormap { get; }
        Range GetRange();
    }

    public abstract class Colormap
    {
        private protected Colormap()
        {
        }

        public static IColormap Default { get; set; } = new Colormaps.Viridis();

        public static IColormap FromColors(Color[] colors, bool smooth = true) =>
            smooth ? new Colormaps.CustomInterpolated(colors) : new Colormaps.CustomPalette(colors);
    }

    public static class IColormapExtensions
    {
        public static Color GetColor(this IColormap cmap, double position, Range range) =>
            cmap.GetColor(range.Min == range.Max ? 0 : range.Normalize(position, true));

        public static Color[] GetColors(this IColormap colormap, int count, double minFraction = 0, double maxFraction = 1)
        {
            var colors = new Color[count];
            for (var i = 0; i < count; i++)
                colors[i] = colormap.GetColor(minFraction + (maxFraction - minFraction) * (count == 1 ? 0 : i / (count - 1.0)));
            return colors;
        }
    }
}

namespace ScottPlot.Colormaps
{
    public class Viridis : IColormap
    {
        private static readonly Color[] Table = ColorTables.Parse(ColorTables.Viridis);
        public string Name => "Viridis";
        public Color GetColor(double position) => Table[(int)(255 * Math.Clamp(position, 0, 1))];
    }

    public class Plasma : IColormap
    {
        private static readonly Color[] Table = ColorTables.Parse(ColorTables.Plasma);
        public string Name => "Plasma";
        public Color GetColor(double position) => Table[(int)(255 * Math.Clamp(position, 0, 1))];
    }

    public class Grayscale : IColormap
    {
        public string Name => "Grayscale";
        public Color GetColor(double normalizedIntensity) => Color.Gray((byte)(255 * Math.Clamp(normalizedIntensity, 0, 1)));
    }

    public class CustomPalette : IColormap
    {
        private readonly Color[] colors;

        public CustomPalette(Color[] colors, string name = "custom") => (this.colors, Name) = (colors, name);

        public string Name { get; }
        public Color GetColor(double position) => colors[(int)((colors.Length - 1) * Math.Clamp(position, 0, 1))];
    }

    public class CustomInterpolated : IColormap
    {
        private readonly Color[] colors;

        public CustomInterpolated(Color[] colors) => this.colors = colors;

        public string Name => "Interpolated";

        public Color GetColor(double position)
        {
            if (colors.Length == 0)
                return ScottPlot.Colors.Transparent;
            var place = (colors.Length - 1) * Math.Clamp(position, 0, 1);
            var below = (int)place;
            return colors[below].InterpolateRgb(colors[Math.Min(below + 1, colors.Length - 1)], place - below);
        }
    }
}
