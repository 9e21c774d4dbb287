using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime.Native;

namespace Microsoft.ML.OnnxRuntime;

public unsafe class RunOptions : SafeHandle
{
    private OrtLoggingLevel _logSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING;
    private int _logVerbosityLevel;
    private string _logId = "";
    private bool _terminate;

    public RunOptions()
        : base(0, ownsHandle: true)
    {
        nint options;
        Status.Verify(OrtLibrary.Api->CreateRunOptions(&options));
        SetHandle(options);
    }

    public override bool IsInvalid => handle == 0;

    public OrtLoggingLevel LogSeverityLevel
    {
        get => _logSeverityLevel;
        set
        {
            using var options = new Borrowed(this);
            Status.Verify(OrtLibrary.Api->RunOptionsSetRunLogSeverityLevel(options.Pointer, (int)value));
            _logSeverityLevel = value;
        }
    }

    public int LogVerbosityLevel
    {
        get => _logVerbosityLevel;
        set
        {
            using var options = new Borrowed(this);
            Status.Verify(OrtLibrary.Api->RunOptionsSetRunLogVerbosityLevel(options.Pointer, value));
            _logVerbosityLevel = value;
        }
    }

    public string LogId
    {
        get => _logId;
        set
        {
            using var options = new Borrowed(this);
            using var text = new Utf8(value);
            Status.Verify(OrtLibrary.Api->RunOptionsSetRunTag(options.Pointer, text.Pointer));
            _logId = value;
        }
    }

    public bool Terminate
    {
        get => _terminate;
        set
        {
            using var options = new Borrowed(this);
            Status.Verify(value ? OrtLibrary.Api->RunOptionsSetTerminate(options.Pointer) : OrtLibrary.Api->RunOptionsUnsetTerminate(options.Pointer));
            _terminate = value;
        }
    }

    public void AddRunConfigEntry(string configKey, string configValue)
    {
        using var options = new Borrowed(this);
        using var key = new Utf8(configKey);
        using var value = new Utf8(configValue);
        Status.Verify(OrtLibrary.Api->AddRunConfigEntry(options.Pointer, key.Pointer, value.Pointer));
    }

    protected override bool ReleaseHandle()
    {
        OrtLibrary.Api->ReleaseRunOptions(handle);
        return true;
    }
}
