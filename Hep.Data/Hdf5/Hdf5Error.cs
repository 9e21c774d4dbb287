using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace Hep.Data;

/// <summary>What libhdf5 says about its last failure, in words for physicists.</summary>
internal static unsafe partial class Hdf5Error
{
    private const int MessageOffset = 48;
    private const string SystemMessage = "error message = '";

    /// <summary>The reason of the last failure; inside of a scope.</summary>
    public static string Reason()
    {
        var messages = Take();
        return messages.Select(Translate).FirstOrDefault(m => m is not null) ?? messages.FirstOrDefault() ?? "libhdf5 gives no reason";
    }

    /// <summary>Passes an id or a count on.</summary>
    /// <exception cref="InvalidDataException">It is below 0: the call has failed, for the reason that the message ends with.</exception>
    public static long Require(long result, string origin) =>
        result >= 0 ? result : throw new InvalidDataException($"{origin}: cannot be read ({Reason()})");

    // The deepest function speaks first.
    private static List<string> Take()
    {
        var messages = new List<string>();
        var handle = GCHandle.Alloc(messages);
        _ = Hdf5Native.WalkErrors(0, 0, &Collect, GCHandle.ToIntPtr(handle));
        handle.Free();
        _ = Hdf5Native.ClearErrors(0);
        return messages;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Collect(uint number, byte* error, nint messages)
    {
        var text = *(byte**)(error + MessageOffset);
        if (text is not null && GCHandle.FromIntPtr(messages).Target is List<string> list)
            list.Add(Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(text)));
        return 0;
    }

    private static string? Translate(string message)
    {
        if (Truncated().Match(message) is { Success: true } cut)
            return $"the file is cut short: it has {cut.Groups["found"].Value} bytes and should have {cut.Groups["wanted"].Value}; copy it again";
        if (message.Contains("Fletcher32", StringComparison.Ordinal))
            return "a chunk is damaged: its fletcher32 checksum does not fit; copy the file again";
        if (message.Contains("inflate() failed", StringComparison.Ordinal))
            return "a chunk is damaged: gzip cannot unpack it; copy the file again";
        if (message.Contains("unable to lock file", StringComparison.Ordinal))
            return "another program is writing it, or its folder knows no locks; wait for the program, or set HDF5_USE_FILE_LOCKING=FALSE";
        var system = message.IndexOf(SystemMessage, StringComparison.Ordinal);
        return system < 0 ? null : message[(system + SystemMessage.Length)..].Split('\'')[0];
    }

    [GeneratedRegex(@"^truncated file: eof = (?<found>\d+),.* stored_eof = (?<wanted>\d+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Truncated();
}
