namespace ScottPlot
{
    public interface IPalette
    {
        Color[] Colors { get; }
        string Name { get; }
        string Description { get; }
        Color GetColor(int index);
    }
}

namespace ScottPlot.Palettes
{
    public class Category10 : IPalette
    {
        public string Name { get; } = "Category 10";
        public string Description { get; } = "A set of 10 unique colors used in many data visualization libraries";

        public Color[] Colors { get; } = Color.FromHex(
            ["#1f77b4", "#ff7f0e", "#2ca02c", "#d62728", "#9467bd", "#8c564b", "#e377c2", "#7f7f7f", "#bcbd22", "#17becf"]);

        public Color GetColor(int index) => Colors[index % Colors.Length];
    }

    public class ColorblindFriendly : IPalette
    {
        public string Name { get; } = "Colorblind Friendly";
        public string Description { get; } = "Eight colors that people with color blindness tell apart: B. Wong, Nature Methods 8 (2011) 441";

        public Color[] Colors { get; } = Color.FromHex(
            ["#000000", "#E69F00", "#56B4E9", "#009E73", "#F0E442", "#0072B2", "#D55E00", "#CC79A7"]);

        public Color GetColor(int index) => Colors[index % Colors.Length];
    }
}
