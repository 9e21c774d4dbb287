namespace ScottPlot;

public interface IPlottable
{
    bool IsVisible { get; set; }
    IAxes Axes { get; set; }
    IEnumerable<LegendItem> LegendItems { get; }
    AxisLimits GetAxisLimits();
    void Render(RenderPack rp);
}

public interface IHasLegendText
{
    string LegendText { get; set; }
}

/// <summary>Drawn a second time, over everything else and not clipped to the data area.</summary>
public interface IRenderLast
{
    void RenderLast(RenderPack rp);
}

public interface IScatterSource
{
    IReadOnlyList<Coordinates> GetScatterPoints();
    AxisLimits GetLimits();
}

internal sealed class ScatterSource(IReadOnlyList<Coordinates> points) : IScatterSource
{
    public IReadOnlyList<Coordinates> GetScatterPoints() => points;
    public AxisLimits GetLimits() => ExtentBuilder.Limits(points);
}
