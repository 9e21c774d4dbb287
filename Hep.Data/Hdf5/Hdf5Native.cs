using System.Runtime.InteropServices;

namespace Hep.Data;

/// <summary>The functions of libhdf5 that keep their name and signature from version 1.10 on. Ids are 64-bit; below 0 is a failure.</summary>
internal static unsafe partial class Hdf5Native
{
    /// <summary>What <see cref="Hdf5Library"/> resolves to the library that this machine has.</summary>
    internal const string Library = "hdf5";

    [LibraryImport(Library, EntryPoint = "H5open")]
    internal static partial int Open();
    [LibraryImport(Library, EntryPoint = "H5get_libversion")]
    internal static partial int GetVersion(uint* major, uint* minor, uint* release);
    [LibraryImport(Library, EntryPoint = "H5free_memory")]
    internal static partial int FreeMemory(void* memory);

    [LibraryImport(Library, EntryPoint = "H5Eset_auto2")]
    internal static partial int SetErrorPrinter(long stack, nint function, nint data);
    [LibraryImport(Library, EntryPoint = "H5Ewalk2")]
    internal static partial int WalkErrors(long stack, int direction, delegate* unmanaged[Cdecl]<uint, byte*, nint, int> visit, nint data);
    [LibraryImport(Library, EntryPoint = "H5Eclear2")]
    internal static partial int ClearErrors(long stack);

    [LibraryImport(Library, EntryPoint = "H5Fopen")]
    internal static partial long FileOpen(byte* name, uint flags, long access);
    [LibraryImport(Library, EntryPoint = "H5Fcreate")]
    internal static partial long FileCreate(byte* name, uint flags, long creation, long access);
    [LibraryImport(Library, EntryPoint = "H5Fflush")]
    internal static partial int FileFlush(long file, int scope);
    [LibraryImport(Library, EntryPoint = "H5Fclose")]
    internal static partial int FileClose(long file);

    [LibraryImport(Library, EntryPoint = "H5Gget_info")]
    internal static partial int GroupInfo(long group, ulong* info);
    [LibraryImport(Library, EntryPoint = "H5Gget_objinfo")]
    internal static partial int ObjectInfo(long group, byte* name, int follow, ulong* info);
    [LibraryImport(Library, EntryPoint = "H5Lget_name_by_idx")]
    internal static partial nint LinkName(long location, byte* group, int index, int order, ulong number, byte* name, nuint size, long access);
    [LibraryImport(Library, EntryPoint = "H5Lexists")]
    internal static partial int LinkExists(long location, byte* name, long access);
    [LibraryImport(Library, EntryPoint = "H5Oopen")]
    internal static partial long ObjectOpen(long location, byte* name, long access);
    [LibraryImport(Library, EntryPoint = "H5Oclose")]
    internal static partial int ObjectClose(long handle);
    [LibraryImport(Library, EntryPoint = "H5Iget_type")]
    internal static partial int IdKind(long handle);

    [LibraryImport(Library, EntryPoint = "H5Dopen2")]
    internal static partial long DataSetOpen(long location, byte* name, long access);
    [LibraryImport(Library, EntryPoint = "H5Dcreate2")]
    internal static partial long DataSetCreate(long location, byte* name, long type, long space, long link, long creation, long access);
    [LibraryImport(Library, EntryPoint = "H5Dclose")]
    internal static partial int DataSetClose(long dataSet);
    [LibraryImport(Library, EntryPoint = "H5Dget_space")]
    internal static partial long DataSetSpace(long dataSet);
    [LibraryImport(Library, EntryPoint = "H5Dget_type")]
    internal static partial long DataSetType(long dataSet);
    [LibraryImport(Library, EntryPoint = "H5Dget_create_plist")]
    internal static partial long DataSetCreation(long dataSet);
    [LibraryImport(Library, EntryPoint = "H5Dset_extent")]
    internal static partial int DataSetExtent(long dataSet, ulong* sides);
    [LibraryImport(Library, EntryPoint = "H5Dread")]
    internal static partial int DataSetRead(long dataSet, long memoryType, long memorySpace, long fileSpace, long transfer, void* into);
    [LibraryImport(Library, EntryPoint = "H5Dwrite")]
    internal static partial int DataSetWrite(long dataSet, long memoryType, long memorySpace, long fileSpace, long transfer, void* from);
    [LibraryImport(Library, EntryPoint = "H5Dvlen_reclaim")]
    internal static partial int ReclaimTexts(long type, long space, long transfer, void* buffer);

    [LibraryImport(Library, EntryPoint = "H5Screate")]
    internal static partial long SpaceCreate(int kind);
    [LibraryImport(Library, EntryPoint = "H5Screate_simple")]
    internal static partial long SpaceCreate(int rank, ulong* sides, ulong* largest);
    [LibraryImport(Library, EntryPoint = "H5Sclose")]
    internal static partial int SpaceClose(long space);
    [LibraryImport(Library, EntryPoint = "H5Sget_simple_extent_type")]
    internal static partial int SpaceKind(long space);
    [LibraryImport(Library, EntryPoint = "H5Sget_simple_extent_ndims")]
    internal static partial int SpaceRank(long space);
    [LibraryImport(Library, EntryPoint = "H5Sget_simple_extent_dims")]
    internal static partial int SpaceSides(long space, ulong* sides, ulong* largest);
    [LibraryImport(Library, EntryPoint = "H5Sselect_hyperslab")]
    internal static partial int SpaceSelect(long space, int how, ulong* start, ulong* stride, ulong* count, ulong* block);

    [LibraryImport(Library, EntryPoint = "H5Acreate2")]
    internal static partial long AttributeCreate(long location, byte* name, long type, long space, long creation, long access);
    [LibraryImport(Library, EntryPoint = "H5Aopen_by_idx")]
    internal static partial long AttributeOpen(long location, byte* name, int index, int order, ulong number, long attributeAccess, long linkAccess);
    [LibraryImport(Library, EntryPoint = "H5Aget_num_attrs")]
    internal static partial int AttributeCount(long location);
    [LibraryImport(Library, EntryPoint = "H5Aget_name")]
    internal static partial nint AttributeName(long attribute, nuint size, byte* name);
    [LibraryImport(Library, EntryPoint = "H5Aget_type")]
    internal static partial long AttributeType(long attribute);
    [LibraryImport(Library, EntryPoint = "H5Aget_space")]
    internal static partial long AttributeSpace(long attribute);
    [LibraryImport(Library, EntryPoint = "H5Aread")]
    internal static partial int AttributeRead(long attribute, long type, void* into);
    [LibraryImport(Library, EntryPoint = "H5Awrite")]
    internal static partial int AttributeWrite(long attribute, long type, void* from);
    [LibraryImport(Library, EntryPoint = "H5Aclose")]
    internal static partial int AttributeClose(long attribute);
}
