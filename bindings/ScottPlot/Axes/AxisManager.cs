using ScottPlot.AxisPanels;
using ScottPlot.Panels;

namespace ScottPlot;

public class AxisManager
{
    private readonly Plot plot;
    private readonly List<IXAxis> xAxes = [new BottomAxis(), new TopAxis()];
    private readonly List<IYAxis> yAxes = [new LeftAxis(), new RightAxis()];
    private readonly List<IPanel> otherPanels = [];
    private double marginLeft = 0.05, marginRight = 0.05, marginBottom = 0.075, marginTop = 0.075;

    public AxisManager(Plot plot) => this.plot = plot;

    public IXAxis Bottom => xAxes.First(axis => axis.Edge == Edge.Bottom);
    public IXAxis Top => xAxes.First(axis => axis.Edge == Edge.Top);
    public IYAxis Left => yAxes.First(axis => axis.Edge == Edge.Left);
    public IYAxis Right => yAxes.First(axis => axis.Edge == Edge.Right);
    public TitlePanel Title { get; } = new();
    public bool LimitsHaveBeenSet => Bottom.Range.HasBeenSet && Left.Range.HasBeenSet;

    public IEnumerable<IXAxis> GetXAxes() => xAxes;
    public IEnumerable<IYAxis> GetYAxes() => yAxes;
    public IEnumerable<IAxis> GetAxes() => [.. xAxes, .. yAxes];
    public IEnumerable<IAxis> GetAxes(Edge edge) => GetAxes().Where(axis => axis.Edge == edge);
    public IPanel[] GetPanels() => [.. xAxes, .. yAxes, .. otherPanels, Title];

    public void AddPanel(IPanel panel) => otherPanels.Add(panel);

    public RightAxis AddRightAxis()
    {
        var axis = new RightAxis();
        yAxes.Add(axis);
        return axis;
    }

    public LeftAxis AddLeftAxis()
    {
        var axis = new LeftAxis();
        yAxes.Add(axis);
        return axis;
    }

    public void Remove(IPanel panel) => otherPanels.Remove(panel);

    public AxisLimits GetLimits() => GetLimits(Bottom, Left);
    public AxisLimits GetLimits(IXAxis xAxis, IYAxis yAxis) => new(xAxis.Min, xAxis.Max, yAxis.Min, yAxis.Max);
    public AxisLimits GetDataLimits() => GetDataLimits(Bottom, Left);

    public AxisLimits GetDataLimits(IXAxis xAxis, IYAxis yAxis)
    {
        ReplaceNullAxesWithDefaults();
        AxisLimits[] all = [.. plot.PlottableList.Where(item => item.IsVisible && item.Axes.XAxis == xAxis).Select(item => item.GetAxisLimits())];
        AxisLimits[] allY = [.. plot.PlottableList.Where(item => item.IsVisible && item.Axes.YAxis == yAxis).Select(item => item.GetAxisLimits())];
        var x = ExtentBuilder.Of(all.SelectMany(limits => new[] { limits.Left, limits.Right }));
        var y = ExtentBuilder.Of(allY.SelectMany(limits => new[] { limits.Bottom, limits.Top }));
        return new AxisLimits(x.Min, x.Max, y.Min, y.Max);
    }

    public void SetLimits(AxisLimits limits) => SetLimits(limits.Left, limits.Right, limits.Bottom, limits.Top);
    public void SetLimits(CoordinateRect rect) => SetLimits(rect.Left, rect.Right, rect.Bottom, rect.Top);

    public void SetLimits(CoordinateRange xRange, CoordinateRange yRange) =>
        SetLimits(xRange.Value1, xRange.Value2, yRange.Value1, yRange.Value2);

    public void SetLimits(double left, double right, double bottom, double top)
    {
        SetLimitsX(left, right);
        SetLimitsY(bottom, top);
    }

    public void SetLimits(double? left = null, double? right = null, double? bottom = null, double? top = null)
    {
        if ((left is null || right is null) && !Bottom.Range.HasBeenSet)
            AutoScaleX();
        if ((bottom is null || top is null) && !Left.Range.HasBeenSet)
            AutoScaleY();
        SetLimitsX(left ?? Bottom.Min, right ?? Bottom.Max);
        SetLimitsY(bottom ?? Left.Min, top ?? Left.Max);
    }

