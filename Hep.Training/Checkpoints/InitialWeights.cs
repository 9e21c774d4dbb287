using Hep.Data;
using Hep.Models;
using Hep.Training.Cards;
using TorchSharp;
using static TorchSharp.torch;

namespace Hep.Training.Checkpoints;

/// <summary>
/// The weights that a training begins with, from a run folder, or from a safetensors file under PyTorch's names: a checkpoint of a run, the state dict of a
/// PyTorch module with the network's structure, or that of its <c>nn.Sequential</c> alone. The map of names is in docs/models/mlp.md.
/// </summary>
internal sealed class InitialWeights
{
    // As a checkpoint of a run names its parts.
    private const string Network = "network.";
    private const string Preprocessing = "preprocessing.";
    private const string Calibration = "calibration.";

    // Two fits on the same events agree to the last bit; on nearly the same events they do not, which is no reason for a warning.
    private const double AlikeWithin = 1e-3;

    private readonly IReadOnlyList<SafeTensor> tensors;

    private InitialWeights(string path, IReadOnlyList<SafeTensor> tensors) => (File, this.tensors) = (path, tensors);

    /// <summary>The file.</summary>
    public string File { get; }

    /// <summary>The hash of the file.</summary>
    public required string Sha256 { get; init; }

    // Whether the head keeps the weights that it has.
    private bool ReplaceHead { get; init; }

    // Whether the card of the run says that its images were prepared otherwise: their steps have hardly any fitted numbers.
    private bool IsBehindOther { get; init; }

    /// <summary>What the card's training begins with; null: with the weights that are drawn.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is no safetensors file, nor the folder of a run with the card's network and inputs.</exception>
    public static InitialWeights? Of(RunCard card)
    {
        if (card.Transfer is not { From: { } from, ReplaceHead: var replaceHead })
            return null;
        var (file, isBehindOther) = Directory.Exists(from) ? PretrainedRun.Find(from, card) : (from, false);
        return Read(file, replaceHead, isBehindOther);
    }

    /// <summary>Reads the file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="replaceHead">Whether the network's head keeps the weights that it has.</param>
    /// <param name="isBehindOther">Whether it is known that the weights were trained behind another preprocessing.</param>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    /// <exception cref="InvalidDataException">It is no safetensors file.</exception>
    public static InitialWeights Read(string path, bool replaceHead = false, bool isBehindOther = false)
    {
        if (!System.IO.File.Exists(path))
            throw new FileNotFoundException($"model.from: {path}: there is no such file, expected a run folder, or a safetensors file, with the weights to begin with", path);
        try
        {
            return new(path, SafeTensorsFile.Read(path).Tensors) { Sha256 = InputFingerprint.Sha256(path), ReplaceHead = replaceHead, IsBehindOther = isBehindOther };
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"model.from: {e.Message} (of a PyTorch module: safetensors.torch.save_file(module.state_dict(), file))", e);
        }
    }

    /// <summary>Overwrites the weights of the network; preprocessing and calibration stay, which each training fits itself.</summary>
    /// <param name="classifier">Untouched if anything is wrong.</param>
    /// <returns>What the user should know.</returns>
    /// <exception cref="InvalidDataException">The weights are of another network, or not finite; the message lists every entry.</exception>
    public IReadOnlyList<string> LoadInto(Classifier classifier)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var state = classifier.Network.state_dict();
        var prefix = PrefixFor(state.Keys);
        var named = state.ToDictionary(entry => prefix(entry.Key), entry => entry.Value, StringComparer.Ordinal);
        var head = ReplaceHead ? HeadOf(classifier.Network).Select(prefix).ToHashSet(StringComparer.Ordinal) : [];
        foreach (var name in head)
            named.Remove(name);
        var ofNetwork = tensors.Where(tensor => !head.Contains(tensor.Name) && !(IsOfRun && (tensor.Name.StartsWith(Preprocessing, StringComparison.Ordinal) || tensor.Name.StartsWith(Calibration, StringComparison.Ordinal)))).ToList();
        var differences = StateDifferences.Of(named, ofNetwork, anyFloat: true);
        if (differences.Count > 0)
        {
            throw new InvalidDataException(
                $"model.from: {File}: these weights are of another network than the card's; give model the options that they were trained with, or take other weights\n{string.Join('\n', differences)}");
        }

        var values = ofNetwork.ConvertAll(tensor => (tensor.Name, Value: TensorBytes.Unpack(tensor)));
        var odd = values.Where(value => value.Value.is_floating_point() && !value.Value.isfinite().all().ToBoolean()).Select(value => value.Name).ToList();
        if (odd.Count > 0)
            throw new InvalidDataException($"model.from: {File}: found numbers that are not finite in {string.Join(", ", odd)}, expected finite weights; take a checkpoint from before the training diverged");
        foreach (var (name, value) in values)
            named[name].copy_(value);
        return IsOfRun && (IsBehindOther || !HasPreprocessingOf(classifier))
            ? [$"model.from: the weights of {File} were trained behind another preprocessing than the one that was fitted here; the network sees other inputs than it knows"]
            : [];
    }

    private bool IsOfRun => tensors.Any(tensor => tensor.Name.StartsWith(Network, StringComparison.Ordinal));

    // The names of the weights of the last linear layer.
    private static IEnumerable<string> HeadOf(nn.Module network)
    {
        var head = ((ILayered)network).Layers[^1].SelectMany(module => module.parameters()).ToHashSet<object>(ReferenceEqualityComparer.Instance);
        return network.named_parameters().Where(named => head.Contains(named.parameter)).Select(named => named.name);
    }

    // How the file calls an entry of the network.
    private Func<string, string> PrefixFor(IEnumerable<string> keys)
    {
        if (IsOfRun)
            return key => Network + key;

        // A sequence alone: its own names begin with the index of the layer.
        var root = keys.First().Split('.')[0] + ".";
        return tensors.Any(tensor => tensor.Name.StartsWith(root, StringComparison.Ordinal)) || !keys.All(key => key.StartsWith(root, StringComparison.Ordinal))
            ? key => key
            : key => key[root.Length..];
    }

    private bool HasPreprocessingOf(Classifier classifier)
    {
        var fitted = classifier.Preprocessing.state_dict();
        var saved = tensors.Where(tensor => tensor.Name.StartsWith(Preprocessing, StringComparison.Ordinal)).ToDictionary(tensor => tensor.Name[Preprocessing.Length..], StringComparer.Ordinal);
        return fitted.Count == saved.Count && fitted.All(entry =>
            saved.TryGetValue(entry.Key, out var tensor) && tensor.Shape.SequenceEqual(entry.Value.shape) && IsAlike(TensorBytes.Unpack(tensor), entry.Value.cpu()));
    }

    private static bool IsAlike(Tensor saved, Tensor fitted)
    {
        var (a, b) = (saved.to(ScalarType.Float64), fitted.to(ScalarType.Float64));
        return a.numel() == 0 || (a - b).abs().max().ToDouble() <= AlikeWithin * Math.Max(1, b.abs().max().ToDouble());
    }
}
