using Hep.Evaluation.Plots;
using Hep.Evaluation.Report;

namespace Hep.Training.Runs;

/// <summary>Writes figures into one folder, each as PNG, SVG and PDF with its numbers beside it, and keeps their captions for the report.</summary>
/// <param name="folder">Where; made if it is missing.</param>
/// <param name="note">What every figure is labelled with, such as Simulation; null: nothing.</param>
internal sealed class FigureFolder(string folder, string? note)
{
    private readonly List<ReportFigure> figures = [];

    /// <summary>The figures so far, as the report shows them.</summary>
    public IReadOnlyList<ReportFigure> Figures => figures;

    /// <summary>Writes a figure.</summary>
    /// <param name="name">The files' name, without ending.</param>
    /// <param name="caption">What it shows.</param>
    /// <param name="figure">The figure.</param>
    public void Add(string name, string caption, Figure figure)
    {
        var path = Path.Combine(folder, name);
        FigureWriter.Save(figure.WithNote(note), path, FigureFormat.Png, FigureFormat.Svg, FigureFormat.Pdf);
        figures.Add(ReportFigure.FromFile(caption, path + ".svg"));
    }
}
