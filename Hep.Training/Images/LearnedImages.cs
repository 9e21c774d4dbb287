using Hep.Data;
using Hep.Models;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hep.Training.Images;

/// <summary>What a network of images has learned, measured on events: which cells its output goes with, and which ones it listens to. Cells are those that the network sees.</summary>
internal sealed class LearnedImages
{
    // Patches of 3 x 3 cells, one in the middle, and so many jets: each is scored once a patch, all in one pass.
    private const int Patch = 3;
    private const int MostOccluded = 256;

    // The share of the most and of the least signal-like jets that is averaged.
    private const double Extreme = 0.05;

    private readonly Classifier classifier;
    private readonly int width;

    private LearnedImages(Classifier classifier, int width) => (this.classifier, this.width) = (classifier, width);

    /// <summary>Pearson's correlation of each cell with the network's logit.</summary>
    public required double[] Correlation { get; init; }

    /// <summary>The mean derivative of the logit by each cell, of signal and of background.</summary>
    public required (double[] Signal, double[] Background) Gradient { get; init; }

    /// <summary>The mean change of the logit when the cells around each are emptied, of signal and of background.</summary>
    public required (double[] Signal, double[] Background) Occlusion { get; init; }

    /// <summary>The mean images of the most signal-like and of the least signal-like jets.</summary>
    public required (double[] Most, double[] Least) Extremes { get; init; }

    /// <summary>Measures.</summary>
    /// <param name="classifier">The trained classifier.</param>
    /// <param name="events">The events with their raw images.</param>
    /// <param name="width">Cells in phi of the images that the network sees.</param>
    public static LearnedImages Of(Classifier classifier, EventTable events, int width)
    {
        classifier.eval();
        var measured = new LearnedImages(classifier, width) { Correlation = [], Gradient = ([], []), Occlusion = ([], []), Extremes = ([], []) };
        var (all, gradients, scores) = (new PixelSums(), (Signal: new PixelSums(), Background: new PixelSums()), new float[events.Count]);
        var start = 0;
        measured.Through(events, (cells, labels, weights) =>
        {
            using var tracked = enable_grad();
            var inputs = cells.detach().requires_grad_(true);
            var logits = classifier.Network.call(inputs);
            var gradient = autograd.grad([logits.sum()], [inputs])[0].detach();
            logits = logits.detach();
            all.Add(cells, logits, weights);
            gradients.Signal.Add(gradient, logits, weights * labels);
            gradients.Background.Add(gradient, logits, weights * (1 - labels));
            logits.cpu().data<float>().CopyTo(scores.AsSpan(start, (int)cells.shape[0]));
            start += (int)cells.shape[0];
        });
        return new LearnedImages(classifier, width)
        {
            Correlation = all.Correlation(),
            Gradient = (gradients.Signal.Mean(), gradients.Background.Mean()),
            Occlusion = (measured.Occluded(events, 1), measured.Occluded(events, 0)),
            Extremes = measured.ExtremesOf(events, scores),
        };
    }

    /// <summary>The kernels of the first convolution, [filters][cells, row-major], with their width; null: there is none.</summary>
    public static (double[][] Kernels, int Width)? FiltersOf(nn.Module network)
    {
        if (network.modules().OfType<Conv2d>().FirstOrDefault() is not { } first)
            return null;
        using var scope = NewDisposeScope();
        var weight = first.weight!.detach().select(1, 0).to(ScalarType.Float64).cpu().contiguous();
        var size = (int)(weight.shape[1] * weight.shape[2]);
        return ([.. weight.data<double>().ToArray().Chunk(size)], (int)weight.shape[2]);
    }

    private (double[] Most, double[] Least) ExtremesOf(EventTable events, float[] scores)
    {
        int[] order = [.. Enumerable.Range(0, scores.Length).OrderBy(row => scores[row]).ThenBy(row => row)];
        var count = Math.Max(1, (int)(Extreme * order.Length));
        return (MeanOf(order[^count..]), MeanOf(order[..count]));

        double[] MeanOf(int[] rows)
        {
            var sums = new PixelSums();
            Through(events.Select(rows), (cells, _, weights) => sums.Add(cells, weights, weights));
            return sums.Mean();
        }
    }

    private double[] Occluded(EventTable events, int label)
    {
        int[] ofClass = [.. Enumerable.Range(0, events.Count).Where(row => events.Labels[row] == label)];
        var change = Array.Empty<double>();
        Through(events.Select(ofClass).Thinned(MostOccluded), (cells, _, weights) =>
        {
            var sum = weights.sum().ToDouble();
            var whole = classifier.Network.call(cells);
            change = change.Length > 0 ? change : new double[cells.shape[1]];
            var height = change.Length / width;
            foreach (var (top, rows) in Patches(height))
            {
                foreach (var (left, columns) in Patches(width))
                {
                    using var scope = NewDisposeScope();
                    var without = cells.reshape(-1, height, width).clone();
                    without.narrow(1, top, rows).narrow(2, left, columns).zero_();
                    var difference = (weights * (classifier.Network.call(without.reshape(-1, change.Length)) - whole)).sum().ToDouble() / sum;
                    for (var row = top; row < top + rows; row++)
                        change.AsSpan((row * width) + left, columns).Fill(difference);
                }
            }
        });
        return change;
    }

    private static IEnumerable<(int First, int Count)> Patches(int cells)
    {
        var first = ((cells / 2) - (Patch / 2)) % Patch;
        for (var start = first > 0 ? first - Patch : 0; start < cells; start += Patch)
            yield return (Math.Max(0, start), Math.Min(cells, start + Patch) - Math.Max(0, start));
    }

    private void Through(EventTable events, Action<Tensor, Tensor, Tensor> take) => ImageParts.Through(classifier.Preprocessing, events, classifier.Device, take);
}
