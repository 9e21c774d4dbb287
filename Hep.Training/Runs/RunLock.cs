using System.Globalization;
using Hep.Common;

namespace Hep.Training.Runs;

/// <summary>
/// One process at a time writes into a run folder. The system gives the lock back when the process ends, however it ends; the file that is locked
/// stays, so that nobody locks a file that is just being removed.
/// </summary>
internal sealed class RunLock : IDisposable
{
    private const string LockName = ".lock";
    private const string OwnerName = ".pid";
    private readonly string folder;
    private readonly FileStream locked;

    private RunLock(string folder, FileStream locked)
    {
        this.folder = folder;
        this.locked = locked;
    }

    /// <summary>Takes the lock.</summary>
    /// <param name="folder">The folder for its files; made if it is missing.</param>
    /// <param name="shown">The run folder in messages.</param>
    /// <exception cref="InvalidDataException">Another process has it.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public static RunLock Take(string folder, string shown)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, LockName);
        FileStream locked;
        try
        {
            locked = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, 1);
        }
        catch (IOException e) when (IsTaken(e))
        {
            throw new InvalidDataException($"{shown}: another process{Owner(folder)} is writing into this run folder; wait for it, or end it", e);
        }

        try
        {
            AtomicFile.Write(Path.Combine(folder, OwnerName), Environment.ProcessId.ToString(CultureInfo.InvariantCulture), "owner of the run folder");
        }
        catch
        {
            locked.Dispose();
            throw;
        }

        return new RunLock(folder, locked);
    }

    /// <summary>Whether a process has the lock.</summary>
    /// <param name="folder">The folder of its files.</param>
    public static bool IsTaken(string folder)
    {
        // Who takes the lock has its own number beside it: a look at that first keeps away from a lock that somebody may just want.
        if (!File.Exists(Path.Combine(folder, OwnerName)))
            return false;
        try
        {
            using var look = new FileStream(Path.Combine(folder, LockName), FileMode.Open, FileAccess.Read, FileShare.Read, 1);
            return false;
        }
        catch (IOException e) when (IsTaken(e))
        {
            return true;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }

    /// <summary>Whether a file of the folder belongs to the lock, or was left by a process that was killed while it wrote.</summary>
    public static bool IsPartOf(string file) => Path.GetFileName(file) is LockName or OwnerName || AtomicFile.IsPartial(file);

    /// <summary>Gives the lock back.</summary>
    public void Dispose()
    {
        try
        {
            File.Delete(Path.Combine(folder, OwnerName));
        }
        finally
        {
            locked.Dispose();
        }
    }

    private static string Owner(string folder)
    {
        try
        {
            return $" (pid {File.ReadAllText(Path.Combine(folder, OwnerName))})";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    // EAGAIN on Linux, on macOS, and a sharing violation on Windows.
    private static bool IsTaken(IOException e) => e.GetType() == typeof(IOException) && e.HResult is 11 or 35 or unchecked((int)0x80070020);
}
