using System.Runtime.InteropServices;

namespace Microsoft.ML.OnnxRuntime.Native;

/// <summary>An OrtSession*, the names of its inputs and outputs as the C API wants them, and a hold on the environment.</summary>
internal sealed unsafe class SessionHandle : TrackedHandle
{
    private readonly OrtEnv _env;
    private readonly List<nint> _names = [];

    /// <summary>Makes a session from a model in memory (<paramref name="path"/> null) or in a file.</summary>
    public SessionHandle(byte[] model, string path, SessionOptions options)
        : base(0)
    {
        var env = OrtEnv.Instance();
        var held = false;
        env.DangerousAddRef(ref held);
        _env = env;
        using var borrowedOptions = new Borrowed(options);
        nint session;
        if (path is not null)
        {
            using var file = new Utf8(path);
            Status.Verify(OrtLibrary.Api->CreateSession(env.DangerousGetHandle(), file.Pointer, borrowedOptions.Pointer, &session));
        }
        else
        {
            fixed (byte* bytes = model)
                Status.Verify(OrtLibrary.Api->CreateSessionFromArray(env.DangerousGetHandle(), bytes, (nuint)model.Length, borrowedOptions.Pointer, &session));
        }

        SetHandle(session);
    }

    // Never "invalid", so that a session that failed to load gives its hold on the environment back as well.
    public override bool IsInvalid => _env is null;

    /// <summary>A name that lives as long as the session.</summary>
    public nint Keep(string name)
    {
        var text = Marshal.StringToCoTaskMemUTF8(name);
        _names.Add(text);
        return text;
    }

    protected override bool ReleaseHandle()
    {
        if (handle != 0)
            OrtLibrary.Api->ReleaseSession(handle);
        foreach (var name in _names)
            Marshal.FreeCoTaskMem(name);
        _env.DangerousRelease();
        return true;
    }
}
