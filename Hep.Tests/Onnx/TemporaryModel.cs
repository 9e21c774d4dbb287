using Hep.Onnx;

namespace Hep.Tests.Onnx;

/// <summary>A file with these bytes, for the length of a test.</summary>
internal sealed class TemporaryModel : IDisposable
{
    public TemporaryModel(byte[] bytes, string name = "model.onnx")
    {
        Folder = Directory.CreateTempSubdirectory("hep-onnx-").FullName;
        File = Path.Combine(Folder, name);
        System.IO.File.WriteAllBytes(File, bytes);
    }

    public TemporaryModel(OnnxGraphBuilder graph)
        : this(graph.Build())
    {
    }

    public string Folder { get; }

    public string File { get; }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
