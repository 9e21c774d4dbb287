using System.Globalization;
using System.Text;
using Hep.Common;
using Hep.Data;

namespace Hep.Training.Flavour;

/// <summary>What a tagger and IP3D say of the jets of the test split, as <c>predictions.csv</c>.</summary>
/// <param name="EventIds">Event ids, [N].</param>
/// <param name="Labels">The places of the true flavours, [N].</param>
/// <param name="Weights">Weights, [N].</param>
/// <param name="Pt">pT in GeV, [N].</param>
/// <param name="Probabilities">Probabilities of the flavours, [N, C].</param>
/// <param name="ImpactParameters">The score of IP3D, b against light, [N].</param>
/// <param name="ImpactParametersCharm">The same, b against c, [N].</param>
internal sealed record FlavourPredictions(string[] EventIds, int[] Labels, double[] Weights, double[] Pt, double[] Probabilities, double[] ImpactParameters, double[] ImpactParametersCharm)
{
    private const string Id = "event_id", Label = "label", Weight = "weight", PtName = "pt", Light = "ip3d_light", Charm = "ip3d_c";

    private static string[] ProbabilityNames => [.. JetSample.Flavours.Select(flavour => $"p_{flavour}")];

    /// <summary>Writes them.</summary>
    public void Save(string path) => AtomicFile.Write(path, stream =>
    {
        var flavours = JetSample.Flavours.Count;
        using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        writer.WriteLine($"{Id},split,{Label},{Weight},{PtName},{Light},{Charm},{string.Join(',', ProbabilityNames)}");
        for (var jet = 0; jet < Labels.Length; jet++)
        {
            var probabilities = string.Join(',', Enumerable.Range(0, flavours).Select(k => Probabilities[(jet * flavours) + k].ToString("G9", CultureInfo.InvariantCulture)));
            writer.WriteLine(FormattableString.Invariant($"{EventIds[jet]},test,{JetSample.Flavours[Labels[jet]]},{Weights[jet]:R},{Pt[jet]:G9},{ImpactParameters[jet]:R},{ImpactParametersCharm[jet]:R},{probabilities}"));
        }
    });

    /// <summary>Reads them.</summary>
    /// <exception cref="FileNotFoundException">There are none.</exception>
    /// <exception cref="InvalidDataException">The file is broken.</exception>
    public static FlavourPredictions Load(string path)
    {
        var rows = CsvColumns.Read(path, [Weight, PtName, Light, Charm, .. ProbabilityNames], [Id, Label]);
        var texts = rows.Texts(Label);
        var labels = new int[rows.Count];
        for (var jet = 0; jet < labels.Length; jet++)
        {
            labels[jet] = JetSample.Flavours.ToList().IndexOf(texts[jet]);
            if (labels[jet] < 0)
                throw new InvalidDataException(FormattableString.Invariant($"{path}, data row {jet + 1}, column '{Label}': found '{texts[jet]}', expected one of {string.Join(", ", JetSample.Flavours)}"));
        }

        double[][] columns = [.. ProbabilityNames.Select(rows.Numbers)];
        var probabilities = new double[labels.Length * columns.Length];
        for (var i = 0; i < probabilities.Length; i++)
            probabilities[i] = columns[i % columns.Length][i / columns.Length];
        return new FlavourPredictions(rows.Texts(Id), labels, rows.Numbers(Weight), rows.Numbers(PtName), probabilities, rows.Numbers(Light), rows.Numbers(Charm));
    }
}
