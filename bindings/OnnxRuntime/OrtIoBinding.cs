using System.Runtime.InteropServices;
using System.Text;
using Microsoft.ML.OnnxRuntime.Native;

namespace Microsoft.ML.OnnxRuntime;

public unsafe class OrtIoBinding : SafeHandle
{
    private readonly SessionHandle _session;

    // ONNX Runtime would write through a bound value that was disposed; we hold on to them and look before every run.
    private readonly Dictionary<string, OrtValue> _inputs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, OrtValue> _outputs = new(StringComparer.Ordinal);
    private OrtValue[] _bound = [];

    internal OrtIoBinding(InferenceSession session)
        : base(0, ownsHandle: true)
    {
        using var borrowed = session.Borrow();
        nint binding;
        Status.Verify(OrtLibrary.Api->CreateIoBinding(borrowed.Pointer, &binding));
        SetHandle(binding);
        var held = false;
        session.Handle.DangerousAddRef(ref held);
        _session = session.Handle;
    }

    public override bool IsInvalid => handle == 0;

    public void BindInput(string name, OrtValue ortValue) => Bind(OrtLibrary.Api->BindInput, _inputs, name, ortValue);

    public void BindOutput(string name, OrtValue ortValue) => Bind(OrtLibrary.Api->BindOutput, _outputs, name, ortValue);

    public void BindOutputToDevice(string name, OrtMemoryInfo memInfo)
    {
        using var binding = new Borrowed(this);
        using var info = new Borrowed(memInfo);
        using var text = new Utf8(name);
        Status.Verify(OrtLibrary.Api->BindOutputToDevice(binding.Pointer, text.Pointer, info.Pointer));
        _outputs.Remove(name);
        ListBound();
    }

    public void SynchronizeBoundInputs()
    {
        using var binding = new Borrowed(this);
        Status.Verify(OrtLibrary.Api->SynchronizeBoundInputs(binding.Pointer));
    }

    public void SynchronizeBoundOutputs()
    {
        using var binding = new Borrowed(this);
        Status.Verify(OrtLibrary.Api->SynchronizeBoundOutputs(binding.Pointer));
    }

    public void ClearBoundInputs()
    {
        using var binding = new Borrowed(this);
        OrtLibrary.Api->ClearBoundInputs(binding.Pointer);
        _inputs.Clear();
        ListBound();
    }

    public void ClearBoundOutputs()
    {
        using var binding = new Borrowed(this);
        OrtLibrary.Api->ClearBoundOutputs(binding.Pointer);
        _outputs.Clear();
        ListBound();
    }

    public string[] GetOutputNames()
    {
        using var binding = new Borrowed(this);
        using var allocator = new Borrowed(OrtAllocator.DefaultInstance);
        byte* text;
        nuint* lengths;
        nuint count;
        Status.Verify(OrtLibrary.Api->GetBoundOutputNames(binding.Pointer, allocator.Pointer, &text, &lengths, &count));
        if (count == 0)
            return [];
        var names = new string[count];
        var next = text;
        for (var i = 0; i < names.Length; i++)
        {
            names[i] = Encoding.UTF8.GetString(next, (int)lengths[i]);
            next += lengths[i];
        }

        Utf8.Free(text);
        Utf8.Free(lengths);
        return names;
    }

    public IDisposableReadOnlyCollection<OrtValue> GetOutputValues()
    {
        using var binding = new Borrowed(this);
        using var allocator = new Borrowed(OrtAllocator.DefaultInstance);
        nint* values;
        nuint count;
        Status.Verify(OrtLibrary.Api->GetBoundOutputValues(binding.Pointer, allocator.Pointer, &values, &count));
        var list = new DisposableList<OrtValue>((int)count);
        if (count == 0)
            return list;
        for (nuint i = 0; i < count; i++)
            list.Add(new OrtValue(new ValueHandle(values[i])));
        Utf8.Free(values);
        return list;
    }

    /// <summary>Runs the session with what is bound; every bound value is borrowed meanwhile.</summary>
    internal void Run(nint session, nint options)
    {
        using var binding = new Borrowed(this);
        var bound = _bound;
        var values = new BorrowedValues(bound.Length);
        try
        {
            foreach (var value in bound)
                values.Add(value);
            Status.Verify(OrtLibrary.Api->RunWithBinding(session, options, binding.Pointer));
        }
        finally
        {
            values.Dispose();
        }
    }

    protected override bool ReleaseHandle()
    {
        OrtLibrary.Api->ReleaseIoBinding(handle);
        _session.DangerousRelease();
        return true;
    }

    private void Bind(delegate* unmanaged<nint, byte*, nint, nint> bind, Dictionary<string, OrtValue> bound, string name, OrtValue value)
    {
        ArgumentNullException.ThrowIfNull(value);
        using var binding = new Borrowed(this);
        using var borrowed = new Borrowed(value.Handle, value);
        using var text = new Utf8(name);
        Status.Verify(bind(binding.Pointer, text.Pointer, borrowed.Pointer));
        bound[name] = value;
        ListBound();
    }

    private void ListBound() => _bound = [.. _inputs.Values, .. _outputs.Values];
}
