using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Hep.Data;

/// <summary>A filter that the chunks of a data set go through, mostly a compression.</summary>
/// <param name="Number">Its registered number.</param>
/// <param name="Name">What people call it.</param>
public sealed record Hdf5Filter(int Number, string Name)
{
    private const int LongestName = 256;

    // Number, name, and the Debian package that brings it, where one does.
    private static readonly (int Number, string Name, string? Package)[] Known =
    [
        (1, "gzip", null), (2, "shuffle", null), (3, "fletcher32", null), (4, "szip", null), (5, "nbit", null), (6, "scaleoffset", null),
        (307, "bzip2", "hdf5-filter-plugin"), (32000, "lzf", null), (32001, "blosc", "hdf5-filter-plugin-blosc-serial"),
        (32004, "lz4", "hdf5-filter-plugin"), (32008, "bitshuffle", null), (32013, "zfp", "hdf5-filter-plugin-zfp-serial"), (32015, "zstd", null),
        (32026, "blosc2", null),
    ];

    /// <summary>Its name.</summary>
    public override string ToString() => Name;

    /// <summary>The filters of a data set, in the order in which they were applied when it was written; inside of a scope of the library.</summary>
    internal static unsafe IReadOnlyList<Hdf5Filter> Of(long creation)
    {
        var filters = new List<Hdf5Filter>();
        var count = Hdf5Native.FilterCount(creation);
        var name = stackalloc byte[LongestName];
        for (var i = 0; i < count; i++)
        {
            name[0] = 0;
            uint flags, ability;
            nuint values = 0;
            var number = Hdf5Native.Filter(creation, (uint)i, &flags, &values, null, LongestName - 1, name, &ability);
            var written = Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(name));
            filters.Add(new Hdf5Filter(number, Known.FirstOrDefault(k => k.Number == number).Name ?? (written.Length > 0 ? written : "without a name")));
        }

        return filters;
    }

    /// <summary>Makes sure that the library has them all; inside of a scope of the library.</summary>
    /// <exception cref="InvalidDataException">One is not there.</exception>
    internal static void Require(IReadOnlyList<Hdf5Filter> filters, string origin, string path)
    {
        foreach (var filter in filters)
        {
            if (Hdf5Native.FilterIsHere(filter.Number) <= 0)
                throw Missing(filter, origin, path);
        }
    }

    internal static InvalidDataException Missing(Hdf5Filter filter, string origin, string path)
    {
        var package = Known.FirstOrDefault(k => k.Number == filter.Number).Package;
        var remedy = package is null ? "set HDF5_PLUGIN_PATH to the folder of its plugin (the Python package hdf5plugin brings many)" : $"on Debian or Ubuntu: apt-get install {package}";
        var file = Path.GetFileName(path);
        return new InvalidDataException(string.Create(
            CultureInfo.InvariantCulture,
            $"{origin}: was written through filter {filter.Number} ({filter.Name}), which is not on this machine; {remedy}; or where it is: h5repack -f GZIP=4 {file} gzip-{file}"));
    }
}
