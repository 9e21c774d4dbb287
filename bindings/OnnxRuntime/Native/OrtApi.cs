using System.Runtime.InteropServices;

namespace Microsoft.ML.OnnxRuntime.Native;

/// <summary>
/// The part that we use of ONNX Runtime's C API: a table of functions whose places are fixed for ever (new ones are only appended).
/// A function that returns nint returns an OrtStatus*, zero when all went well; see <see cref="Status"/>.
/// </summary>
[StructLayout(LayoutKind.Explicit)]
internal unsafe struct OrtApi
{
    [FieldOffset(1 * 8)] public delegate* unmanaged<nint, int> GetErrorCode;
    [FieldOffset(2 * 8)] public delegate* unmanaged<nint, byte*> GetErrorMessage;
    [FieldOffset(93 * 8)] public delegate* unmanaged<nint, void> ReleaseStatus;

    [FieldOffset(3 * 8)] public delegate* unmanaged<int, byte*, nint*, nint> CreateEnv;
    [FieldOffset(92 * 8)] public delegate* unmanaged<nint, void> ReleaseEnv;
    [FieldOffset(125 * 8)] public delegate* unmanaged<byte***, int*, nint> GetAvailableProviders;
    [FieldOffset(126 * 8)] public delegate* unmanaged<byte**, int, nint> ReleaseAvailableProviders;
    [FieldOffset(226 * 8)] public delegate* unmanaged<nint, int, nint> UpdateEnvWithCustomLogLevel;

    [FieldOffset(10 * 8)] public delegate* unmanaged<nint*, nint> CreateSessionOptions;
    [FieldOffset(11 * 8)] public delegate* unmanaged<nint, byte*, nint> SetOptimizedModelFilePath;
    [FieldOffset(13 * 8)] public delegate* unmanaged<nint, int, nint> SetSessionExecutionMode;
    [FieldOffset(14 * 8)] public delegate* unmanaged<nint, byte*, nint> EnableProfiling;
    [FieldOffset(15 * 8)] public delegate* unmanaged<nint, nint> DisableProfiling;
    [FieldOffset(16 * 8)] public delegate* unmanaged<nint, nint> EnableMemPattern;
    [FieldOffset(17 * 8)] public delegate* unmanaged<nint, nint> DisableMemPattern;
    [FieldOffset(18 * 8)] public delegate* unmanaged<nint, nint> EnableCpuMemArena;
    [FieldOffset(19 * 8)] public delegate* unmanaged<nint, nint> DisableCpuMemArena;
    [FieldOffset(20 * 8)] public delegate* unmanaged<nint, byte*, nint> SetSessionLogId;
    [FieldOffset(21 * 8)] public delegate* unmanaged<nint, int, nint> SetSessionLogVerbosityLevel;
    [FieldOffset(22 * 8)] public delegate* unmanaged<nint, int, nint> SetSessionLogSeverityLevel;
    [FieldOffset(23 * 8)] public delegate* unmanaged<nint, int, nint> SetSessionGraphOptimizationLevel;
    [FieldOffset(24 * 8)] public delegate* unmanaged<nint, int, nint> SetIntraOpNumThreads;
    [FieldOffset(25 * 8)] public delegate* unmanaged<nint, int, nint> SetInterOpNumThreads;
    [FieldOffset(79 * 8)] public delegate* unmanaged<nint, byte*, long, nint> AddFreeDimensionOverride;
    [FieldOffset(124 * 8)] public delegate* unmanaged<nint, byte*, long, nint> AddFreeDimensionOverrideByName;
    [FieldOffset(130 * 8)] public delegate* unmanaged<nint, byte*, byte*, nint> AddSessionConfigEntry;
    [FieldOffset(100 * 8)] public delegate* unmanaged<nint, void> ReleaseSessionOptions;

