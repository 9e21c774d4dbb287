using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Hep.Evaluation;
using Hep.Evaluation.Report;
using Xunit;

namespace Hep.Tests.Evaluation;

public sealed class HtmlReportTests : IDisposable
{
    private static readonly byte[] Svg = Encoding.UTF8.GetBytes("<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    private readonly string _folder = Directory.CreateTempSubdirectory("hep-report").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void AllTextIsEscapedWhereverItStands()
    {
        const string evil = "<script>alert(\"x\")</script>&'\u0001";
        var html = new HtmlReport(evil)
        {
            Subtitle = evil,
            KeyNumbers = [new ReportNumber(evil, evil, evil)],
            Warnings = [evil],
            Sections =
            [
                new ReportSection(evil)
                {
                    Text = evil,
                    Figures = [new ReportFigure(evil, Svg, evil)],
                    Tables = [new ReportTable(evil, [evil, evil], [[evil, evil]])],
                    Preformatted = evil,
                },
                new ReportSection(evil),
            ],
        }.ToHtml();

        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain('\u0001', html);
        var escaped = "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&amp;&#39;\uFFFD";
        Assert.Equal(21, Regex.Count(html, Regex.Escape(escaped)));
    }

    [Fact]
    public void PageRefersToNothingOutsideAndMatchesItsPolicy()
    {
        var html = Example().ToHtml();
        Assert.DoesNotContain("http:", html);
        Assert.DoesNotContain("https:", html);
        Assert.DoesNotContain("url(", html);
        Assert.DoesNotContain(" style=", html);
        Assert.All(Regex.Matches(html, "src=\"(?<uri>[^\"]*)\""), match => Assert.StartsWith("data:image/", match.Groups["uri"].Value));
        Assert.All(Regex.Matches(html, "href=\"(?<uri>[^\"]*)\""), match => Assert.Contains($"id=\"{match.Groups["uri"].Value[1..]}\"", html));

        var style = Regex.Match(html, "<style>(?<css>.*)</style>", RegexOptions.Singleline).Groups["css"].Value;
        var hash = Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(style)));
        Assert.Contains($"style-src 'sha256-{hash}'", html);
        Assert.DoesNotContain('\r', style);
    }

    [Fact]
    public void PageIsWellFormedAndHoldsWhatWasPutIn()
    {
        var html = Example().ToHtml();
        var body = XElement.Parse(Regex.Match(html, "<body>.*</body>", RegexOptions.Singleline).Value.Replace("\"><figcaption>", "\"/><figcaption>"));
        Assert.Equal("Higgs", body.Descendants("h1").Single().Value);
        Assert.Equal(["0.9043 ± 0.0012", "at threshold 0.83"], body.Descendants("dd").Select(e => e.Value));
        Assert.Equal(["Warnings", "Curves", "Card"], body.Descendants("h2").Select(e => e.Value));
        Assert.Equal(["One", "Two\nlines"], body.Descendants("section").ElementAt(1).Elements("p").Select(e => e.Value));
        Assert.Equal("data:image/svg+xml;base64," + Convert.ToBase64String(Svg), body.Descendants("img").Single().Attribute("src")!.Value);
        Assert.Equal(["Split", "AUC", "test", "0.9"], body.Descendants("table").First().Descendants("tr").Elements().Select(e => e.Value));
        Assert.Equal("a: 1\n  b: 2\n", body.Descendants("pre").Single().Value);
    }

    [Fact]
    public void PageIsSavedWhole()
    {
        var path = Path.Combine(_folder, "run", "report.html");
        Example().Save(path);
        Assert.Equal(Example().ToHtml(), File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public void FiguresAreReadFromFiles()
    {
        var path = Path.Combine(_folder, "a.SVG");
        File.WriteAllBytes(path, Svg);
        var figure = ReportFigure.FromFile("c", path);
        Assert.Equal("image/svg+xml", figure.MediaType);
        Assert.Equal(Svg, figure.Image.ToArray());
        Assert.Equal(
            "figure 'a.pdf' is of type '.pdf'; a report shows .svg and .png",
            Assert.Throws<InvalidDataException>(() => ReportFigure.FromFile("c", "a.pdf")).Message);
        Assert.Equal("no figure 'a.png' for the report", Assert.Throws<FileNotFoundException>(() => ReportFigure.FromFile("c", "a.png")).Message);
    }

    private static HtmlReport Example() => new("Higgs")
    {
        KeyNumbers = [new ReportNumber("Test AUC", new Estimate(0.904321, 0.00123), "at threshold 0.83")],
        Warnings = ["few events"],
        Sections =
        [
            new ReportSection("Curves")
            {
                Text = "One\r\n\r\nTwo\r\nlines\n\n",
                Figures = [new ReportFigure("ROC", Svg, "image/svg+xml")],
                Tables = [new ReportTable("Figures", ["Split", "AUC"], [["test", "0.9"]]), ReportTable.OfFacts("Run", [("seed", "1")])],
            },
            new ReportSection("Card") { Preformatted = "a: 1\n  b: 2\n" },
        ],
    };
}
