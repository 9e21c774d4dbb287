using System.Runtime.InteropServices;

namespace ScottPlot.Drawing;

/// <summary>The font families that fontconfig knows on this machine.</summary>
internal static unsafe partial class InstalledFonts
{
    private const string Library = "libfontconfig.so.1";

    /// <summary>Faces with the metrics of Helvetica come first: journals ask for it, and SVG viewers that lack one have another.</summary>
    private static readonly string[] Preferred = ["Liberation Sans", "Arial", "Helvetica", "Nimbus Sans", "FreeSans", "DejaVu Sans"];

    private static readonly Lazy<IReadOnlySet<string>> Families = new(Read);

    /// <summary>The family which text without one is written in.</summary>
    public static string Default => Choose(Families.Value, Preferred);

    public static string Resolve(string family) => Choose(Families.Value, [family, .. Preferred]);

    /// <summary>The first wanted family that is installed, else any; throws when there is none at all.</summary>
    public static string Choose(IReadOnlySet<string> installed, IEnumerable<string> wanted)
    {
        if (installed.Count == 0)
        {
            throw new FileNotFoundException(
                "no font is installed, so a figure would have no text; on Debian or Ubuntu: apt-get install fonts-liberation");
        }

        return wanted.FirstOrDefault(installed.Contains) ?? installed.Order(StringComparer.Ordinal).First();
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct FontSet
    {
        public int Count;
        public int Capacity;
        public nint* Patterns;
    }

    private static HashSet<string> Read()
    {
        Cairo.RequireLibrary(Library, "libfontconfig1");
        var families = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        if (Init() == 0)
            return families;
        var fonts = GetFonts(0, 0);
        for (var i = 0; fonts is not null && i < fonts->Count; i++)
        {
            for (var n = 0; GetString(fonts->Patterns[i], "family", n, out var name) == 0; n++)
                families.Add(Marshal.PtrToStringUTF8(name)!);
        }

        return families;
    }

    [LibraryImport(Library, EntryPoint = "FcInit")]
    private static partial int Init();
    [LibraryImport(Library, EntryPoint = "FcConfigGetFonts")]
    private static partial FontSet* GetFonts(nint config, int set);
    [LibraryImport(Library, EntryPoint = "FcPatternGetString", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int GetString(nint pattern, string name, int index, out nint value);
}
