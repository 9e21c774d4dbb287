using System.Runtime.InteropServices;

namespace Hep.Data;

internal static unsafe partial class Hdf5Native
{
    [LibraryImport(Library, EntryPoint = "H5Tcopy")]
    internal static partial long TypeCopy(long type);
    [LibraryImport(Library, EntryPoint = "H5Tcreate")]
    internal static partial long TypeCreate(int family, nuint size);
    [LibraryImport(Library, EntryPoint = "H5Tclose")]
    internal static partial int TypeClose(long type);
    [LibraryImport(Library, EntryPoint = "H5Tget_class")]
    internal static partial int TypeFamily(long type);
    [LibraryImport(Library, EntryPoint = "H5Tget_size")]
    internal static partial nuint TypeSize(long type);
    [LibraryImport(Library, EntryPoint = "H5Tset_size")]
    internal static partial int SetTypeSize(long type, nuint size);
    [LibraryImport(Library, EntryPoint = "H5Tget_sign")]
    internal static partial int TypeSign(long type);
    [LibraryImport(Library, EntryPoint = "H5Tget_order")]
    internal static partial int TypeOrder(long type);
    [LibraryImport(Library, EntryPoint = "H5Tget_super")]
    internal static partial long TypeBase(long type);
    [LibraryImport(Library, EntryPoint = "H5Tget_nmembers")]
    internal static partial int TypeMembers(long type);
    [LibraryImport(Library, EntryPoint = "H5Tget_member_name")]
    internal static partial byte* TypeMemberName(long type, uint member);
    [LibraryImport(Library, EntryPoint = "H5Tget_member_type")]
    internal static partial long TypeMember(long type, uint member);
    [LibraryImport(Library, EntryPoint = "H5Tget_member_offset")]
    internal static partial nuint TypeMemberOffset(long type, uint member);
    [LibraryImport(Library, EntryPoint = "H5Tinsert")]
    internal static partial int TypeInsert(long compound, byte* name, nuint offset, long member);
    [LibraryImport(Library, EntryPoint = "H5Tenum_create")]
    internal static partial long EnumerationCreate(long whole);
    [LibraryImport(Library, EntryPoint = "H5Tenum_insert")]
    internal static partial int EnumerationInsert(long type, byte* name, void* value);
    [LibraryImport(Library, EntryPoint = "H5Tarray_create2")]
    internal static partial long ArrayTypeCreate(long element, uint rank, ulong* sides);
    [LibraryImport(Library, EntryPoint = "H5Tget_array_ndims")]
    internal static partial int ArrayTypeRank(long type);
    [LibraryImport(Library, EntryPoint = "H5Tget_array_dims2")]
    internal static partial int ArrayTypeSides(long type, ulong* sides);
    [LibraryImport(Library, EntryPoint = "H5Tis_variable_str")]
    internal static partial int TextIsVariable(long type);
    [LibraryImport(Library, EntryPoint = "H5Tget_strpad")]
    internal static partial int TextPadding(long type);
    [LibraryImport(Library, EntryPoint = "H5Tset_cset")]
    internal static partial int SetTextEncoding(long type, int encoding);

    [LibraryImport(Library, EntryPoint = "H5Pcreate")]
    internal static partial long PropertiesCreate(long family);
    [LibraryImport(Library, EntryPoint = "H5Pclose")]
    internal static partial int PropertiesClose(long list);
    [LibraryImport(Library, EntryPoint = "H5Pget_layout")]
    internal static partial int Layout(long creation);
    [LibraryImport(Library, EntryPoint = "H5Pget_chunk")]
    internal static partial int Chunk(long creation, int rank, ulong* sides);
    [LibraryImport(Library, EntryPoint = "H5Pset_chunk")]
    internal static partial int SetChunk(long creation, int rank, ulong* sides);
    [LibraryImport(Library, EntryPoint = "H5Pset_deflate")]
    internal static partial int SetDeflate(long creation, uint level);
    [LibraryImport(Library, EntryPoint = "H5Pset_shuffle")]
    internal static partial int SetShuffle(long creation);
    [LibraryImport(Library, EntryPoint = "H5Pset_fletcher32")]
    internal static partial int SetFletcher32(long creation);
    [LibraryImport(Library, EntryPoint = "H5Pset_obj_track_times")]
    internal static partial int SetTrackTimes(long creation, int track);
    [LibraryImport(Library, EntryPoint = "H5Pset_create_intermediate_group")]
    internal static partial int SetCreateGroups(long link, uint create);
    [LibraryImport(Library, EntryPoint = "H5Pset_chunk_cache")]
    internal static partial int SetChunkCache(long access, nuint slots, nuint bytes, double preemption);
    [LibraryImport(Library, EntryPoint = "H5Pget_nfilters")]
    internal static partial int FilterCount(long creation);
    [LibraryImport(Library, EntryPoint = "H5Pget_filter2")]
    internal static partial int Filter(long creation, uint number, uint* flags, nuint* valueCount, uint* values, nuint nameSize, byte* name, uint* ability);
    [LibraryImport(Library, EntryPoint = "H5Zfilter_avail")]
    internal static partial int FilterIsHere(int filter);
    [LibraryImport(Library, EntryPoint = "H5Zregister")]
    internal static partial int FilterRegister(void* filter);
    [LibraryImport(Library, EntryPoint = "H5allocate_memory")]
    internal static partial void* AllocateMemory(nuint size, int clear);
}
