using Microsoft.ML.OnnxRuntime.Native;

namespace Microsoft.ML.OnnxRuntime;

public unsafe class ModelMetadata
{
    internal ModelMetadata(nint session)
    {
        var api = OrtLibrary.Api;
        nint metadata;
        Status.Verify(api->SessionGetModelMetadata(session, &metadata));
        try
        {
            ProducerName = Read(api->ModelMetadataGetProducerName, metadata);
            GraphName = Read(api->ModelMetadataGetGraphName, metadata);
            Domain = Read(api->ModelMetadataGetDomain, metadata);
            Description = Read(api->ModelMetadataGetDescription, metadata);
            GraphDescription = Read(api->ModelMetadataGetGraphDescription, metadata);
            long version;
            Status.Verify(api->ModelMetadataGetVersion(metadata, &version));
            Version = version;
            CustomMetadataMap = ReadMap(metadata);
        }
        finally
        {
            api->ReleaseModelMetadata(metadata);
        }
    }

    public string ProducerName { get; }

    public string GraphName { get; }

    public string Domain { get; }

    public string Description { get; }

    public string GraphDescription { get; }

    public long Version { get; }

    public Dictionary<string, string> CustomMetadataMap { get; }

    private static string Read(delegate* unmanaged<nint, nint, byte**, nint> getter, nint metadata)
    {
        using var allocator = new Borrowed(OrtAllocator.DefaultInstance);
        byte* text;
        Status.Verify(getter(metadata, allocator.Pointer, &text));
        return Utf8.Take(text);
    }

    private static Dictionary<string, string> ReadMap(nint metadata)
    {
        var api = OrtLibrary.Api;
        using var allocator = new Borrowed(OrtAllocator.DefaultInstance);
        byte** keys;
        long count;
        Status.Verify(api->ModelMetadataGetCustomMetadataMapKeys(metadata, allocator.Pointer, &keys, &count));
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        if (count == 0)
            return map;
        for (long i = 0; i < count; i++)
        {
            byte* value;
            Status.Verify(api->ModelMetadataLookupCustomMetadataMap(metadata, allocator.Pointer, keys[i], &value));
            map[Utf8.Take(keys[i])] = Utf8.Take(value);
        }

        Utf8.Free(keys);
        return map;
    }
}