    public void SetLimitsX(double left, double right) => SetLimitsX(left, right, Bottom);
    public void SetLimitsX(double left, double right, IXAxis xAxis) => xAxis.Range.Set(left, right);
    public void SetLimitsX(AxisLimits limits) => SetLimitsX(limits.Left, limits.Right);
    public void SetLimitsY(double bottom, double top) => SetLimitsY(bottom, top, Left);
    public void SetLimitsY(double bottom, double top, IYAxis yAxis) => yAxis.Range.Set(bottom, top);
    public void SetLimitsY(AxisLimits limits) => SetLimitsY(limits.Bottom, limits.Top);

    public void AutoScale(bool? invertX = null, bool? invertY = null)
    {
        AutoScale(Bottom, Left);
        if (invertX == true)
            InvertX();
        if (invertY == true)
            InvertY();
    }

    public void AutoScaleX() => AutoScaleX(Bottom);
    public void AutoScaleX(IXAxis xAxis) => AutoScale(xAxis, Left, horizontal: true, vertical: false);
    public void AutoScaleY() => AutoScaleY(Left);
    public void AutoScaleY(IYAxis yAxis) => AutoScale(Bottom, yAxis, horizontal: false, vertical: true);

    public void AutoScale(IXAxis xAxis, IYAxis yAxis, bool horizontal = true, bool vertical = true)
    {
        var limits = GetDataLimits(xAxis, yAxis);
        if (horizontal)
            SetWithMargins(xAxis, limits.Left, limits.Right, marginLeft, marginRight);
        if (vertical)
            SetWithMargins(yAxis, limits.Bottom, limits.Top, marginBottom, marginTop);
    }

    public void Margins() => Margins(0.05, 0.05, 0.07, 0.07);

    public void Margins(double horizontal = 0.1, double vertical = 0.15) => Margins(horizontal / 2, horizontal / 2, vertical / 2, vertical / 2);

    public void Margins(double left = 0.05, double right = 0.05, double bottom = 0.07, double top = 0.07)
    {
        (marginLeft, marginRight, marginBottom, marginTop) = (left, right, bottom, top);
        AutoScale();
    }

    public void TightMargins() => Margins(0, 0);

    public void InvertX() => Bottom.Range.Set(Bottom.Max, Bottom.Min);
    public void InvertY() => Left.Range.Set(Left.Max, Left.Min);

    public void Color(Color color)
    {
        foreach (var axis in GetAxes().Cast<AxisBase>())
            axis.Color(color);
        Title.Label.ForeColor = color;
    }

    public void Frame(bool enable)
    {
        foreach (var axis in GetAxes())
            axis.FrameLineStyle.IsVisible = enable;
    }

    public void FrameWidth(float width)
    {
        foreach (var axis in GetAxes())
            axis.FrameLineStyle.Width = width;
    }

    public void FrameColor(Color color)
    {
        foreach (var axis in GetAxes())
            axis.FrameLineStyle.Color = color;
    }

    public void ReplaceNullAxesWithDefaults()
    {
        foreach (var item in plot.PlottableList)
        {
            item.Axes.XAxis ??= Bottom;
            item.Axes.YAxis ??= Left;
        }
    }

    internal void AutoScaleUnsetAxes()
    {
        ReplaceNullAxesWithDefaults();
        foreach (var item in plot.PlottableList.Select(item => (item.Axes.XAxis, item.Axes.YAxis)).Append((Bottom, Left)).Distinct())
            AutoScale(item.Item1, item.Item2, !item.Item1.Range.HasBeenSet, !item.Item2.Range.HasBeenSet);
    }

    private static void SetWithMargins(IAxis axis, double min, double max, double below, double above)
    {
        if (double.IsNaN(min))
            (min, max) = (-10, 10);
        if (min == max)
            (min, max) = (min - 1, max + 1);
        var span = max - min;
        axis.Range.Set(min - span * below, max + span * above);
    }
}
