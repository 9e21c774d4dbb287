using System.Net;
using System.Security.Cryptography;
using System.Text;

using Hep.Common;

namespace Hep.Evaluation.Report;

/// <summary>
/// A report as one HTML page that needs nothing else: pictures are held in it, there is no script and no reference to any other place,
/// and its content security policy forbids both. All text is escaped. It reads on a phone and prints on paper.
/// </summary>
/// <param name="Title">The heading of the page.</param>
public sealed partial record HtmlReport(string Title)
{
    /// <summary>A line below the heading; empty for none.</summary>
    public string Subtitle { get; init; } = "";

    /// <summary>What a reader looks for first.</summary>
    public IReadOnlyList<ReportNumber> KeyNumbers { get; init; } = [];

    /// <summary>What a reader must know before trusting the numbers; shown above the sections, where there are any.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The sections in order.</summary>
    public IReadOnlyList<ReportSection> Sections { get; init; } = [];

    /// <summary>The whole page.</summary>
    public string ToHtml()
    {
        // Pictures stand in <img>, not inline: the ids inside several SVG drawings would collide, and scripts in them would run.
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)));
        var page = new StringBuilder();
        page.Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Append($"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; style-src 'sha256-{hash}'\">\n")
            .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
            .Append($"<title>{Escape(Title)}</title>\n<style>{Style}</style>\n</head>\n<body>\n<main>\n");
        WriteHead(page);
        for (var i = 0; i < Sections.Count; i++)
            WriteSection(page, Sections[i], Anchor(i));
        page.Append("</main>\n</body>\n</html>\n");
        return page.ToString();
    }

    /// <summary>Writes the page; what was there before stays until the new file is whole.</summary>
    /// <param name="path">The file; its folder is made if it is missing.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public void Save(string path) => AtomicFile.Write(path, ToHtml(), "report");

    private void WriteHead(StringBuilder page)
    {
        page.Append($"<header>\n<h1>{Escape(Title)}</h1>\n");
        if (Subtitle.Length > 0)
            page.Append($"<p class=\"subtitle\">{Escape(Subtitle)}</p>\n");
        page.Append("</header>\n");

        if (KeyNumbers.Count > 0)
        {
            page.Append("<dl class=\"numbers\">\n");
            foreach (var number in KeyNumbers)
            {
                page.Append($"<div><dt>{Escape(number.Name)}</dt><dd>{Escape(number.Value)}</dd>");
                if (number.Note is { Length: > 0 } note)
                    page.Append($"<dd class=\"note\">{Escape(note)}</dd>");
                page.Append("</div>\n");
            }

            page.Append("</dl>\n");
        }

        if (Warnings.Count > 0)
        {
            page.Append("<section class=\"warnings\" role=\"note\">\n<h2>Warnings</h2>\n<ul>\n");
            foreach (var warning in Warnings)
                page.Append($"<li>{Escape(warning)}</li>\n");
            page.Append("</ul>\n</section>\n");
        }

        if (Sections.Count > 1)
        {
            page.Append("<nav>\n");
            for (var i = 0; i < Sections.Count; i++)
                page.Append($"<a href=\"#{Anchor(i)}\">{Escape(Sections[i].Title)}</a>\n");
            page.Append("</nav>\n");
        }
    }

    private static void WriteSection(StringBuilder page, ReportSection section, string anchor)
    {
        page.Append($"<section id=\"{anchor}\">\n<h2>{Escape(section.Title)}</h2>\n");
        foreach (var paragraph in section.Text.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            page.Append($"<p>{Escape(paragraph)}</p>\n");

        if (section.Figures.Count > 0)
        {
            page.Append("<div class=\"figures\">\n");
            foreach (var figure in section.Figures)
            {
                page.Append($"<figure><img alt=\"{Escape(figure.Caption)}\" src=\"data:{Escape(figure.MediaType)};base64,")
                    .Append(Convert.ToBase64String(figure.Image.Span))
                    .Append($"\"><figcaption>{Escape(figure.Caption)}</figcaption></figure>\n");
            }

            page.Append("</div>\n");
        }

        foreach (var table in section.Tables)
            WriteTable(page, table);
        if (section.Preformatted.Length > 0)
            page.Append($"<pre>{Escape(section.Preformatted)}</pre>\n");
        page.Append("</section>\n");
    }

    private static void WriteTable(StringBuilder page, ReportTable table)
    {
        var style = table.Header.Count > 0 ? "table" : "table facts";
        page.Append($"<div class=\"{style}\">\n<table>\n<caption>{Escape(table.Caption)}</caption>\n");
        if (table.Header.Count > 0)
        {
            page.Append("<thead><tr>");
            foreach (var title in table.Header)
                page.Append($"<th scope=\"col\">{Escape(title)}</th>");
            page.Append("</tr></thead>\n");
        }

        page.Append("<tbody>\n");
        foreach (var row in table.Rows)
        {
            page.Append("<tr>");
            for (var i = 0; i < row.Count; i++)
                page.Append(i == 0 ? $"<th scope=\"row\">{Escape(row[i])}</th>" : $"<td>{Escape(row[i])}</td>");
            page.Append("</tr>\n");
        }

        page.Append("</tbody>\n</table>\n</div>\n");
    }

    private static string Anchor(int section) => FormattableString.Invariant($"section-{section + 1}");

    /// <summary>Text as HTML shows it: markup characters as entities, control characters, which HTML forbids, as the replacement character.</summary>
    private static string Escape(string text) => WebUtility.HtmlEncode(
        string.Create(text.Length, text, static (clean, source) =>
        {
            for (var i = 0; i < clean.Length; i++)
                clean[i] = char.IsControl(source[i]) && source[i] is not ('\n' or '\t' or '\r') ? '\uFFFD' : source[i];
        }));
}
