using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
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
    private static long s_transfer;
    private static int* s_watched;

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

    /// <summary>The settings of a transfer in which numbers that do not fit are refused; inside of a scope. What was refused is in <see cref="Refused"/>.</summary>
    public static long Transfer
    {
        get
        {
            *s_watched = -1;
            return s_transfer;
        }
    }

    /// <summary>Why the last transfer refused a number, or null.</summary>
    public static string? Refused => *s_watched switch
    {
        -1 => null,
        0 or 4 => "has a number that is too large",
        1 or 5 => "has a number that is too small",
        3 => "has a number that is not whole",
        _ => "has NaN",
    };

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
        s_watched = (int*)NativeMemory.AllocZeroed(sizeof(int));
        s_transfer = Hdf5Native.PropertiesCreate(Id("H5P_CLS_DATASET_XFER_ID_g"));
        _ = Hdf5Native.SetConversionWatch(s_transfer, &Watch, s_watched);
    }

    // Kinds of trouble: too large, too small, digits lost, a fraction lost, +infinity, -infinity, NaN. Answers: -1 give up, 0 go on.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Watch(int trouble, long source, long target, void* from, void* into, void* watched)
    {
        const int DigitsLost = 2, PlusInfinity = 4, FloatFamily = 1;
        if (trouble == DigitsLost || (trouble >= PlusInfinity && Hdf5Native.TypeFamily(target) == FloatFamily))
            return 0;
        *(int*)watched = trouble;
        return -1;
    }
}
