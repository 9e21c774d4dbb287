using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;

namespace Hep.Data;

/// <summary>Finds libhdf5, keeps its threads apart, and knows the ids that it makes when it starts.</summary>
internal static unsafe class Hdf5Library
{
    private const string Variable = "HEP_HDF5";

    // libhdf5 is not made for threads (where it is built so, it has one lock as well), and its errors are the last call's.
    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, long> Ids = new(StringComparer.Ordinal);
    private static nint s_library;

    [ThreadStatic]
    private static bool t_isQuiet;

    /// <summary>Where Debian, Ubuntu, Fedora, macOS and Windows keep it, serial builds first: those for MPI are other libraries.</summary>
    internal static IReadOnlyList<string> Names { get; } =
    [
        "libhdf5_serial.so.103", "libhdf5_serial.so.310", "libhdf5_serial.so.320", "libhdf5.so.103", "libhdf5.so.200", "libhdf5.so.310", "libhdf5.so.320",
        "libhdf5_serial.so", "libhdf5.so", "libhdf5.dylib", "hdf5.dll",
    ];

    /// <summary>Every use of the library is inside of one scope.</summary>
    /// <exception cref="FileNotFoundException">The library is not installed.</exception>
    public static Lock.Scope Enter()
    {
        var scope = Gate.EnterScope();
        try
        {
            if (s_library == 0)
                Start();
            // The library keeps the printer of errors for each thread, and starts with one that prints.
            if (!t_isQuiet)
                _ = Hdf5Native.SetErrorPrinter(0, 0, 0);
            t_isQuiet = true;
            return scope;
        }
        catch
        {
            scope.Dispose();
            throw;
        }
    }

    /// <summary>An id that the library makes when it starts, by the name of its variable; inside of a scope.</summary>
    public static long Id(string variable)
    {
        if (!Ids.TryGetValue(variable, out var id))
            Ids[variable] = id = *(long*)NativeLibrary.GetExport(s_library, variable);
        return id;
    }

    /// <summary>A function that not every version has, or 0; inside of a scope.</summary>
    public static nint Optional(string name) => NativeLibrary.TryGetExport(s_library, name, out var function) ? function : 0;

    /// <summary>Loads the first library of the names, or the one that the user has chosen.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    internal static nint Load(string? chosen, IReadOnlyList<string> names)
    {
        if (!string.IsNullOrEmpty(chosen))
        {
            return NativeLibrary.TryLoad(chosen, out var wanted) ? wanted
                : throw new FileNotFoundException($"{Variable}={chosen}: this library cannot be loaded; name the file of libhdf5, or leave {Variable} away to have it looked for", chosen);
        }

        foreach (var name in names)
        {
            if (NativeLibrary.TryLoad(name, out var library))
                return library;
        }

        throw new FileNotFoundException(
            $"libhdf5, which reads and writes HDF5 files, is not installed (looked for {string.Join(", ", names.Take(2))} and others); on Debian or Ubuntu: apt-get install hdf5-tools, elsewhere set {Variable} to its file",
            names[0]);
    }

    private static void Start()
    {
        var library = Load(Environment.GetEnvironmentVariable(Variable), Names);
        NativeLibrary.SetDllImportResolver(typeof(Hdf5Library).Assembly, (string name, Assembly _, DllImportSearchPath? _) => name == Hdf5Native.Library ? library : 0);
        uint major, minor, release;
        _ = Hdf5Native.GetVersion(&major, &minor, &release);
        if (major == 1 && minor < 10)
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"libhdf5 is version {major}.{minor}.{release}, needed is 1.10 or newer; set {Variable} to a newer one"));
        _ = Hdf5Native.Open();
        s_library = library;
        LzfFilter.Register();
    }
}