    [FieldOffset(39 * 8)] public delegate* unmanaged<nint*, nint> CreateRunOptions;
    [FieldOffset(40 * 8)] public delegate* unmanaged<nint, int, nint> RunOptionsSetRunLogVerbosityLevel;
    [FieldOffset(41 * 8)] public delegate* unmanaged<nint, int, nint> RunOptionsSetRunLogSeverityLevel;
    [FieldOffset(42 * 8)] public delegate* unmanaged<nint, byte*, nint> RunOptionsSetRunTag;
    [FieldOffset(46 * 8)] public delegate* unmanaged<nint, nint> RunOptionsSetTerminate;
    [FieldOffset(47 * 8)] public delegate* unmanaged<nint, nint> RunOptionsUnsetTerminate;
    [FieldOffset(165 * 8)] public delegate* unmanaged<nint, byte*, byte*, nint> AddRunConfigEntry;
    [FieldOffset(97 * 8)] public delegate* unmanaged<nint, void> ReleaseRunOptions;

    [FieldOffset(7 * 8)] public delegate* unmanaged<nint, byte*, nint, nint*, nint> CreateSession;
    [FieldOffset(8 * 8)] public delegate* unmanaged<nint, byte*, nuint, nint, nint*, nint> CreateSessionFromArray;
    [FieldOffset(9 * 8)] public delegate* unmanaged<nint, nint, nint*, nint*, nuint, nint*, nuint, nint*, nint> Run;
    [FieldOffset(30 * 8)] public delegate* unmanaged<nint, nuint*, nint> SessionGetInputCount;
    [FieldOffset(31 * 8)] public delegate* unmanaged<nint, nuint*, nint> SessionGetOutputCount;
    [FieldOffset(33 * 8)] public delegate* unmanaged<nint, nuint, nint*, nint> SessionGetInputTypeInfo;
    [FieldOffset(34 * 8)] public delegate* unmanaged<nint, nuint, nint*, nint> SessionGetOutputTypeInfo;
    [FieldOffset(36 * 8)] public delegate* unmanaged<nint, nuint, nint, byte**, nint> SessionGetInputName;
    [FieldOffset(37 * 8)] public delegate* unmanaged<nint, nuint, nint, byte**, nint> SessionGetOutputName;
    [FieldOffset(110 * 8)] public delegate* unmanaged<nint, nint, byte**, nint> SessionEndProfiling;
    [FieldOffset(146 * 8)] public delegate* unmanaged<nint, ulong*, nint> SessionGetProfilingStartTimeNs;
    [FieldOffset(95 * 8)] public delegate* unmanaged<nint, void> ReleaseSession;

    [FieldOffset(111 * 8)] public delegate* unmanaged<nint, nint*, nint> SessionGetModelMetadata;
    [FieldOffset(112 * 8)] public delegate* unmanaged<nint, nint, byte**, nint> ModelMetadataGetProducerName;
    [FieldOffset(113 * 8)] public delegate* unmanaged<nint, nint, byte**, nint> ModelMetadataGetGraphName;
    [FieldOffset(114 * 8)] public delegate* unmanaged<nint, nint, byte**, nint> ModelMetadataGetDomain;
    [FieldOffset(115 * 8)] public delegate* unmanaged<nint, nint, byte**, nint> ModelMetadataGetDescription;
    [FieldOffset(116 * 8)] public delegate* unmanaged<nint, nint, byte*, byte**, nint> ModelMetadataLookupCustomMetadataMap;
    [FieldOffset(117 * 8)] public delegate* unmanaged<nint, long*, nint> ModelMetadataGetVersion;
    [FieldOffset(123 * 8)] public delegate* unmanaged<nint, nint, byte***, long*, nint> ModelMetadataGetCustomMetadataMapKeys;
    [FieldOffset(158 * 8)] public delegate* unmanaged<nint, nint, byte**, nint> ModelMetadataGetGraphDescription;
    [FieldOffset(118 * 8)] public delegate* unmanaged<nint, void> ReleaseModelMetadata;

    [FieldOffset(48 * 8)] public delegate* unmanaged<nint, long*, nuint, int, nint*, nint> CreateTensorAsOrtValue;
    [FieldOffset(49 * 8)] public delegate* unmanaged<nint, void*, nuint, long*, nuint, int, nint*, nint> CreateTensorWithDataAsOrtValue;
    [FieldOffset(51 * 8)] public delegate* unmanaged<nint, void**, nint> GetTensorMutableData;
    [FieldOffset(65 * 8)] public delegate* unmanaged<nint, nint*, nint> GetTensorTypeAndShape;
    [FieldOffset(67 * 8)] public delegate* unmanaged<nint, int*, nint> GetValueType;
    [FieldOffset(194 * 8)] public delegate* unmanaged<nint, nint*, nint> GetTensorMemoryInfo;
    [FieldOffset(96 * 8)] public delegate* unmanaged<nint, void> ReleaseValue;

