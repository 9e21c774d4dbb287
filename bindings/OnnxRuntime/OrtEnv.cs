using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime.Native;

namespace Microsoft.ML.OnnxRuntime;

public sealed unsafe class OrtEnv : SafeHandle
{
    private static readonly Lock Gate = new();
    private static OrtEnv _instance;
    private OrtLoggingLevel _logLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING;

    private OrtEnv()
        : base(0, ownsHandle: true)
    {
        using var logId = new Utf8("CSharpOnnxRuntime");
        nint env;
        Status.Verify(OrtLibrary.Api->CreateEnv((int)_logLevel, logId.Pointer, &env));
        SetHandle(env);
    }

    public static bool IsCreated => _instance is { IsClosed: false };

    public override bool IsInvalid => handle == 0;

    public OrtLoggingLevel EnvLogLevel
    {
        get => _logLevel;
        set
        {
            using var env = new Borrowed(this);
            Status.Verify(OrtLibrary.Api->UpdateEnvWithCustomLogLevel(env.Pointer, (int)value));
            _logLevel = value;
        }
    }

    public static OrtEnv Instance()
    {
        lock (Gate)
            return IsCreated ? _instance : _instance = new OrtEnv();
    }

    public string GetVersionString() => OrtLibrary.Version;

    public string[] GetAvailableProviders()
    {
        byte** names;
        int count;
        Status.Verify(OrtLibrary.Api->GetAvailableProviders(&names, &count));
        var providers = new string[count];
        for (var i = 0; i < count; i++)
            providers[i] = Marshal.PtrToStringUTF8((nint)names[i]);
        Status.Verify(OrtLibrary.Api->ReleaseAvailableProviders(names, count));
        return providers;
    }

    protected override bool ReleaseHandle()
    {
        OrtLibrary.Api->ReleaseEnv(handle);
        return true;
    }
}
