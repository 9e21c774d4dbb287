using Hep.Evaluation.Plots;
using Hep.Evaluation.Report;
using Hep.Training.Cards;

namespace Hep.Training.Runs;

/// <summary>Writes figures into one folder, each as PNG, SVG and PDF with its numbers beside it, and keeps their captions for the report.</summary>
/// <param name="folder">Where; made if it is missing.</param>
/// <param name="options">The run card's section: width, font, and what is written above the frames.</param>
internal sealed class FigureFolder(string folder, IFigureLabels options)
{
    private readonly List<ReportFigure> figures = [];

    /// <summary>The figures so far, as the report shows them.</summary>
    public IReadOnlyList<ReportFigure> Figures => figures;

    /// <summary>Writes a figure.</summary>
    /// <param name="name">The files' name, without ending.</param>
    /// <param name="caption">What it shows.</param>
    /// <param name="figure">The figure.</param>
    /// <param name="isMeasured">Whether there are measured events in it.</param>
    public void Add(string name, string caption, Figure figure, bool isMeasured = false)
    {
        var path = Path.Combine(folder, name);
        FigureWriter.Save(figure.Styled(options, isMeasured), path, FigureFormat.Png, FigureFormat.Svg, FigureFormat.Pdf);
        figures.Add(ReportFigure.FromFile(caption, path + ".svg"));
    }

    /// <summary>A column's name as it can stand in names of files and in paths of figures of merit: a dot would part the path.</summary>
    /// <param name="column">The column's name.</param>
    public static string NameOf(string column) => string.Concat(column.Select(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' ? c : '_'));
}
