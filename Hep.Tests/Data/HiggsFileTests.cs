using System.IO.Compression;
using Hep.Data;
using Hep.Tests.Support;
using Xunit;

namespace Hep.Tests.Data;

/// <summary>The real challenge rows, against pandas and against the published definitions.</summary>
public sealed class HiggsFileTests
{
    private const string File15000 = "higgsml/atlas-higgs-challenge-2014-v2.first15000.csv.gz";

    [SkippableFact]
    public void Sums_means_and_ranges_are_those_of_pandas()
    {
        var table = CsvReader.Read(Repository.SharedData(File15000), HiggsChallenge.Layout);
        Assert.Equal(15_000, table.Count);
        Assert.Equal([9876, 5124], table.CountPerClass());
        Assert.Equal((100_000UL, 114_999UL), (table.EventIds[0], table.EventIds[^1]));
        Assert.Equal(["t"], table.Text("KaggleSet").Values.Distinct());
        Assert.Equal(0.00265331133733, table.Numbers("KaggleWeight").Values[0]);

        var golden = CsvColumns.Read(Repository.PathOf("Hep.Tests/Data/golden/higgs_columns.csv"), ["count", "mean", "std", "min", "max"], ["name"]);
        var scaling = Preprocessings.Fit(table);
        Assert.Equal(32, golden.Count);
        for (var f = 0; f < 30; f++)
        {
            var feature = table.Features[f];
            var values = feature.Values.Where(v => v != -999f).ToArray();
            Assert.Equal(golden.Texts("name")[f], feature.Name);
            Assert.Equal(golden.Numbers("count")[f], values.Length);
            Assert.Equal((float)golden.Numbers("min")[f], values.Min());
            Assert.Equal((float)golden.Numbers("max")[f], values.Max());

            // pandas has the doubles of the file, we its floats: each is off by at most 6e-8 of itself, and so is their mean.
            var tolerance = 1.2e-7 * values.Max(Math.Abs);
            Assert.Equal(golden.Numbers("mean")[f], scaling.Numbers[0][f], tolerance);
            Assert.Equal(golden.Numbers("std")[f], scaling.Numbers[1][f], tolerance);
        }

        var sums = table.WeightPerClass();
        for (var c = 0; c < 2; c++)
            Assert.Equal(golden.Numbers("mean")[30 + c] * golden.Numbers("count")[30 + c], sums[c], 1e-9);
    }

    [SkippableFact]
    public void Compressed_and_plain_files_give_the_same_table()
    {
        var compressed = Repository.SharedData(File15000);
        using var folder = new TemporaryFolder();
        using (var from = new GZipStream(File.OpenRead(compressed), CompressionMode.Decompress))
        using (var to = File.Create(folder.File("plain.csv")))
            from.CopyTo(to);
        var one = CsvReader.Read(compressed, HiggsChallenge.Layout);
        var other = CsvReader.Read(folder.File("plain.csv"), HiggsChallenge.Layout);
        Assert.Equal(one.ToRowMajor(), other.ToRowMajor());
        Assert.Equal(one.Weights, other.Weights);
        Assert.Equal(one.Numbers("KaggleWeight").Values, other.Numbers("KaggleWeight").Values);
    }

    [SkippableFact]
    public void Derived_features_follow_from_the_measured_ones_by_our_formulas()
    {
        var table = CsvReader.Read(Repository.SharedData(File15000), HiggsChallenge.Layout);
        var matrix = table.ToRowMajor();
        var row = new double[30];
        var outside = new int[13];
        for (var i = 0; i < table.Count; i++)
        {
            var read = matrix.AsSpan(30 * i, 30);
            HiggsFeatures.Fill(Objects(read), read[0], row);
            for (var f = 1; f < 13; f++)
            {
                // The file's numbers are rounded to 0.001: angles by half of that, and a sum of momenta by as much of their size.
                var hardness = f is 1 or 2 or 3 or 8 ? read[13] + read[16] + read[19] + read[29] : 0;
                var tolerance = 0.005 + (0.0015 * Math.Abs(read[f])) + (0.001 * hardness);
                if (f == 11)
                    tolerance = CentralityTolerance(read);
                var difference = f == 5 ? Math.Max(0, row[f] - read[f]) : Math.Abs(row[f] - read[f]);
                outside[f] += difference <= tolerance ? 0 : 1;
            }
        }

        // The file does not give the masses of its objects, and ours have none: our mass of two jets is never the larger one, and a handful
        // of light pairs show the mass of the tau.
        for (var f = 1; f < 13; f++)
            Assert.True(outside[f] <= (f == 2 ? 5 : 0), FormattableString.Invariant($"{table.Features[f].Name}: {outside[f]} events differ"));
    }

    [SkippableFact]
    public void The_summary_and_the_fingerprint_of_the_file()
    {
        var path = Repository.SharedData(File15000);
        var summary = DataSummary.Read(path, -999);
        Assert.Equal(15_000, summary.Rows);
        Assert.Equal(35, summary.Columns.Count);
        var mass = summary.Columns[1];
        Assert.Equal(("DER_mass_MMC", ColumnKind.Number, 12_756L, 2_244L), (mass.Name, mass.Kind, mass.Values, mass.Missing));
        Assert.Equal(121.33183623392912, mass.Mean, 1e-9);
        var label = summary.Columns.Single(c => c.Name == "Label");
        Assert.Equal([new("b", 9876), new("s", 5124)], label.Texts!);
        Assert.Matches("^[0-9a-f]{64}$", InputFingerprint.Sha256(path));
    }

    // (A + B) / |(A, B)| with A and B known to 0.001; where tau and lepton are back to back, rounding decides its sign.
    private static double CentralityTolerance(ReadOnlySpan<float> row)
    {
        var length = Math.Sqrt(Math.Pow(Math.Sin(row[20] - row[18]), 2) + Math.Pow(Math.Sin(row[15] - row[20]), 2));
        return Math.Abs(Math.Sin(row[15] - row[18])) < 0.0015 ? 2 * Math.Sqrt(2) : 0.002 + (0.0015 / length);
    }

    private static HiggsObjects Objects(ReadOnlySpan<float> row) => new()
    {
        Tau = new(row[13], row[14], row[15]),
        Lepton = new(row[16], row[17], row[18]),
        Met = row[19],
        MetPhi = row[20],
        SumEt = row[21],
        JetNum = (int)row[22],
        Leading = new(row[23], row[24], row[25]),
        Subleading = new(row[26], row[27], row[28]),
        JetAllPt = row[29],
    };
}
