using Hep.Evaluation;
using Hep.Evaluation.Plots;
using Hep.Evaluation.Report;
using Hep.Models;
using Hep.Training.Runs;
using static TorchSharp.torch;

namespace Hep.Training.Flavour;

/// <summary>Figures that need the jets and the network: spectra before and after the reweighting, and what hidden outputs have to do with the inputs, track by track.</summary>
internal static class FlavourInputFigures
{
    private const int MostJets = 20_000;
    private const int FewestJets = 200;

    private static readonly (string Name, string Caption)[] All =
    [
        ("input_spectrum_before", "pT of the training jets by flavour, each normalised, before the reweighting"),
        ("input_spectrum_after", "The same with the weights of the loss"),
        ("input_eta_before", "|η| of the training jets by flavour, each normalised, before the reweighting"),
        ("input_eta_after", "The same with the weights of the loss"),
        ("input_correlation", "Mean over the recurrent outputs of |correlation| with the inputs of the track just read, against its position"),
    ];

    /// <summary>Draws them.</summary>
    public static void Draw(RunFolder run, FlavourCard card, JetTagger model, JetSets sets)
    {
        var folder = new FigureFolder(run.Plots, card.Evaluation);
        double[] pt = [.. sets.Train.Pt.Select(value => (double)value)], eta = [.. sets.Train.Eta.Select(value => (double)Math.Abs(value))];
        foreach (var (place, variable, unit, values, weights) in new[] { (0, "Jet pT", "GeV", pt, sets.Train.Weights), (1, "Jet pT", "GeV", pt, sets.TrainWeights), (2, "Jet |η|", "", eta, sets.Train.Weights), (3, "Jet |η|", "", eta, sets.TrainWeights) })
            folder.Add(All[place].Name, All[place].Caption, ClassDistributionFigure.Create(variable, unit, Edges(values), JetSample.Flavours, values, sets.Train.Labels, weights));
        if (Correlations(model, sets.Test) is { Count: > 0 } series)
            folder.Add(All[^1].Name, All[^1].Caption, BinnedFigure.Create("Position of the track", "", "Mean |correlation|", [.. Enumerable.Range(0, series[0].Values.Count + 1).Select(i => i + 0.5)], series));
    }

    /// <summary>Those of a run.</summary>
    public static IReadOnlyList<ReportFigure> Load(RunFolder run) =>
        [.. All.Select(figure => (figure.Caption, Path: Path.Combine(run.Plots, figure.Name + ".svg"))).Where(figure => File.Exists(figure.Path)).Select(figure => ReportFigure.FromFile(figure.Caption, figure.Path))];

    private static double[] Edges(double[] values)
    {
        var (low, high) = (values.Min(), values.Max());
        return [.. Enumerable.Range(0, 41).Select(i => low + (Math.Max(high - low, 1e-3) * i / 40))];
    }

    private static List<BinnedSeries> Correlations(JetTagger model, JetSample jets)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        int[] rows = [.. Enumerable.Range(0, jets.Count).Where(jet => jets.Tracks.Length(jet) > 0).Take(MostJets)];
        if (rows.Length < FewestJets)
            return [];
        var (tracks, _) = JetTaggers.Batch(jets, rows);
        tracks = tracks.to(model.Device);
        if (model.HiddenOutputs(tracks) is not { } hidden)
            return [];
        var inputs = model.Inputs.Tracks(tracks).narrow(2, 0, TrackInputs.Numbers);
        var lengths = tensor(TrackInputs.Lengths(tracks)).to(model.Device);
        var series = TrackInputs.Names.Select(_ => new List<Estimate>()).ToArray();
        for (var position = 0; position < tracks.size(1); position++)
        {
            var real = lengths.gt(position).nonzero().squeeze(1);
            if (real.numel() < FewestJets)
                break;
            var (x, h) = (Standard(inputs.select(1, position).index_select(0, real)), Standard(hidden.select(1, position).index_select(0, real)));
            var correlation = x.t().matmul(h).div(real.numel()).abs();
            var (mean, error) = (correlation.mean([1L]).to(ScalarType.Float64).cpu().data<double>().ToArray(), correlation.std(1).to(ScalarType.Float64).cpu().data<double>().ToArray());
            for (var i = 0; i < series.Length; i++)
                series[i].Add(new Estimate(mean[i], error[i] / Math.Sqrt(h.size(1))));
        }

        return [.. TrackInputs.Names.Select((name, i) => new BinnedSeries(name, series[i]))];
    }

    private static Tensor Standard(Tensor values)
    {
        var centred = values - values.mean([0L]);
        return centred / (centred.square().mean([0L]).sqrt() + 1e-9);
    }
}
