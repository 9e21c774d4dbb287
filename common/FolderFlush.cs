using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Hep.Common;

/// <summary>Brings the names in a folder to the disk: the content of a file can be there, and its name not yet.</summary>
internal static class FolderFlush
{
    private const int ReadOnly = 0;

    /// <summary>Waits until a file that was made or renamed in the folder has its name on the disk; where the system cannot do it, nothing.</summary>
    /// <param name="folder">The folder.</param>
    public static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        var descriptor = Open([.. Encoding.UTF8.GetBytes(folder), 0], ReadOnly);
        if (descriptor < 0)
            return;
        using var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        try
        {
            RandomAccess.FlushToDisk(handle);
        }
        catch (IOException)
        {
            // Some network folders cannot be flushed; the file itself is on the disk.
        }
    }

    [DllImport("libc", EntryPoint = "open")]
    private static extern int Open(byte[] path, int flags);
}
