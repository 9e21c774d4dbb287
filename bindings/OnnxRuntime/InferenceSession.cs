using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime.Native;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Microsoft.ML.OnnxRuntime;

public unsafe partial class InferenceSession : IDisposable
{
    private readonly Lazy<ModelMetadata> _modelMetadata;
    private readonly Dictionary<string, NodeMetadata> _inputMetadata = new(StringComparer.Ordinal);
    private readonly Dictionary<string, NodeMetadata> _outputMetadata = new(StringComparer.Ordinal);
    private readonly Dictionary<string, nint> _nativeInputNames = new(StringComparer.Ordinal);
    private readonly Dictionary<string, nint> _nativeOutputNames = new(StringComparer.Ordinal);
    private readonly List<string> _inputNames = [];
    private readonly List<string> _outputNames = [];

    public InferenceSession(string modelPath)
        : this(null, modelPath ?? throw new ArgumentNullException(nameof(modelPath)))
    {
    }

    public InferenceSession(string modelPath, SessionOptions options)
        : this(null, modelPath ?? throw new ArgumentNullException(nameof(modelPath)), options)
    {
    }

    public InferenceSession(byte[] model)
        : this(model ?? throw new ArgumentNullException(nameof(model)), null, null)
    {
    }

    public InferenceSession(byte[] model, SessionOptions options)
        : this(model ?? throw new ArgumentNullException(nameof(model)), null, options ?? throw new ArgumentNullException(nameof(options)))
    {
    }

    private InferenceSession(byte[] model, string path, SessionOptions options = null)
    {
        using var builtIn = options is null ? new SessionOptions() : null;
        Handle = new SessionHandle(model, path, options ?? builtIn);
        try
        {
            ReadNodes();
        }
        catch
        {
            Handle.Dispose();
            throw;
        }

        _modelMetadata = new Lazy<ModelMetadata>(() =>
        {
            using var session = Borrow();
            return new ModelMetadata(session.Pointer);
        });
    }

    public IReadOnlyDictionary<string, NodeMetadata> InputMetadata => Alive(_inputMetadata);

    public IReadOnlyDictionary<string, NodeMetadata> OutputMetadata => Alive(_outputMetadata);

    public IReadOnlyList<string> InputNames => Alive(_inputNames);

    public IReadOnlyList<string> OutputNames => Alive(_outputNames);

    public ModelMetadata ModelMetadata => Alive(_modelMetadata).Value;

    public ulong ProfilingStartTimeNs
    {
        get
        {
            using var session = Borrow();
            ulong start;
            Status.Verify(OrtLibrary.Api->SessionGetProfilingStartTimeNs(session.Pointer, &start));
            return start;
        }
    }

    internal SessionHandle Handle { get; }

    public string EndProfiling()
    {
        using var session = Borrow();
        using var allocator = new Borrowed(OrtAllocator.DefaultInstance);
        byte* file;
        Status.Verify(OrtLibrary.Api->SessionEndProfiling(session.Pointer, allocator.Pointer, &file));
        return Utf8.Take(file);
    }

    public OrtIoBinding CreateIoBinding() => new(this);

    public void Dispose()
    {
        Handle.Dispose();
        GC.SuppressFinalize(this);
    }

    internal Borrowed Borrow() => new(Handle, this);

    private T Alive<T>(T value)
    {
        ObjectDisposedException.ThrowIf(Handle.IsDisposed, this);
        return value;
    }

    private void ReadNodes()
    {
        var api = OrtLibrary.Api;
        using var session = Borrow();
        nuint inputs, outputs;
        Status.Verify(api->SessionGetInputCount(session.Pointer, &inputs));
        Status.Verify(api->SessionGetOutputCount(session.Pointer, &outputs));
        ReadNodes(session.Pointer, inputs, api->SessionGetInputName, api->SessionGetInputTypeInfo, _inputNames, _nativeInputNames, _inputMetadata);
        ReadNodes(session.Pointer, outputs, api->SessionGetOutputName, api->SessionGetOutputTypeInfo, _outputNames, _nativeOutputNames, _outputMetadata);
    }

    private void ReadNodes(
        nint session,
        nuint count,
        delegate* unmanaged<nint, nuint, nint, byte**, nint> getName,
        delegate* unmanaged<nint, nuint, nint*, nint> getType,
        List<string> names,
        Dictionary<string, nint> nativeNames,
        Dictionary<string, NodeMetadata> metadata)
    {
        using var allocator = new Borrowed(OrtAllocator.DefaultInstance);
        for (nuint i = 0; i < count; i++)
        {
            byte* text;
            nint type;
            Status.Verify(getName(session, i, allocator.Pointer, &text));
            var name = Utf8.Take(text);
            names.Add(name);
            nativeNames[name] = Handle.Keep(name);
            Status.Verify(getType(session, i, &type));
            try
            {
                metadata[name] = ReadNode(type);
            }
            finally
            {
                OrtLibrary.Api->ReleaseTypeInfo(type);
            }
        }
    }

    private static NodeMetadata ReadNode(nint type)
    {
        var api = OrtLibrary.Api;
        int kind, element;
        nint info;
        nuint rank;
        Status.Verify(api->GetOnnxTypeFromTypeInfo(type, &kind));
        Status.Verify(api->CastTypeInfoToTensorInfo(type, &info));
        if (info == 0)
            return new NodeMetadata((OnnxValueType)kind, TensorElementType.DataTypeMax, null, null);

        Status.Verify(api->GetTensorElementType(info, &element));
        Status.Verify(api->GetDimensionsCount(info, &rank));
        var sizes = new long[rank];
        var symbols = new string[rank];
        var texts = stackalloc byte*[(int)rank];
        fixed (long* first = sizes)
            Status.Verify(api->GetDimensions(info, first, rank));
        Status.Verify(api->GetSymbolicDimensions(info, texts, rank));
        for (var i = 0; i < symbols.Length; i++)
            symbols[i] = Marshal.PtrToStringUTF8((nint)texts[i]);
        return new NodeMetadata((OnnxValueType)kind, (TensorElementType)element, Array.ConvertAll(sizes, size => checked((int)size)), symbols);
    }
}
