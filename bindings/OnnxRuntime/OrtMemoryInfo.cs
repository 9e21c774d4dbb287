using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime.Native;

namespace Microsoft.ML.OnnxRuntime;

public unsafe class OrtMemoryInfo : SafeHandle
{
    private static OrtMemoryInfo _default;

    public OrtMemoryInfo(string allocatorName, OrtAllocatorType allocatorType, int deviceId, OrtMemType memoryType)
        : base(0, ownsHandle: true)
    {
        using var name = new Utf8(allocatorName);
        nint info;
        Status.Verify(OrtLibrary.Api->CreateMemoryInfo(name.Pointer, (int)allocatorType, deviceId, (int)memoryType, &info));
        SetHandle(info);
    }

    private OrtMemoryInfo()
        : base(0, ownsHandle: true)
    {
        nint info;
        Status.Verify(OrtLibrary.Api->CreateCpuMemoryInfo((int)OrtAllocatorType.DeviceAllocator, (int)OrtMemType.Cpu, &info));
        SetHandle(info);
    }

    /// <summary>The machine's own memory. Made again should anybody have disposed it.</summary>
    public static OrtMemoryInfo DefaultInstance => _default is { IsClosed: false } usable ? usable : _default = new OrtMemoryInfo();

    public override bool IsInvalid => handle == 0;

    public string Name
    {
        get
        {
            using var info = new Borrowed(this);
            byte* name;
            Status.Verify(OrtLibrary.Api->MemoryInfoGetName(info.Pointer, &name));
            return Marshal.PtrToStringUTF8((nint)name);
        }
    }

    public int Id => Read(OrtLibrary.Api->MemoryInfoGetId);

    public OrtMemType GetMemoryType() => (OrtMemType)Read(OrtLibrary.Api->MemoryInfoGetMemType);

    public OrtAllocatorType GetAllocatorType() => (OrtAllocatorType)Read(OrtLibrary.Api->MemoryInfoGetType);

    public bool Equals(OrtMemoryInfo other)
    {
        if (other is null)
            return false;
        if (ReferenceEquals(this, other))
            return true;
        using var left = new Borrowed(this);
        using var right = new Borrowed(other);
        int differs;
        Status.Verify(OrtLibrary.Api->CompareMemoryInfo(left.Pointer, right.Pointer, &differs));
        return differs == 0;
    }

    public override bool Equals(object obj) => Equals(obj as OrtMemoryInfo);

    public override int GetHashCode() => HashCode.Combine(Name, Id, GetMemoryType(), GetAllocatorType());

    protected override bool ReleaseHandle()
    {
        OrtLibrary.Api->ReleaseMemoryInfo(handle);
        return true;
    }

    /// <summary>A copy of one that ONNX Runtime owns.</summary>
    internal static OrtMemoryInfo CopyOf(nint info)
    {
        byte* name;
        int id, type, memory;
        Status.Verify(OrtLibrary.Api->MemoryInfoGetName(info, &name));
        Status.Verify(OrtLibrary.Api->MemoryInfoGetId(info, &id));
        Status.Verify(OrtLibrary.Api->MemoryInfoGetType(info, &type));
        Status.Verify(OrtLibrary.Api->MemoryInfoGetMemType(info, &memory));
        return new OrtMemoryInfo(Marshal.PtrToStringUTF8((nint)name), (OrtAllocatorType)type, id, (OrtMemType)memory);
    }

    private int Read(delegate* unmanaged<nint, int*, nint> getter)
    {
        using var info = new Borrowed(this);
        int value;
        Status.Verify(getter(info.Pointer, &value));
        return value;
    }
}
