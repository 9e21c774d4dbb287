namespace Hep.Common;

/// <summary>A file that is gone at the end of its scope, unless it was renamed before; also when the process is ended in between.</summary>
internal sealed class TransientFile : IDisposable
{
    /// <summary>Watches over a file, which need not be there yet.</summary>
    /// <param name="path">The file.</param>
    public TransientFile(string path)
    {
        FullPath = path;
        AppDomain.CurrentDomain.ProcessExit += Remove;
    }

    /// <summary>The file.</summary>
    public string FullPath { get; }

    /// <summary>Removes the file if it is there.</summary>
    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= Remove;
        if (File.Exists(FullPath))
            File.Delete(FullPath);
    }

    private void Remove(object? sender, EventArgs e) => File.Delete(FullPath);
}