    [FieldOffset(55 * 8)] public delegate* unmanaged<nint, nint*, nint> CastTypeInfoToTensorInfo;
    [FieldOffset(56 * 8)] public delegate* unmanaged<nint, int*, nint> GetOnnxTypeFromTypeInfo;
    [FieldOffset(60 * 8)] public delegate* unmanaged<nint, int*, nint> GetTensorElementType;
    [FieldOffset(61 * 8)] public delegate* unmanaged<nint, nuint*, nint> GetDimensionsCount;
    [FieldOffset(62 * 8)] public delegate* unmanaged<nint, long*, nuint, nint> GetDimensions;
    [FieldOffset(63 * 8)] public delegate* unmanaged<nint, byte**, nuint, nint> GetSymbolicDimensions;
    [FieldOffset(64 * 8)] public delegate* unmanaged<nint, nuint*, nint> GetTensorShapeElementCount;
    [FieldOffset(98 * 8)] public delegate* unmanaged<nint, void> ReleaseTypeInfo;
    [FieldOffset(99 * 8)] public delegate* unmanaged<nint, void> ReleaseTensorTypeAndShapeInfo;

    [FieldOffset(68 * 8)] public delegate* unmanaged<byte*, int, int, int, nint*, nint> CreateMemoryInfo;
    [FieldOffset(69 * 8)] public delegate* unmanaged<int, int, nint*, nint> CreateCpuMemoryInfo;
    [FieldOffset(70 * 8)] public delegate* unmanaged<nint, nint, int*, nint> CompareMemoryInfo;
    [FieldOffset(71 * 8)] public delegate* unmanaged<nint, byte**, nint> MemoryInfoGetName;
    [FieldOffset(72 * 8)] public delegate* unmanaged<nint, int*, nint> MemoryInfoGetId;
    [FieldOffset(73 * 8)] public delegate* unmanaged<nint, int*, nint> MemoryInfoGetMemType;
    [FieldOffset(74 * 8)] public delegate* unmanaged<nint, int*, nint> MemoryInfoGetType;
    [FieldOffset(94 * 8)] public delegate* unmanaged<nint, void> ReleaseMemoryInfo;

    [FieldOffset(76 * 8)] public delegate* unmanaged<nint, void*, nint> AllocatorFree;
    [FieldOffset(78 * 8)] public delegate* unmanaged<nint*, nint> GetAllocatorWithDefaultOptions;
    [FieldOffset(131 * 8)] public delegate* unmanaged<nint, nint, nint*, nint> CreateAllocator;
    [FieldOffset(132 * 8)] public delegate* unmanaged<nint, void> ReleaseAllocator;

    [FieldOffset(133 * 8)] public delegate* unmanaged<nint, nint, nint, nint> RunWithBinding;
    [FieldOffset(134 * 8)] public delegate* unmanaged<nint, nint*, nint> CreateIoBinding;
    [FieldOffset(135 * 8)] public delegate* unmanaged<nint, void> ReleaseIoBinding;
    [FieldOffset(136 * 8)] public delegate* unmanaged<nint, byte*, nint, nint> BindInput;
    [FieldOffset(137 * 8)] public delegate* unmanaged<nint, byte*, nint, nint> BindOutput;
    [FieldOffset(138 * 8)] public delegate* unmanaged<nint, byte*, nint, nint> BindOutputToDevice;
    [FieldOffset(139 * 8)] public delegate* unmanaged<nint, nint, byte**, nuint**, nuint*, nint> GetBoundOutputNames;
    [FieldOffset(140 * 8)] public delegate* unmanaged<nint, nint, nint**, nuint*, nint> GetBoundOutputValues;
    [FieldOffset(141 * 8)] public delegate* unmanaged<nint, void> ClearBoundInputs;
    [FieldOffset(142 * 8)] public delegate* unmanaged<nint, void> ClearBoundOutputs;
    [FieldOffset(202 * 8)] public delegate* unmanaged<nint, nint> SynchronizeBoundInputs;
    [FieldOffset(203 * 8)] public delegate* unmanaged<nint, nint> SynchronizeBoundOutputs;
}
