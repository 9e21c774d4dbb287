namespace Hep.Data;

/// <summary>Goes through the groups of a file. All inside of a scope of the library.</summary>
internal static unsafe class Hdf5Tree
{
    private const int Deepest = 100;

    // As H5G_obj_t has them.
    private const ulong GroupKind = 0, DataSetKind = 1;

    /// <summary>The paths of all data sets, group by group, in the order of their names; links to other places are not followed.</summary>
    public static List<string> DataSets(long file)
    {
        var paths = new List<string>();
        Visit(file, "/", 0, [], paths, DataSetKind);
        return paths;
    }

    /// <summary>The paths of all groups but the root.</summary>
    public static List<string> Groups(long file)
    {
        var paths = new List<string>();
        Visit(file, "/", 0, [], paths, GroupKind);
        return paths;
    }

    private static void Visit(long file, string path, int depth, HashSet<(ulong, ulong, ulong, ulong)> seen, List<string> paths, ulong wanted)
    {
        if (depth > Deepest)
            return;
        // File number and object number are two words each, then the number of links and the kind share a word.
        var info = stackalloc ulong[32];
        foreach (var name in NamesIn(file, path))
        {
            var child = path == "/" ? path + name : $"{path}/{name}";
            fixed (byte* text = Hdf5Text.Encode(child))
            {
                if (Hdf5Native.ObjectInfo(file, text, 0, info) < 0)
                    continue;
            }

            var kind = info[4] >> 32;
            if (kind == wanted)
                paths.Add(child);
            // Groups may hold each other.
            if (kind == GroupKind && seen.Add((info[0], info[1], info[2], info[3])))
                Visit(file, child, depth + 1, seen, paths, wanted);
        }
    }

    private static List<string> NamesIn(long file, string path)
    {
        var names = new List<string>();
        fixed (byte* text = Hdf5Text.Encode(path))
        {
            using var group = Hdf5Handle.Object(Hdf5Native.ObjectOpen(file, text, 0));
            if (group.IsInvalid)
                return names;
            // Storage type, number of links, largest creation order, mounted.
            var info = stackalloc ulong[8];
            if (Hdf5Native.GroupInfo(group.Id, info) < 0)
                return names;
            fixed (byte* here = Hdf5Text.Encode("."))
            {
                for (var i = 0ul; i < info[1]; i++)
                {
                    var length = Hdf5Native.LinkName(group.Id, here, 0, 0, i, null, 0, 0);
                    if (length < 0)
                        break;
                    var name = new byte[length + 1];
                    fixed (byte* pointer = name)
                        _ = Hdf5Native.LinkName(group.Id, here, 0, 0, i, pointer, (nuint)name.Length, 0);
                    names.Add(Hdf5Text.Decode(name, isSpacePadded: false));
                }
            }
        }

        return names;
    }
}
