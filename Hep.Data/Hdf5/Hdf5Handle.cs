using System.Runtime.InteropServices;

namespace Hep.Data;

/// <summary>An open object of libhdf5, closed at the end of its scope, or by the collector.</summary>
internal sealed class Hdf5Handle : SafeHandle
{
    private readonly Func<long, int> _close;

    /// <summary>Takes an id over.</summary>
    /// <param name="id">The id; below 0 where the library has failed.</param>
    /// <param name="close">Closes it.</param>
    public Hdf5Handle(long id, Func<long, int> close)
        : base(0, ownsHandle: true)
    {
        _close = close;
        SetHandle((nint)id);
    }

    /// <inheritdoc/>
    public override bool IsInvalid => handle <= 0;

    /// <summary>The id, for calls.</summary>
    /// <exception cref="ObjectDisposedException">It is closed.</exception>
    public long Id
    {
        get
        {
            ObjectDisposedException.ThrowIf(IsClosed, this);
            return handle;
        }
    }

    public static Hdf5Handle Space(long id) => new(id, Hdf5Native.SpaceClose);

    public static Hdf5Handle Type(long id) => new(id, Hdf5Native.TypeClose);

    public static Hdf5Handle Properties(long id) => new(id, Hdf5Native.PropertiesClose);

    public static Hdf5Handle Attribute(long id) => new(id, Hdf5Native.AttributeClose);

    public static Hdf5Handle Object(long id) => new(id, Hdf5Native.ObjectClose);

    public static Hdf5Handle DataSet(long id) => new(id, Hdf5Native.DataSetClose);

    public static Hdf5Handle File(long id) => new(id, Hdf5Native.FileClose);

    /// <summary>Closes it now; whether that worked.</summary>
    public bool TryClose()
    {
        if (IsClosed || IsInvalid)
            return true;
        var isClosed = _close(handle) >= 0;
        SetHandleAsInvalid();
        return isClosed;
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        using var entered = Hdf5Library.Enter();
        return _close(handle) >= 0;
    }
}
