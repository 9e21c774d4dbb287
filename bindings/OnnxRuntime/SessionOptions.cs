using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime.Native;

namespace Microsoft.ML.OnnxRuntime;

public unsafe class SessionOptions : SafeHandle
{
    private bool _enableMemoryPattern = true;
    private bool _enableCpuMemArena = true;
    private bool _enableProfiling;
    private string _profileOutputPathPrefix = "onnxruntime_profile_";
    private string _optimizedModelFilePath = "";
    private string _logId = "";
    private OrtLoggingLevel _logSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING;
    private int _logVerbosityLevel;
    private int _intraOpNumThreads;
    private int _interOpNumThreads;
    private GraphOptimizationLevel _graphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL;
    private ExecutionMode _executionMode = ExecutionMode.ORT_SEQUENTIAL;

    public SessionOptions()
        : base(0, ownsHandle: true)
    {
        OrtEnv.Instance();
        nint options;
        Status.Verify(OrtLibrary.Api->CreateSessionOptions(&options));
        SetHandle(options);
    }

    public override bool IsInvalid => handle == 0;

    public bool EnableMemoryPattern
    {
        get => _enableMemoryPattern;
        set
        {
            using var options = new Borrowed(this);
            Status.Verify(value ? OrtLibrary.Api->EnableMemPattern(options.Pointer) : OrtLibrary.Api->DisableMemPattern(options.Pointer));
            _enableMemoryPattern = value;
        }
    }

    public bool EnableCpuMemArena
    {
        get => _enableCpuMemArena;
        set
        {
            using var options = new Borrowed(this);
            Status.Verify(value ? OrtLibrary.Api->EnableCpuMemArena(options.Pointer) : OrtLibrary.Api->DisableCpuMemArena(options.Pointer));
            _enableCpuMemArena = value;
        }
    }

    public bool EnableProfiling
    {
        get => _enableProfiling;
        set
        {
            SetProfiling(value);
            _enableProfiling = value;
        }
    }

    public string ProfileOutputPathPrefix
    {
        get => _profileOutputPathPrefix;
        set
        {
            _profileOutputPathPrefix = value;
            if (_enableProfiling)
                SetProfiling(true);
        }
    }

    public string OptimizedModelFilePath
    {
        get => _optimizedModelFilePath;
        set
        {
            if (string.Equals(value, _optimizedModelFilePath, StringComparison.Ordinal))
                return;
            Set(OrtLibrary.Api->SetOptimizedModelFilePath, value);
            _optimizedModelFilePath = value;
        }
    }

    public string LogId
    {
        get => _logId;
        set
        {
            Set(OrtLibrary.Api->SetSessionLogId, value);
            _logId = value;
        }
    }

    public OrtLoggingLevel LogSeverityLevel
    {
        get => _logSeverityLevel;
        set
        {
            Set(OrtLibrary.Api->SetSessionLogSeverityLevel, (int)value);
            _logSeverityLevel = value;
        }
    }

    public int LogVerbosityLevel
    {
        get => _logVerbosityLevel;
        set
        {
            Set(OrtLibrary.Api->SetSessionLogVerbosityLevel, value);
            _logVerbosityLevel = value;
        }
    }

    public int IntraOpNumThreads
    {
        get => _intraOpNumThreads;
        set
        {
            Set(OrtLibrary.Api->SetIntraOpNumThreads, value);
            _intraOpNumThreads = value;
        }
    }

    public int InterOpNumThreads
    {
        get => _interOpNumThreads;
        set
        {
            Set(OrtLibrary.Api->SetInterOpNumThreads, value);
            _interOpNumThreads = value;
        }
    }

    public GraphOptimizationLevel GraphOptimizationLevel
    {
        get => _graphOptimizationLevel;
        set
        {
            Set(OrtLibrary.Api->SetSessionGraphOptimizationLevel, (int)value);
            _graphOptimizationLevel = value;
        }
    }

    public ExecutionMode ExecutionMode
    {
        get => _executionMode;
        set
        {
            Set(OrtLibrary.Api->SetSessionExecutionMode, (int)value);
            _executionMode = value;
        }
    }

    public void AddSessionConfigEntry(string configKey, string configValue)
    {
        using var options = new Borrowed(this);
        using var key = new Utf8(configKey);
        using var value = new Utf8(configValue);
        Status.Verify(OrtLibrary.Api->AddSessionConfigEntry(options.Pointer, key.Pointer, value.Pointer));
    }

    public void AddFreeDimensionOverride(string dimDenotation, long dimValue)
    {
        using var options = new Borrowed(this);
        using var denotation = new Utf8(dimDenotation);
        Status.Verify(OrtLibrary.Api->AddFreeDimensionOverride(options.Pointer, denotation.Pointer, dimValue));
    }

    public void AddFreeDimensionOverrideByName(string dimName, long dimValue)
    {
        using var options = new Borrowed(this);
        using var name = new Utf8(dimName);
        Status.Verify(OrtLibrary.Api->AddFreeDimensionOverrideByName(options.Pointer, name.Pointer, dimValue));
    }

    protected override bool ReleaseHandle()
    {
        OrtLibrary.Api->ReleaseSessionOptions(handle);
        return true;
    }

    private void SetProfiling(bool on)
    {
        using var options = new Borrowed(this);
        using var prefix = new Utf8(_profileOutputPathPrefix);
        Status.Verify(on ? OrtLibrary.Api->EnableProfiling(options.Pointer, prefix.Pointer) : OrtLibrary.Api->DisableProfiling(options.Pointer));
    }

    private void Set(delegate* unmanaged<nint, int, nint> setter, int value)
    {
        using var options = new Borrowed(this);
        Status.Verify(setter(options.Pointer, value));
    }

    private void Set(delegate* unmanaged<nint, byte*, nint> setter, string value)
    {
        using var options = new Borrowed(this);
        using var text = new Utf8(value);
        Status.Verify(setter(options.Pointer, text.Pointer));
    }
}
