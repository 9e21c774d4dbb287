using static TorchSharp.torch;

namespace Hep.Training.Checkpoints;

/// <summary>Saves the state of a module, parameters and buffers, as a safetensors file under PyTorch's names, and loads it back.</summary>
public static class Checkpoint
{
    /// <summary>Saves; the file is there whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="module">What is saved.</param>
    /// <param name="metadata">Text to keep with it.</param>
    public static void Save(string path, nn.Module module, IReadOnlyDictionary<string, string> metadata) => SafeTensorsFile.Write(path, Pack(module), metadata);

    /// <summary>A copy of the state of a module.</summary>
    internal static IReadOnlyList<SafeTensor> Pack(nn.Module module) => [.. module.state_dict().Select(entry => TensorBytes.Pack(entry.Key, entry.Value))];

    /// <summary>Loads into a module of the same shape.</summary>
    /// <param name="path">The file.</param>
    /// <param name="module">Its parameters and buffers are overwritten; untouched if anything is wrong.</param>
    /// <returns>The metadata.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is broken, or of another model: the message lists every entry that does not fit.</exception>
    public static IReadOnlyDictionary<string, string> Load(string path, nn.Module module)
    {
        var (tensors, metadata) = SafeTensorsFile.Read(path);
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var state = module.state_dict();
        var differences = StateDifferences.Of(state, tensors);
        if (differences.Count > 0)
            throw new InvalidDataException($"{path}: a checkpoint of another model than the run card's; take the card it was trained with\n{string.Join('\n', differences)}");
        foreach (var saved in tensors)
            state[saved.Name].copy_(TensorBytes.Unpack(saved));

        return metadata;
    }
}
